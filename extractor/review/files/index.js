// The index: language, theme, search, and how much of each report this browser keeps decisions about.
function decidedIn(digest) {
  try { return JSON.parse(preferences.get(`decisions:${digest}`) ?? "null")?.decisions.length ?? 0; } catch { return 0; }
}

function showDecided() {
  let all = 0;
  for (const row of document.querySelectorAll("tbody tr")) {
    const count = decidedIn(row.dataset.digest);
    all += count;
    const cell = row.querySelector(".decided");
    cell.textContent = count;
    cell.classList.toggle("none", count === 0);
  }
  document.querySelector("tfoot .decided").textContent = all;
}

function redrawAll() {
  translate();
  showTheme();
  showDecided();
}

document.getElementById("search").addEventListener("input", (event) => {
  const wanted = event.target.value.trim().toLowerCase();
  const rows = [...document.querySelectorAll("tbody tr")];
  for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  document.getElementById("nothing").hidden = rows.some((row) => !row.hidden);
});
document.getElementById("theme").addEventListener("click", nextTheme);
document.getElementById("language").addEventListener("click", otherLanguage);
addEventListener("pageshow", showDecided);
addEventListener("storage", showDecided); // a report is open in another tab
redrawAll();
