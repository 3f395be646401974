// The state of each number after the decisions so far, as applying them would find it.
function placeStates() {
  return reckoned.states ??= statesOfPlaces();
}

function statesOfPlaces() {
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
  if (!isSettled(item)) return place.state === "confirmed";
  return place.counted && (agrees || (verdict(item) === "accepted" && place.state === "confirmed"));
}

function isSettled(item) {
  return ["accepted", "corrected", "added"].includes(verdict(item));
}

// The state an item has after the decisions, in the words of the list.
function stateNow(item) {
  if (item.type === "quantity") return claimedStarts().has(item.start) ? placeStates().get(item.start) : item.state;
  if (item.type !== "record" || !isSettled(item)) return item.state;
  const states = quantities(item.kind, item.record).map(([, quantity]) => numberState(item, quantity));
  return ["unsupported", "differing", "confirmed"].find((state) => states.includes(state)) ?? "no_numbers";
}

function numberState(item, quantity) {
  const place = placeAt.get(quantity.start);
  return place ? stateOf(place, [{ item, quantity }]) : "unsupported";
}

// What is still to be said of a record: a decision settles what its readers disputed, the text is held against it all the same.
function remarksOf(item) {
  const stored = item.record.check.issues ?? [];
  if (verdict(item) === "rejected") return [];
  if (!isSettled(item)) return stored.map(remark);
  const earlier = stored.filter(({ code }) => code.endsWith("_in_review") || code === "review_note");
  const problem = written(decisions.get(item.subject)) && problemOf(item.kind, item.record);
  return [...[...earlier, ...misreadings(item)].map(remark), ...(problem ? [{ words: problem }] : [])];
}

function misreadings(item) {
  return quantities(item.kind, item.record).flatMap(([name, quantity]) => {
    const [field, place] = [word(name), placeAt.get(quantity.start)];
    if (numberState(item, quantity) === "confirmed") return [];
    if (!place?.counted) return [{ code: "missing", values: { field, text: quantity.raw } }];
    if (sameAmount(quantity, place.quantity)) return [{ code: "outside", values: { field, text: quantity.raw } }];
    return [{ code: "value", values: { field, read: show(quantity), text: place.quantity.raw } }];
  });
}

// The sign is the reader's and is not compared.
function sameAmount(one, other) {
  const ends = ({ value, upper }) => [value, upper ?? value].map(Math.abs).sort((low, high) => low - high).join("–");
  return ends(one) === ends(other) && one.unit === other.unit && (one.bound ?? "exact") === (other.bound ?? "exact");
}
