// One item as a card: short in the list, whole when it is the current one.
const SIGNS = { confirmed: "✓", differing: "≠", unsupported: "✗", unclaimed: "?", no_numbers: "–", refused: "✗" };
const AROUND = 12;
const VERDICTS = { accepted: "✓", rejected: "✗", corrected: "✎", added: "+" };

function nameOf(item) {
  if (item.type === "quantity") return word(stateNow(item) === "unclaimed" ? "unclaimed.name" : "claimed.name", { raw: item.quantity?.raw ?? "" });
  return item.type === "refused" ? item.refused.name : item.record.name;
}

function card(given, isCurrent) {
  const item = current(given);
  const decision = decisions.get(item.subject);
  const made = element("li", { className: `card ${item.kind} ${decision?.verdict ?? ""}`, tabIndex: -1 });
  made.dataset.subject = item.subject;
  if (isCurrent) made.setAttribute("aria-current", "true");
  made.append(heading(item, decision), numbersOf(item));
  if (item.record) for (const { words, lang } of remarksOf(item)) made.append(element("p", { className: "issue", lang }, words));
  if (isCurrent) made.append(...details(item), actions(item));
  if (decision?.note || isCurrent) made.append(noteOf(item, decision, isCurrent));
  return made;
}

function heading(item, decision) {
  const [said, state] = [verdictOf(item, decision), stateNow(item)];
  return element("h3", {},
    element("span", { className: "kind" }, word(item.kind)),
    button(nameOf(item), () => select(item.subject), { className: "name", lang: item.type === "quantity" ? undefined : "zh-CN" }),
    decision?.verdict !== "rejected" && element("span", { className: `state ${state}` }, `${SIGNS[state]} ${word(state)}`),
    said && element("span", { className: "verdict" }, said),
  );
}

function verdictOf(item, decision) {
  if (item.type === "quantity" && decision?.verdict === "accepted") return `✓ ${word("left")}`;
  if (item.type === "quantity" && claimedStarts().has(item.start)) return `+ ${word("added")}`;
  if (decision?.verdict) return `${VERDICTS[decision.verdict]} ${word(decision.verdict)}`;
  return decision?.note ? `· ${word("noted")}` : null;
}

function numbersOf(item) {
  const line = element("p", { className: item.type === "quantity" ? "words" : "numbers", lang: "zh-CN" });
  const about = [item.record?.period, item.record?.region !== DATA.home ? item.record?.region : null].filter(Boolean).join(" · ");
  if (about) line.append(element("span", { className: "when" }, about));
  if (item.type === "quantity") line.append(...inItsWords(item));
  for (const [field, quantity] of item.record ? quantities(item.kind, item.record) : []) {
    line.append(toNumber(item, quantity, `${word(field)} ${show(quantity)}`));
  }
  return line;
}

function toNumber(item, quantity, label) {
  return button(label, () => {
    if (select(item.subject)) showQuantity(quantity.start);
  }, { className: "number" });
}

// A number nobody claims, between the words around it.
function inItsWords(item) {
  const { start, end, raw } = item.quantity;
  const around = (from, to) => sourceCharacters().slice(Math.max(0, from), to).join("").replace(/\s+/g, "");
  return [`…${around(start - AROUND, start)}`, toNumber(item, item.quantity, raw), `${around(end, end + AROUND)}…`];
}

function details(item) {
  if (item.type === "quantity") return [quotation(item.context)];
  if (item.type === "refused") return [quotation(item.refused.quote), whyRefused(item)];
  const list = element("dl", {});
  for (const field of DATA.forms[item.kind]) {
    const value = at(item.record, field.path);
    if (field.type.startsWith("quantit") || field.path === "name" || value === null || value === "") continue;
    list.append(element("dt", {}, word(field.path)), element("dd", { lang: "zh-CN" }, field.type === "choice" ? option(value) : value));
  }
  list.append(element("dt", {}, word("filter.reader")), element("dd", {}, word(item.reader)));
  if (item.section.length) list.append(element("dt", {}, word("section")), element("dd", { lang: "zh-CN" }, item.section.join(" › ")));
  return [quotation(item.record.evidence.quote), list];
}

function whyRefused(item) {
  const { words, lang } = remark({ code: "refused", message: item.refused.reason });
  return element("p", { className: "issue", lang }, words);
}

// The words of the text, Markdown bold as the text shows it.
function quotation(words) {
  const parts = words.split(/(\*\*)/).map((part) => (part === "**" ? element("i", {}, part) : part));
  return element("blockquote", { lang: "zh-CN" }, ...parts);
}

function actions(item) {
  const isRecord = item.type === "record";
  const line = element("p", { className: "actions" });
  const add = (key, label, action) => line.append(
    element("button", { type: "button", onclick: action, "aria-keyshortcuts": key }, word(label), key && element("kbd", {}, key)),
  );
  add("a", isRecord || item.type === "refused" ? "accept" : "leave", () => act("accept"));
  add("e", isRecord ? "edit" : "make", () => act("edit"));
  if (isRecord) add("x", "reject", () => act("reject"));
  if (decisions.has(item.subject)) add("", "undo", () => act("undo"));
  return line;
}

function noteOf(item, decision, isCurrent) {
  if (!isCurrent) return element("p", { className: "note" }, decision.note);
  const field = element("textarea", { className: "note", rows: 1, value: decision?.note ?? "", placeholder: `${word("note")} (m)` });
  field.setAttribute("aria-label", word("note"));
  field.addEventListener("change", () => annotate(item.subject, field.value.trim()));
  return field;
}
