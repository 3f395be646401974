// Words of the page in the language chosen; the choice is remembered for all pages.
const LABELS = JSON.parse(document.getElementById("labels").textContent);
const preferences = {
  get(name) {
    try { return localStorage.getItem(`govreport-review:${name}`); } catch { return null; }
  },
  set(name, value) {
    try { localStorage.setItem(`govreport-review:${name}`, value); return true; } catch { return false; }
  },
};
let language = preferences.get("language") ?? (navigator.language.startsWith("zh") ? "zh" : "en");

function word(key, values = {}) {
  return fill(LABELS[language][key] ?? key, values);
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function option(value) {
  return LABELS[language].options[value] ?? value;
}

function translate(root = document) {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  for (const each of root.querySelectorAll("[data-label]")) each.textContent = word(each.dataset.label);
  for (const each of root.querySelectorAll("[data-title]")) each.title = word(each.dataset.title);
  for (const each of root.querySelectorAll("[data-name]")) each.setAttribute("aria-label", word(each.dataset.name));
  for (const each of root.querySelectorAll("[data-placeholder]")) {
    each.placeholder = word(each.dataset.placeholder);
    each.setAttribute("aria-label", each.placeholder);
  }
}

// An element with properties and children; text goes in as text, never as HTML.
function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name in made && name !== "list") made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

function button(label, action, properties = {}) {
  return element("button", { type: "button", onclick: action, ...properties }, label);
}
