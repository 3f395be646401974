// The list of items: what needs a look first, then all in the order of the text; and the one that is current.
const list = document.getElementById("list");
let shown = [];
let chosen = null;

function visibleItems() {
  const wanted = chosenFilters();
  const claimed = claimedStarts();
  const isKept = ({ subject }) => subject === chosen || subject === writing?.subject;
  const items = [...given, ...addedItems()].filter((item) => isKept(item) || fits(current(item), wanted, claimed));
  return items.sort((one, other) => one.attention - other.attention || one.start - other.start);
}

// Other filters: the list begins anew, and what was chosen goes unless it fits them.
function refilter() {
  const item = chosen && itemOf(chosen);
  if (item && chosen !== writing?.subject && !fits(current(item), chosenFilters(), claimedStarts())) {
    chosen = null;
    highlight(null);
  }
  showList();
  list.parentElement.scrollTop = 0;
}

function showCount() {
  const [wanted, claimed] = [chosenFilters(), claimedStarts()];
  const hits = shown.filter((item) => fits(current(item), wanted, claimed)).length;
  document.getElementById("shown").textContent = word("shown", { shown: hits, all: given.length + addedItems().length });
}

function showList() {
  shown = visibleItems();
  const groups = [0, 1, 2].map((rank) => [rank, shown.filter((item) => item.attention === rank)]).filter(([, items]) => items.length);
  list.replaceChildren(...groups.map(([rank, items]) => element("section", {},
    element("h2", {}, word(`group.${rank}`), element("span", { className: "count" }, String(items.length))),
    element("ol", {}, ...items.map((item) => card(item, item.subject === chosen))),
  )));
  if (!shown.length) list.append(element("p", { className: "nothing" }, word("nothing")));
  showCount();
  seatForm();
}

function cardOf(subject) {
  return list.querySelector(`[data-subject="${CSS.escape(subject)}"]`);
}

function itemOf(subject) {
  return [...given, ...addedItems()].find((item) => item.subject === subject) ?? null;
}

function redraw(subject) {
  const [card_, item] = [cardOf(subject), itemOf(subject)];
  if (card_ && item) card_.replaceWith(card(item, subject === chosen));
  seatForm();
}

// Only the heading: a card that is replaced while its note loses the focus would lose the click that took it.
function redrawHeading(subject) {
  const item = current(itemOf(subject));
  cardOf(subject)?.querySelector("h3").replaceWith(heading(item, decisions.get(subject)));
}

// Makes an item the current one, on both sides, and tells whether it did; filters that hide it give way, an unfinished form does not.
function select(subject, { scrollText = true, focus = true } = {}) {
  if (writing?.subject !== subject && !makeWay()) return false;
  const [before, item] = [chosen, itemOf(subject)];
  if (!item) return false;
  chosen = subject;
  if (!cardOf(subject)) showList();
  if (before && before !== subject) redraw(before);
  redraw(subject);
  const made = cardOf(subject);
  if (focus) made.focus({ preventScroll: true });
  made.scrollIntoView({ block: "nearest", behavior: "instant" });
  if (scrollText) showWords(current(item));
  else highlight(current(item));
  return true;
}

function step(by) {
  if (!shown.length) return;
  const here = shown.findIndex((item) => item.subject === chosen);
  const next = here < 0 ? (by > 0 ? 0 : shown.length - 1) : here + by;
  if (shown[next]) select(shown[next].subject);
}

function nextOpen() {
  const claimed = claimedStarts();
  const here = shown.findIndex((item) => item.subject === chosen);
  const after = [...shown.slice(here + 1), ...shown.slice(0, here + 1)];
  const open = after.find((item) => item.attention < 2 && !isDecided(item, claimed));
  if (open) select(open.subject);
  else say(word("said.all_decided"));
}

// After a decision: on to what else needs a look, or one further among the rest.
function goOn(item) {
  if (item.attention < 2) nextOpen();
  else step(1);
}

function act(what) {
  if (what === "edit" && writing && writing.subject === chosen) { focusForm(); return; }
  const wasWritten = writing?.isDirty() ?? false;
  if (!makeWay()) return;
  const item = chosen && itemOf(chosen);
  if (!item) return;
  const isAdded = item.reader === "person";
  if (what === "edit") openWriting(current(item));
  else if (what === "undo" || (what === "reject" && isAdded)) undo(item.subject);
  else if (what === "reject" && item.type !== "record") say(word("said.no_reject"));
  else if (what === "reject") { decide(item.subject, "rejected"); goOn(item); }
  else if (wasWritten) goOn(item); // what was written is kept: that is more than accepted
  else if (isAdded) say(word("said.no_accept"));
  else {
    if (verdict(item) !== "corrected") decide(item.subject, "accepted");
    goOn(item);
  }
}

function goBack() {
  if (writing?.isDirty()) { sayUnfinished(); return; }
  closeForm();
  const subject = undoLast();
  if (subject === null) say(word("said.no_undo"));
  else select(subject);
}

function clicked(event) {
  if (!getSelection().isCollapsed) return;
  const mark = event.target.closest(".q");
  const evidence = event.target.closest(".e");
  const subjects = mark ? holdersOf(placeOf(mark).quantity.start) : [];
  if (!subjects.length && evidence) subjects.push(...evidence.dataset.r.split(" ").map((index) => records[Number(index)].subject));
  if (!subjects.length) return;
  const subject = subjects[(subjects.indexOf(chosen) + 1) % subjects.length];
  if (writing) consult(itemOf(subject));
  else select(subject, { scrollText: false, focus: !mark });
  if (mark) focusNumber(mark);
}

// A look at the text while a record is being written: the form stays.
function consult(item) {
  highlight(current(item));
  sayUnfinished();
}

// Subjects that hold the number at a place, or that are about its not being held.
function holdersOf(start) {
  const holds = (item) => quantities(item.kind, item.record).some(([, quantity]) => quantity.start === start);
  const holders = [...records.map(current), ...addedItems()].filter(holds).map((item) => item.subject);
  return [...holders, ...given.filter((item) => item.type === "quantity" && item.start === start).map((item) => item.subject)];
}
