// What the reader decided, by subject; kept in the browser under the digest of the result.
const STORE = `decisions:${DATA.digest}`;
const decisions = new Map();
const made = []; // each decision's subject with what stood there before, the last one last
const listeners = [];
let unsaved = false;
let reckoned = {}; // what follows from all decisions together, until the next one

// What was kept, as far as it is sound: how many entries had to be left out.
function recall() {
  let kept = null;
  try { kept = JSON.parse(preferences.get(STORE) ?? "null"); } catch { /* what is no JSON holds nothing */ }
  const [sound, others] = decisionsIn(Array.isArray(kept?.decisions) ? kept.decisions : []);
  for (const decision of sound) { decisions.set(decision.subject, decision); made.push({ subject: decision.subject }); }
  unsaved = kept?.unsaved === true;
  return others;
}

function keep() {
  return preferences.set(STORE, JSON.stringify({ unsaved, decisions: [...decisions.values()] }));
}

// A verdict replaces the one before, with its record; the note stays.
function decide(subject, verdict, record = {}) {
  put({ subject, verdict, note: decisions.get(subject)?.note ?? "", ...record });
}

function annotate(subject, note) {
  put({ verdict: null, ...decisions.get(subject), subject, note }, { isNote: true });
}

function put(decision, how) {
  made.push({ subject: decision.subject, before: decisions.get(decision.subject) });
  if (decision.verdict === null && decision.note === "") decisions.delete(decision.subject);
  else decisions.set(decision.subject, decision);
  changed(decision.subject, how);
}

function undo(subject) {
  made.push({ subject, before: decisions.get(subject) });
  decisions.delete(subject);
  changed(subject);
}

// Takes the last decision back, whatever is current, and gives its subject; null where there is none left.
function undoLast() {
  const last = made.pop();
  if (!last) return null;
  if (last.before) decisions.set(last.subject, last.before);
  else decisions.delete(last.subject);
  changed(last.subject);
  return last.subject;
}

function changed(subject, how = {}) {
  unsaved = true;
  reckoned = {};
  say(keep() ? word("said.kept") : word("said.not_kept"));
  for (const listener of listeners) listener(subject, how);
}

function verdict(item) {
  return decisions.get(item.subject)?.verdict ?? null;
}

function written(decision) {
  for (const kind of Object.keys(QUANTITY_FIELDS)) if (decision?.[kind]) return { kind, record: decision[kind] };
  return null;
}

// An item as it now reads: a corrected record in the place of the original.
function current(item) {
  const mine = written(decisions.get(item.subject));
  return mine ? { ...item, ...mine } : item;
}

function addedItems() {
  return [...decisions.values()].filter((decision) => decision.verdict === "added").map((decision) => {
    const { kind, record } = written(decision);
    return {
      subject: decision.subject, type: "record", kind, record, attention: 2, state: "no_numbers",
      section: record.evidence.section ?? [], reader: "person", start: record.evidence.start,
    };
  });
}

// Records that stand after all decisions.
function standing() {
  return [...records.filter((item) => verdict(item) !== "rejected").map(current), ...addedItems()];
}

function freeSubject() {
  let number = 1;
  while (decisions.has(`new@${number}`)) number += 1;
  return `new@${number}`;
}

// A number that no record claimed is decided when someone left it so, or when a record claims it now.
function isDecided(item, claimed) {
  return verdict(item) !== null || (item.type === "quantity" && claimed.has(item.start));
}

function claimedStarts() {
  return reckoned.claimed ??= new Set(standing().flatMap((item) => quantities(item.kind, item.record).map(([, quantity]) => quantity.start)));
}

function say(words) {
  document.getElementById("said").textContent = words;
}
