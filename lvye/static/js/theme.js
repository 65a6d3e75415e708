/* Light and dark, normal and large letters. Kept in cookies, so that the server draws the next page right at once. */

const root = document.documentElement;
const YEAR = 365 * 24 * 3600;

function keep(name, value) {
  const secure = window.location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${name}=${value}; Path=/; Max-Age=${value ? YEAR : 0}; SameSite=Lax${secure}`;
}

function isDark() {
  if (root.dataset.theme === "dark") return true;
  return root.dataset.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches;
}

function setTheme(theme) {
  root.dataset.theme = theme;
  keep("lv_theme", theme === "auto" ? "" : theme);
  show();
}

function setSize(size) {
  if (size === "elder") root.dataset.size = "elder";
  else delete root.dataset.size;
  keep("lv_size", size === "elder" ? "elder" : "");
  show();
}

function show() {
  for (const chip of document.querySelectorAll("[data-theme-to]")) {
    chip.setAttribute("aria-pressed", String(chip.dataset.themeTo === (root.dataset.theme || "auto")));
  }
  for (const chip of document.querySelectorAll("[data-size-to]")) {
    chip.setAttribute("aria-pressed", String(chip.dataset.sizeTo === (root.dataset.size || "normal")));
  }
}

let listening = false;
export function attach() {
  show();
  if (listening) return;
  listening = true;
  document.addEventListener("click", (event) => {
    const flip = event.target.closest("[data-theme-flip]");
    const theme = event.target.closest("[data-theme-to]");
    const size = event.target.closest("[data-size-to]");
    if (flip) setTheme(isDark() ? "light" : "dark");
    if (theme) setTheme(theme.dataset.themeTo);
    if (size) setSize(size.dataset.sizeTo);
  });
}
