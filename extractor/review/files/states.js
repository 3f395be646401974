// The state of each number after the decisions so far, as applying them would find it.
function placeStates() {
  const holders = new Map(DATA.places.map((place) => [place.quantity.start, []]));
  for (const item of standing()) {
    for (const [, quantity] of quantities(item.kind, item.record)) holders.get(quantity.start)?.push({ item, quantity });
  }
  return new Map(DATA.places.map((place) => [place.quantity.start, stateOf(place, holders.get(place.quantity.start))]));
}

function stateOf(place, holders) {
  if (!holders.length) return "unclaimed";
  if (holders.every(({ item, quantity }) => isBorneOut(item, quantity, place))) return "confirmed";
  return place.state === "unsupported" ? "unsupported" : "differing";
}

// A decision settles what readers disputed, but makes no number right that differs from the text or stands outside the quote.
function isBorneOut(item, quantity, place) {
  const { start, end } = item.record.evidence;
  const agrees = sameAmount(quantity, place.quantity) && start <= quantity.start && quantity.end <= end;
  const decided = ["accepted", "corrected", "added"].includes(verdict(item));
  return decided ? agrees || (verdict(item) === "accepted" && place.state === "confirmed") : place.state === "confirmed";
}

// The sign is the reader's and is not compared.
function sameAmount(one, other) {
  const ends = ({ value, upper }) => [value, upper ?? value].map(Math.abs).sort((low, high) => low - high).join("–");
  return ends(one) === ends(other) && one.unit === other.unit && one.bound === other.bound;
}
