// The decisions as a corrections file, and back.
function corrections() {
  return {
    corrections_version: DATA.version,
    result: DATA.digest,
    report: DATA.report,
    saved_at: new Date().toISOString(),
    decisions: [...decisions.values()],
  };
}

function save() {
  if (!makeWay()) return;
  if (document.activeElement.matches("textarea")) document.activeElement.blur(); // a note being written is taken along
  const name = `${DATA.report.replace(/\.[^.]*$/, "") || "report"}.corrections.json`;
  const address = URL.createObjectURL(new Blob([`${JSON.stringify(corrections(), null, 2)}\n`], { type: "application/json" }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  unsaved = false;
  keep();
  showUnsaved();
  say(word("said.saved", { file: name }));
}

async function load(file) {
  let read;
  try { read = JSON.parse(await file.text()); } catch { read = null; }
  if (!Array.isArray(read?.decisions)) return say(word("said.broken"));
  if (read.result !== DATA.digest) return say(word("said.foreign"));
  if (!makeWay()) return undefined;
  const [sound, others] = decisionsIn(read.decisions);
  for (const decision of sound) decisions.set(decision.subject, decision);
  if (sound.length) changed(null);
  return say(`${word("said.loaded", { count: sound.length })}${others ? ` ${word("said.skipped", { count: others })}` : ""}`);
}

function showUnsaved() {
  document.getElementById("save").classList.toggle("unsaved", unsaved);
}
