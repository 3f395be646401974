// Writing a record: one field a field of its schema, numbers chosen among those of the evidence.

// A form about an item: whether something stands in it that is not kept yet, its keeping, and its words in another language.
function openForm(item) {
  const { kind, record } = item.record ? item : draftFor(item);
  const form = element("form", { className: "writing", novalidate: true });
  const state = { kind, record: structuredClone(record), evidence: record.evidence };
  const contents = () => JSON.stringify([state.kind, state.evidence, [...new FormData(form)]]);
  render(form, state);
  const opened = contents();
  return {
    form, subject: item.subject ?? null, isDirty: () => contents() !== opened, keep: () => keepRecord(form, item, state),
    relabel: () => relabel(form, state),
  };
}

// The words anew; what stands in the fields stays, also where it is no value yet.
function relabel(form, state) {
  const values = [...form.elements].map((control) => control.value);
  state.record = readRecord(form, state).record;
  render(form, state);
  for (const [index, control] of [...form.elements].entries()) if (control.matches("input, select")) control.value = values[index];
}

// What is known of a record that is yet to be written.
function draftFor(item) {
  const place = item.quantity ?? null;
  const evidence = item.evidence ?? (place ? sentenceAround(place.start, place.end) : null);
  const engine = DATA.engine;
  return {
    kind: item.refused?.kind ?? "indicator",
    record: {
      name: item.refused?.name ?? "", region: DATA.home, period: null, evidence, value: place, target: place,
      check: { status: "no_numbers", read_by: engine, issues: [] },
    },
  };
}

function render(form, state) {
  const kind = element("select", { name: "kind" }, ...Object.keys(DATA.forms).map((each) => new Option(word(each), each, false, each === state.kind)));
  kind.addEventListener("change", () => { state.record = readRecord(form, state).record; carryNumber(state, kind.value); render(form, state); });
  form.replaceChildren(
    labelled("form.kind", kind),
    ...DATA.forms[state.kind].map((field) => fieldFor(field, at(state.record, field.path), state)),
    evidenceField(form, state),
    element("p", { className: "wrong", role: "alert" }),
    element("p", { className: "actions" },
      element("button", { type: "submit", className: "primary" }, word("form.save")),
      button(word("form.cancel"), dropForm),
    ),
  );
}

// The first number of a record keeps its place when the kind changes.
function carryNumber(state, kind) {
  const first = quantities(state.kind, state.record)[0]?.[1] ?? null;
  const [slot] = QUANTITY_FIELDS[kind];
  if (first && at(state.record, slot) === null) state.record[slot] = first;
  state.kind = kind;
}

function labelled(label, control, help) {
  return element("label", { title: help }, element("span", {}, word(label)), control);
}

function fieldFor(field, value, state) {
  if (field.type === "quantity") return numberField(field.path, value, state);
  if (field.type === "quantities") return numbersField(field.path, value ?? [], state);
  const name = field.path;
  if (field.type === "choice") {
    const empty = field.required || field.default ? [] : [new Option(word("form.none"), "")];
    const chosen = value ?? field.default ?? "";
    const options = field.options.map((each) => new Option(option(each), each, false, each === chosen));
    return labelled(name, element("select", { name }, ...empty, ...options), field.help);
  }
  const input = element("input", { name, value: value ?? "", lang: "zh-CN", autocomplete: "off" });
  if (name === "canonical") input.setAttribute("list", "catalogue");
  if (name === "name") input.required = true;
  return labelled(name, input, field.help);
}

function numbersField(path, values, state) {
  const holder = element("div", { className: "several" });
  const add = (value) => {
    const row = numberField(path, value, state);
    row.querySelector("select").addEventListener("change", () => { if (row === holder.lastElementChild) add(null); });
    holder.append(row);
  };
  for (const value of [...values, null]) add(value);
  return holder;
}

function numberField(path, value, state) {
  const places = placesFor(value, state.evidence);
  const row = element("fieldset", { className: "written" }, element("legend", {}, word(path)));
  row.dataset.path = path;
  const choice = element("select", { name: `${path}@`, lang: "zh-CN" },
    new Option(word("form.none"), ""),
    ...places.map((place) => new Option(optionFor(place, value), place.start, false, place === value)),
  );
  choice.setAttribute("aria-label", word(path));
  const parts = element("span", { className: "parts" });
  const fill = (quantity) => parts.replaceChildren(...(quantity ? numberParts(quantity) : []));
  choice.addEventListener("change", () => fill(places[choice.selectedIndex - 1]));
  fill(value);
  row.append(choice, parts);
  return row;
}

