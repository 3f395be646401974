// How many numbers are accounted for, and how much of what needs a look is decided.
function balance() {
  const states = placeStates();
  const count = { confirmed: 0, differing: 0, unsupported: 0, unclaimed: 0 };
  for (const { quantity, counted } of DATA.places) if (counted) count[states.get(quantity.start)] += 1;
  return count;
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
