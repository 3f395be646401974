// Wiring: what happens on which event.
function redrawAll() {
  translate();
  showTheme();
  fillFilters();
  refreshNumbers();
  showBalance();
  showUnsaved();
  say(""); // what was said may have been said in the other language
  writing?.relabel();
  showList();
}

listeners.push((subject, { isNote = false }) => {
  if (isNote) { redrawHeading(subject); showUnsaved(); showBalance(); return; }
  refreshNumbers();
  showBalance();
  showUnsaved();
  fillFilters();
  if (subject && cardOf(subject) && itemOf(subject)) redraw(subject);
  else showList();
});

document.body.append(element("datalist", { id: "catalogue" }, ...DATA.catalogue.map(([id, name]) => element("option", { value: id, label: name }))));
article.addEventListener("click", clicked);
list.addEventListener("click", (event) => {
  const subject = event.target.closest(".card")?.dataset.subject;
  if (subject && subject !== chosen && !event.target.closest("button, form, textarea")) select(subject);
});
filters.addEventListener("input", refilter);
filters.addEventListener("reset", () => setTimeout(refilter));
filters.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("keydown", pressed);
addEventListener("beforeunload", (event) => { if (writing?.isDirty()) event.preventDefault(); });
document.getElementById("save").addEventListener("click", save);
document.getElementById("load").addEventListener("click", () => document.getElementById("file").click());
document.getElementById("file").addEventListener("change", async (event) => {
  if (event.target.files[0]) await load(event.target.files[0]);
  event.target.value = ""; // so that the same file can be chosen again
});
document.getElementById("add").addEventListener("mousedown", (event) => event.preventDefault());
document.getElementById("add").addEventListener("click", addFromSelection);
document.getElementById("theme").addEventListener("click", nextTheme);
document.getElementById("language").addEventListener("click", otherLanguage);
document.getElementById("help").addEventListener("click", showManual);
const unread = recall();
redrawAll();
if (unread) say(word("said.skipped", { count: unread }));
