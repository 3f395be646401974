// Language and theme, chosen by hand and remembered.
const THEMES = ["auto", "light", "dark"];
let theme = THEMES.includes(preferences.get("theme")) ? preferences.get("theme") : "auto";

function showTheme() {
  document.documentElement.dataset.theme = theme;
  document.getElementById("theme").textContent = `◐ ${word(`theme.${theme}`)}`;
}

function nextTheme() {
  theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
  preferences.set("theme", theme);
  showTheme();
}

function otherLanguage() {
  language = language === "zh" ? "en" : "zh";
  preferences.set("language", language);
  showTheme();
  redrawAll();
}
