// Which items the list shows.
const filters = document.getElementById("filters");
const CHOICES = {
  kind: ["indicator", "project", "commitment", "quantity"],
  state: ["confirmed", "differing", "unsupported", "unclaimed", "no_numbers", "refused"],
  reader: ["rules", "model", "both", "nobody", "person"],
  decision: ["open", "decided"],
};
const DEEPEST_SECTION = 2;

function sections() {
  const paths = new Map();
  for (const item of given) {
    for (let depth = 1; depth <= Math.min(item.section.length, DEEPEST_SECTION); depth += 1) {
      const path = item.section.slice(0, depth);
      paths.set(JSON.stringify(path), `${"　".repeat(depth - 1)}${path.at(-1)}`);
    }
  }
  return [...paths];
}

// Choices with the number of items each has; what nothing has is no choice.
function fillFilters() {
  const items = [...given, ...addedItems()].map(current).map((item) => ({ ...item, state: stateNow(item) }));
  const fill = (name, entries) => {
    const select = filters.elements[name];
    const chosen = select.value;
    select.replaceChildren(new Option(word("any"), ""), ...entries.map(([value, label]) => new Option(label, value, false, value === chosen)));
    select.disabled = entries.length === 0;
  };
  for (const [name, values] of Object.entries(CHOICES)) {
    if (name === "decision") fill(name, values.map((value) => [value, word(value)]));
    else fill(name, values.map((value) => [value, items.filter((item) => item[name] === value).length])
      .filter(([, count]) => count).map(([value, count]) => [value, `${word(value)} ${count}`]));
  }
  fill("section", sections());
}

function wordsOf(item) {
  const record = item.record;
  const parts = item.type === "refused" ? [item.refused.name, item.refused.quote, item.refused.reason]
    : item.type === "quantity" ? [item.quantity?.raw, item.context]
      : [record.name, record.period, record.region, record.canonical, record.evidence.quote, ...remarksOf(item).map(({ words }) => words)];
  return [...parts, decisions.get(item.subject)?.note].filter(Boolean).join(" ").toLowerCase();
}

function chosenFilters() {
  const { search, kind, state, section, reader, decision } = Object.fromEntries(new FormData(filters));
  return { search: (search ?? "").trim().toLowerCase(), kind, state, reader, decision, section: section ? JSON.parse(section) : [] };
}

function fits(item, chosen, claimed) {
  return ["kind", "reader"].every((name) => !chosen[name] || item[name] === chosen[name])
    && (!chosen.state || stateNow(item) === chosen.state)
    && chosen.section.every((title, depth) => item.section[depth] === title)
    && (!chosen.decision || (chosen.decision === "decided") === isDecided(item, claimed))
    && (!chosen.search || wordsOf(item).includes(chosen.search));
}
