// What is remarked about a record, said in the language chosen. A result stores sentences: those of a known form are read and said anew
// with the page's own words; of any other, only the names of fields and choices are put into words.
const TWO = /^(?:[^：]+)：模型读作 ?(?<model>.+?)，规则读作 ?(?<rules>.+?)。$/;
const MODEL_READ = /^模型把 ?(?<field>\S+?) ?读作 ?(?<read>.+?)（(?<bound>[^（）]+)），正文为 ?(?<text>.+?)。$/;
const READ = /^(?<field>\S+?) ?读作 ?(?<read>.+?)，正文为 ?(?<text>.+?)。$/;
// By code: [the sentence among the labels, the form of the stored one].
const FORMS = {
  value_differs: [["model_value", MODEL_READ], ["value", READ]],
  unit_differs: [["model_value", MODEL_READ]],
  unit_converted: [["converted", MODEL_READ]],
  bound_differs: [
    ["model_bound", MODEL_READ],
    ["bound", /^(?<field>\S+?) ?的限定读作 ?(?<bound>.+?)，正文为 ?(?<text>.+?)（(?<other>[^（）]+)）。$/],
  ],
  not_in_text: [
    ["invented", /^模型把 ?(?<field>\S+?) ?读作 ?(?<text>.+?)（.+?），正文中没有。$/],
    ["missing", /^(?<field>\S+?) (?<text>.+?) ?在正文中找不到。$/],
  ],
  outside_evidence: [["outside", /^(?<field>\S+?) (?<text>.+?) ?不在引句之内。$/]],
  sign_differs: [["sign", /^(?<field>\S+?) ?的正负：模型读作 ?(?<model>.+?)，规则读作 ?(?<rules>.+?)。$/]],
  period_differs: [["period", TWO]],
  kind_differs: [["kind", /^类别：模型读作 ?(?<model>.+?)，规则读作 ?(?<rules>.+?)（(?<name>.+)）。$/]],
  field_differs: [["field", /^(?<text>.+?) ?的字段：模型读作 ?(?<model>.+?)，规则读作 ?(?<rules>.+?)。$/]],
  status_differs: [["status", TWO]],
  basis_differs: [["basis", TWO]],
  name_differs: [["name", /^名称：规则读作 ?(?<name>.+)。$/]],
  subject_differs: [
    ["neighbour", /^(?<text>.+?) 规则读作“(?<name>.+)”的数；名称“(?<own>.+)”与邻近的“(?<other_name>.+)”相符。$/],
    ["exchanged", /^(?<text>.+?) 规则读作“(?<name>.+)”的数；可能与记录“(?<own>.+)”的数互换。$/],
  ],
  claimed_twice: [["twice", /^模型的另一条记录“(?<name>.+)”也引用了这里的数字。$/]],
  model_missed: [["missed", /^/]],
  quote_not_in_text: [["quote", /^/]],
  addressed_to_machine: [["addressed", /^/]],
  arithmetic_misfit: [
    ["points", /^(?<text>.+?) 与(?<reference>.+?)的 (?<other_text>.+?) 相差 (?<computed>.+?) 个百分点，原文为 (?<said>.+?)。$/],
    ["overspent", /^完成投资 (?<text>.+?) 大大超过总投资 (?<other_text>.+?)。$/],
    ["part", /^其中的 (?<text>.+?) 大于全部的 (?<other_text>.+?)。$/],
    ["growth", /^由 (?<text>.+?) 到 (?<other_text>.+?) 变化 (?<computed>.+?)，原文为 (?<said>.+?)。$/],
    ["rate", /^(?<text>.+?) 是 (?<other_text>.+?) 的 (?<computed>.+?)，原文的完成率为 (?<said>.+?)。$/],
  ],
  accepted_in_review: [["accepted", /^/]],
  corrected_in_review: [["corrected", /^/]],
  added_in_review: [["added", /^/]],
  refused: [["refused", /^引句和数字都不在这段正文里。$/]],
};
const TERMS = ["field", "bound", "other", "model", "rules"]; // what of a sentence may be a word of the schema

function remark({ code, message, values }) {
  if (code === "review_note") return { words: message, lang: undefined };
  if (values) return { words: sentence(code, values), lang: undefined };
  for (const [name, form] of FORMS[code] ?? []) {
    const found = form.exec(message);
    if (found) return { words: sentence(name, valuesOf(found.groups ?? {})), lang: undefined };
  }
  return { words: message.replace(/[a-z_]+(?:\.[a-z_]+)?/g, (each) => term(each)), lang: "zh-CN" };
}

function sentence(name, values) {
  return fill(LABELS[language].issues[name], values);
}

function valuesOf(groups) {
  return Object.fromEntries(Object.entries(groups).map(([name, said]) => {
    if (TERMS.includes(name)) return [name, term(said.replace(/^([a-z_]+)\.\d+$/, "$1"))];
    return [name, name === "read" ? said.replace(/ /g, "") : said];
  }));
}

// A field, kind or choice in the language chosen, whether its name or its Chinese word is given; anything else as it is.
function term(said) {
  if (said === "None") return word("form.none");
  const { zh, [language]: words } = LABELS;
  const option_ = Object.hasOwn(zh.options, said) ? said : Object.keys(zh.options).find((name) => zh.options[name] === said);
  const label = FIELDS.has(said) ? said : [...FIELDS].find((name) => zh[name] === said);
  return words[label] ?? words.options[option_] ?? said;
}

const FIELDS = new Set([...KINDS, ...KINDS.flatMap((kind) => DATA.forms[kind].map((field) => field.path))]);
