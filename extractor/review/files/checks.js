// What a decision must be to be kept, and a record to be applied: the page takes nothing that `extractor apply` refuses.
const PERIOD = new RegExp(`^(?:${DATA.period})$`);
const CATALOGUE = new Set(DATA.catalogue.map(([id]) => id));
const KINDS = Object.keys(DATA.forms);
const DECISION_FIELDS = ["subject", "verdict", "note", ...KINDS];
const RECORD_FIELDS = ["id", "evidence", "check"];
const WITH_RECORD = ["corrected", "added"];

// Why a record cannot stand, in the language chosen; null where it can.
function problemOf(kind, record) {
  if (!record.name) return word("form.no_name");
  if (!record.evidence) return word("form.no_evidence");
  if (record.period && !PERIOD.test(record.period)) return word("form.no_period", { period: record.period });
  if (record.canonical && !CATALOGUE.has(record.canonical)) return word("form.no_canonical", { id: record.canonical });
  if (record.comparison && !record.comparison.reference) return word("form.no_reference");
  const [field, turned] = quantities(kind, record).find(([, { value, upper }]) => (upper ?? value) < value) ?? [];
  return turned ? word("form.upside_down", { field: word(field), value: turned.value, upper: turned.upper }) : null;
}

// The decisions of a list that are such and are about this result, and how many others there are.
function decisionsIn(list) {
  const sound = list.filter(isDecision);
  return [sound, list.length - sound.length];
}

function isDecision(each) {
  if (!isObject(each) || !holdsOnly(each, DECISION_FIELDS) || typeof each.subject !== "string" || !isText(each.note)) return false;
  const kinds = KINDS.filter((kind) => each[kind] ?? null);
  return kinds.length === (WITH_RECORD.includes(each.verdict) ? 1 : 0)
    && kinds.every((kind) => isRecord(kind, each[kind])) && isAbout(each.verdict ?? null, originals.get(each.subject));
}

function isAbout(verdict, item) {
  if (verdict === "added") return item === undefined;
  if (["corrected", "rejected"].includes(verdict)) return item?.type === "record";
  return [null, "accepted"].includes(verdict) && item !== undefined;
}

function isRecord(kind, record) {
  const groups = DATA.forms[kind].map((field) => field.path.split("."));
  return isObject(record) && holdsOnly(record, [...groups.map(([group]) => group), ...RECORD_FIELDS])
    && typeof record.id === "string" && typeof record.name === "string"
    && groups.every(([group, name]) => name === undefined || isObject(record[group] ?? {}))
    && DATA.forms[kind].every((field) => isValue(field, at(record, field.path)))
    && isEvidence(record.evidence) && isCheck(record.check);
}

function isValue(field, value) {
  if (value === null) return !field.required || field.path.includes("."); // a group that is not there has none of its fields
  if (field.type === "quantity") return isQuantity(value);
  if (field.type === "quantities") return Array.isArray(value) && value.every(isQuantity);
  return field.type === "choice" ? field.options.includes(value) : typeof value === "string";
}

function isQuantity(value) {
  return isObject(value) && Number.isFinite(value.value) && (Number.isFinite(value.upper) || (value.upper ?? null) === null)
    && typeof value.unit === "string" && Object.hasOwn(LABELS.en.options, value.bound ?? "exact") && isSpan(value, value.raw);
}

function isEvidence(value) {
  return isObject(value) && isSpan(value, value.quote) && Array.isArray(value.section ?? []);
}

function isCheck(value) {
  const issues = value?.issues ?? [];
  return isObject(value) && Array.isArray(issues) && issues.every((issue) => typeof issue?.code === "string" && typeof issue.message === "string");
}

function isSpan({ start, end }, words) {
  return typeof words === "string" && Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end;
}

function isText(value) {
  return (value ?? null) === null || typeof value === "string";
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function holdsOnly(value, names) {
  return Object.keys(value).every((name) => names.includes(name));
}