// The numbers of the evidence, and the one that stands in the field already: as the field has it, and as the text does.
function placesFor(value, evidence) {
  const inside = DATA.places.map((place) => place.quantity)
    .filter((quantity) => evidence && quantity.start >= evidence.start && quantity.end <= evidence.end)
    .filter((quantity) => quantity.start !== value?.start || show(quantity) !== show(value));
  return value ? [value, ...inside] : inside;
}

function optionFor(quantity, value) {
  const isDisputed = quantity !== value && quantity.start === value?.start;
  return isDisputed ? word("form.as_in_text", { number: show(quantity) }) : quantity.raw;
}

function numberParts(quantity) {
  const part = (name, properties) => {
    const input = element("input", { name: `number.${name}`, value: quantity[name] ?? "", ...properties });
    input.setAttribute("aria-label", word(`form.${name === "value" ? "number" : name}`));
    input.title = input.getAttribute("aria-label");
    return input;
  };
  const bound = element("select", { name: "number.bound" }, ...["exact", "about", "at_least", "over", "at_most", "nearly", "range"]
    .map((each) => new Option(option(each), each, false, each === quantity.bound)));
  bound.setAttribute("aria-label", word("form.bound"));
  return [part("value", { inputMode: "decimal", size: 8 }), part("upper", { inputMode: "decimal", size: 5 }), part("unit", { size: 6, lang: "zh-CN" }), bound];
}

function evidenceField(form, state) {
  const quote = element("blockquote", { lang: "zh-CN" }, state.evidence?.quote ?? "");
  const take = (evidence) => {
    if (!evidence) return wrong(form, word("evidence.none"));
    state.record = readRecord(form, state).record;
    state.evidence = evidence;
    return render(form, state);
  };
  return element("fieldset", { className: "evidence" },
    element("legend", {}, word("evidence")), quote,
    button(word("evidence.selection"), () => take(selectedEvidence()), { onmousedown: (event) => event.preventDefault() }),
    button(word("evidence.sentence"), () => take(state.evidence && sentenceAround(state.evidence.start, state.evidence.end))),
  );
}

function wrong(form, words) {
  form.querySelector(".wrong").textContent = words;
}

function readNumber(row) {
  const start = row.querySelector("select").value;
  if (start === "") return { quantity: null };
  const [value, upper, unit, bound] = row.querySelector(".parts").children;
  const number = Number(value.value);
  const end = upper.value.trim() === "" ? null : Number(upper.value);
  const fits = value.value.trim() !== "" && Number.isFinite(number) && (end === null || Number.isFinite(end)) && unit.value.trim() !== "";
  return { start: Number(start), change: { value: number, upper: end, unit: unit.value.trim(), bound: bound.value }, fits };
}

// The record as it stands in the form, and what keeps it from being one.
function readRecord(form, state) {
  const known = new Map(DATA.places.map((place) => [place.quantity.start, place.quantity]));
  for (const [, quantity] of quantities(state.kind, state.record)) known.set(quantity.start, quantity);
  const record = { id: state.record.id, evidence: state.evidence, check: state.record.check };
  let problem = null;
  for (const field of DATA.forms[state.kind]) {
    if (!field.type.startsWith("quantit")) {
      write(record, field.path, form.elements[field.path]?.value.trim() || null);
      continue;
    }
    const rows = [...form.querySelectorAll(`[data-path="${field.path}"]`)].map(readNumber);
    if (rows.some((row) => row.fits === false)) problem ??= word("form.no_number");
    const held = rows.filter((row) => row.start !== undefined).map((row) => renewed(known.get(row.start), row.change));
    write(record, field.path, field.type === "quantities" ? held : held[0] ?? null);
  }
  for (const group of ["comparison", "parties"]) if (record[group] && !Object.values(record[group]).some(Boolean)) record[group] = null;
  return { record, problem: problem ?? problemOf(state.kind, record) };
}

// A number changed by hand loses its base units: the program computes them from what is written.
function renewed(quantity, change) {
  const same = Object.entries(change).every(([name, value]) => quantity[name] === value);
  return same ? quantity : { ...quantity, ...change, base_value: null, base_unit: null };
}

function write(record, path, value) {
  const [group, name] = path.split(".");
  if (name === undefined) record[group] = value;
  else record[group] = { ...record[group], [name]: value };
}

// Makes the decision that is written, and gives the subject to go to; null where the form says what is wrong.
function keepRecord(form, item, state) {
  const { record, problem } = readRecord(form, state);
  wrong(form, problem ?? "");
  if (problem) return null;
  const isNew = item.type !== "record" || item.reader === "person";
  const subject = item.reader === "person" ? item.subject : isNew ? freeSubject() : item.subject;
  closeForm();
  decide(subject, isNew ? "added" : "corrected", { [state.kind]: { ...record, id: record.id ?? subject } });
  return item.type === "quantity" ? item.subject : subject;
}
