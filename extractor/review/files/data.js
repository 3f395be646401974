// The result as items to look at: records, quantities no record claims, and what was refused.
const DATA = JSON.parse(document.getElementById("data").textContent);
const STATES = {
  confirmed: "confirmed", converted: "confirmed", elsewhere: "differing", conflict: "differing",
  unsupported: "unsupported", no_numbers: "no_numbers",
};
const QUANTITY_FIELDS = {
  indicator: ["value", "change", "comparison.value", "comparison.difference"],
  project: ["count", "investment", "completed_investment", "scale"],
  commitment: ["target", "change"],
};

function at(record, path) {
  return path.split(".").reduce((value, name) => value?.[name], record) ?? null;
}

// [field, quantity] pairs of a record.
function quantities(kind, record) {
  return QUANTITY_FIELDS[kind].flatMap((field) => {
    const value = at(record, field);
    if (value === null) return [];
    return Array.isArray(value) ? value.map((each) => [field, each]) : [[field, value]];
  });
}

const BOUNDS = { about: ["", "左右"], at_least: ["≥", ""], over: [">", ""], at_most: ["≤", ""], nearly: ["近", ""] };

function show(quantity) {
  const [before, after] = BOUNDS[quantity.bound] ?? ["", ""];
  const upper = (quantity.upper ?? null) === null ? "" : `–${quantity.upper}`;
  return `${before}${quantity.value}${upper}${quantity.unit}${after}`;
}

function recordItem({ kind, record, attention }, index) {
  return {
    subject: record.id, type: "record", kind, record, attention, index,
    state: STATES[record.check.status], section: record.evidence.section, reader: record.check.read_by, start: record.evidence.start,
  };
}

const placeAt = new Map(DATA.places.map((place) => [place.quantity.start, place]));

function unclaimedItem({ place, section, context }) {
  const quantity = placeAt.get(place)?.quantity;
  return {
    subject: `quantity@${place}`, type: "quantity", kind: "quantity", attention: 0, quantity, context,
    state: "unclaimed", section, reader: "nobody", start: place,
  };
}

function refusedItem(refused, index) {
  return {
    subject: `refused@${index}`, type: "refused", kind: refused.kind, attention: 0, refused,
    state: "refused", section: [], reader: "model", start: Infinity,
  };
}

const records = DATA.records.map(recordItem);
const given = [...records, ...DATA.unclaimed.map(unclaimedItem), ...DATA.refused.map(refusedItem)]
  .sort((one, other) => one.start - other.start);
const originals = new Map(given.map((item) => [item.subject, item]));
