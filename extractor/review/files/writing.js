// The form in which a record is written, on its card or above the list. What stands in it is kept or dropped, never lost unsaid.
let writing = null;

function openWriting(item) {
  closeForm();
  writing = openForm(item);
  writing.form.addEventListener("submit", (event) => {
    event.preventDefault();
    const subject = writing.keep();
    if (subject === null) writing.form.querySelector(".wrong").scrollIntoView({ block: "nearest" });
    else select(subject);
  });
  seatForm();
  focusForm();
}

// Where the list was drawn anew, the form takes its place again.
function seatForm() {
  if (!writing) return;
  const card = writing.subject && cardOf(writing.subject);
  if (writing.form.parentElement === (card ?? list)) return;
  if (card) card.append(writing.form);
  else list.prepend(writing.form);
  card?.classList.add("open");
}

function focusForm() {
  const { form } = writing;
  form.querySelector('[name="name"]').focus({ preventScroll: true });
  (form.closest(".card") ?? form).scrollIntoView({ block: "start", behavior: "instant" });
}

function addFromSelection() {
  const evidence = selectedEvidence();
  const draft = evidence ? { evidence } : focusedNumber();
  if (!draft) say(word("evidence.none"));
  else if (makeWay()) openWriting({ type: "new", ...draft });
}

// The sentence around the number in focus, and the number where no record claims it.
function focusedNumber() {
  const mark = document.activeElement.closest("#article .q");
  if (!mark) return null;
  const { quantity } = placeOf(mark);
  const isFree = !claimedStarts().has(quantity.start);
  return { evidence: sentenceAround(quantity.start, quantity.end), quantity: isFree ? quantity : null };
}

// Before something else: a form that nobody touched is closed, what is written whole is kept; the rest stays open. Whether the way is free.
function makeWay() {
  if (writing?.isDirty() && writing.keep() === null) {
    sayUnfinished(writing.form.querySelector(".wrong").textContent);
    focusForm();
    return false;
  }
  closeForm();
  return true;
}

function sayUnfinished(problem = "") {
  say(`${problem} ${word("said.unfinished")}`.trim());
}

function dropForm() {
  closeForm();
  say("");
}

function closeForm() {
  if (!writing) return;
  writing.form.closest(".card")?.classList.remove("open");
  writing.form.remove();
  writing = null;
  cardOf(chosen ?? "")?.focus({ preventScroll: true });
}
