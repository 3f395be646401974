// Everything by keyboard; keys mean nothing while someone writes.
const KEYS = {
  j: ["key.next", () => step(1)],
  k: ["key.previous", () => step(-1)],
  o: ["key.open", nextOpen],
  a: ["accept", () => act("accept")],
  e: ["edit", () => act("edit")],
  x: ["reject", () => act("reject")],
  m: ["note", writeNote],
  u: ["key.undo", goBack],
  n: ["key.numbers", () => stepNumber(1)],
  N: [null, () => stepNumber(-1)],
  "+": ["add", addFromSelection],
  "/": ["key.search", () => filters.elements.search.focus()],
  "?": ["key.help", showManual],
};

function pressed(event) {
  if (event.isComposing) return; // the keys are the input method's
  if (event.target === filters.elements.search && ["Escape", "Enter"].includes(event.key)) { event.preventDefault(); leaveSearch(event.key); return; }
  if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); save(); return; }
  if (document.getElementById("manual").open) return; // its keys are its own
  if (event.key === "Escape") { leave(event); return; }
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    if (writing) writing.form.requestSubmit();
    else leave(event);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, select, textarea") || event.target.closest(".writing")) return;
  if (event.target.matches(".q") && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); event.target.click(); return; }
  const [, action] = KEYS[event.key] ?? [];
  if (action) { event.preventDefault(); action(); }
}

function leave(event) {
  if (writing && !event.target.closest("#filters")) dropForm();
  else if (event.target.matches("textarea, input, select")) (cardOf(chosen ?? "") ?? list).focus();
}

// Escape clears the search, Enter keeps it and goes to the first hit.
function leaveSearch(key) {
  if (key === "Escape") filters.elements.search.value = "";
  refilter();
  const [wanted, claimed] = [chosenFilters(), claimedStarts()];
  const hit = key === "Enter" && shown.find((item) => fits(current(item), wanted, claimed));
  if (hit) select(hit.subject);
  else (cardOf(chosen ?? "") ?? list).focus();
}

function writeNote() {
  cardOf(chosen ?? "")?.querySelector("textarea")?.focus();
}

// The number after (or before) the one in focus, else after the words of the current item.
function stepNumber(by) {
  const here = numbers.findIndex((mark) => mark.tabIndex === 0);
  const next = numbers[here < 0 ? (by > 0 ? 0 : numbers.length - 1) : here + by];
  if (!next) return;
  const [subject] = holdersOf(placeOf(next).quantity.start);
  if (subject && writing) consult(itemOf(subject));
  else if (subject) select(subject, { scrollText: false, focus: false });
  focusNumber(next);
}

function showManual() {
  const manual = document.getElementById("manual");
  const row = (term, words) => [element("dt", {}, term), element("dd", {}, words)];
  const keys = Object.entries(KEYS).filter(([, [label]]) => label).flatMap(([key, [label]]) => row(element("kbd", {}, key === "n" ? "n / N" : key), word(label)));
  const sample = (className, words) => element("span", { className }, words);
  manual.replaceChildren(
    element("h2", {}, word("keys")), element("dl", {}, ...keys, ...row(element("kbd", {}, "Esc"), word("key.leave")), ...row(element("kbd", {}, "Ctrl+S"), word("save"))),
    element("h2", {}, word("legend")),
    element("p", { className: "legend" }, ...["indicator", "project", "commitment"].map((kind) => sample(`e ${kind}`, word(kind)))),
    element("p", { className: "legend" }, ...["confirmed", "differing", "unsupported", "unclaimed"].map((state) => sample(`q ${state}`, word(state)))),
    element("p", {}, word("legend.text")),
    element("form", { method: "dialog" }, element("button", { type: "submit" }, word("close"))),
  );
  manual.showModal();
}
