// How many numbers are accounted for, and how much of what needs a look is decided.
function balance() {
  const claimed = claimedStarts();
  const settled = settledStarts();
  const count = { confirmed: 0, differing: 0, unsupported: 0, unclaimed: 0 };
  for (const { quantity, state, counted } of DATA.places) {
    if (!counted) continue;
    if (!claimed.has(quantity.start)) count.unclaimed += 1;
    else count[state === "unclaimed" || settled.has(quantity.start) ? "confirmed" : state] += 1;
  }
  return count;
}

// Numbers in records that the reader accepted or wrote.
function settledStarts() {
  const decided = standing().filter((item) => ["accepted", "corrected", "added"].includes(verdict(item) ?? (item.reader === "person" && "added")));
  return new Set(decided.flatMap((item) => quantities(item.kind, item.record).map(([, quantity]) => quantity.start)));
}

function showBalance() {
  const count = balance();
  const bar = document.getElementById("bar");
  bar.replaceChildren(...Object.entries(count).filter(([, number]) => number).map(([state, number]) => {
    const part = element("span", { className: state, title: `${word(state)} ${number}` });
    part.style.flexGrow = number;
    return part;
  }));
  const claimed = claimedStarts();
  const look = given.filter((item) => item.attention < 2);
  const done = look.filter((item) => isDecided(item, claimed)).length;
  const parts = Object.entries(count).filter(([, number]) => number).map(([state, number]) => `${word(state)} ${number}`);
  const all = Object.values(count).reduce((sum, number) => sum + number, 0);
  document.getElementById("accounted").textContent =
    `${word("accounted", { claimed: all - count.unclaimed, all })}${parts.length ? ` · ${parts.join(" · ")}` : ""}`;
  document.getElementById("reviewed").textContent = look.length ? word("reviewed", { done, all: look.length }) : "";
}
