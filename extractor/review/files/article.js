// The report's text: going to places in it, and reading selections as offsets, which count code points and not UTF-16 units.
const article = document.getElementById("article");
const marks = [...article.querySelectorAll(".q")];
const numbers = marks.filter((mark, index) => marks[index - 1]?.dataset.q !== mark.dataset.q);
let characters = null;

function sourceCharacters() {
  characters ??= Array.from([...article.children].map((block) => block.textContent).join("\n"));
  return characters;
}

function blockAt(start) {
  const blocks = article.children;
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (Number(blocks[middle].dataset.o) <= start) low = middle;
    else high = middle - 1;
  }
  return blocks[low];
}

function placeOf(mark) {
  return DATA.places[Number(mark.dataset.q)];
}

// The elements in the text that belong to an item.
function spans(item) {
  if (item.type === "quantity") {
    return marks.filter((mark) => placeOf(mark).quantity.start === item.start);
  }
  if (item.index !== undefined) return [...article.querySelectorAll(`.e[data-r~="${item.index}"]`)];
  return [];
}

function highlight(item) {
  for (const each of article.querySelectorAll(".now")) each.classList.remove("now");
  if (item) for (const each of spans(item)) each.classList.add("now");
}

function reveal(target) {
  target?.scrollIntoView({ block: "center", behavior: "instant" });
}

function showWords(item) {
  highlight(item);
  const [first] = spans(item);
  if (first) reveal(first);
  else if (Number.isFinite(item.start)) reveal(blockAt(item.start));
}

function showQuantity(start) {
  const mark = numbers.find((each) => placeOf(each).quantity.start === start);
  if (mark) focusNumber(mark);
}

function focusNumber(mark) {
  for (const each of article.querySelectorAll('.q[tabindex="0"]')) each.tabIndex = -1;
  mark.tabIndex = 0;
  mark.focus({ preventScroll: true });
  reveal(mark);
}

function offsetOf(node, offset) {
  const block = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement).closest("[data-o]");
  if (!block) return null;
  const range = document.createRange();
  range.setStart(block, 0);
  range.setEnd(node, offset);
  return Number(block.dataset.o) + Array.from(range.toString()).length;
}

// Words as evidence: a span of the text without the white space around it.
function evidenceFrom(start, end) {
  const text = sourceCharacters();
  while (start < end && !text[start].trim()) start += 1;
  while (end > start && !text[end - 1].trim()) end -= 1;
  return start < end ? { quote: text.slice(start, end).join(""), start, end, section: [], page: null } : null;
}

function selectedEvidence() {
  const selection = getSelection();
  if (!selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!article.contains(range.startContainer) || !article.contains(range.endContainer)) return null;
  const [start, end] = [offsetOf(range.startContainer, range.startOffset), offsetOf(range.endContainer, range.endOffset)];
  return start === null || end === null ? null : evidenceFrom(start, end);
}

// The statements that a span touches, whole; without any, its line.
function sentenceAround(start, end) {
  const touched = DATA.statements.filter(([first, last]) => first < end && last > start);
  if (touched.length) return evidenceFrom(touched[0][0], touched.at(-1)[1]);
  const block = blockAt(start);
  const first = Number(block.dataset.o);
  return evidenceFrom(first, first + Array.from(block.textContent).length);
}

// Each number says its state, also to those who do not see the mark; freed and newly claimed ones change theirs.
function refreshNumbers() {
  const states = placeStates();
  for (const mark of marks) {
    const state = states.get(placeOf(mark).quantity.start);
    if (mark.dataset.state !== state + language) {
      mark.dataset.state = state + language;
      mark.className = `q ${state}${mark.classList.contains("now") ? " now" : ""}`;
      mark.setAttribute("role", "button");
      mark.setAttribute("aria-label", `${mark.textContent} ${word(state)}`);
      if (!mark.hasAttribute("tabindex")) mark.tabIndex = -1;
    }
  }
}
