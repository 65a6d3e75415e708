/* Judging facts by keys (a accept, m mend, d drop, j next, k back) and showing which mark is open. Every deed is a
   button or a link as well, so the page works without this file. */

const part = () => document.querySelector("[data-judge]");

function show(scroll) {
  const open = part()?.querySelector("[data-open]")?.dataset.open;
  for (const mark of document.querySelectorAll(".fact[aria-current]")) mark.removeAttribute("aria-current");
  const mark = open ? document.getElementById(`f${open}`) : null;
  if (!mark) return;
  mark.setAttribute("aria-current", "true");
  if (!scroll) return;
  const { top, bottom } = mark.getBoundingClientRect();
  const sheet = getComputedStyle(part()).position === "fixed" ? part().offsetHeight : 0;
  if (top < 90 || bottom > window.innerHeight - sheet - 20) {
    const middle = (window.innerHeight - sheet) / 2;
    window.scrollBy({ top: top - middle, behavior: "auto" });
  }
}

function press(key) {
  const found = part()?.querySelector(`[data-key="${key}"]`);
  if (!found) return false;
  if (key === "m") {
    const mend = found.closest("details");
    mend.open = true;
    mend.querySelector('input[name="qty"]')?.select();
    return true;
  }
  found.click();
  return true;
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  if (document.querySelector("dialog[open]")) return;
  if ("amdjk".includes(event.key) && event.key.length === 1 && press(event.key)) event.preventDefault();
}

let listening = false;
export function attach() {
  if (listening) return;
  listening = true;
  show(new URLSearchParams(window.location.search).has("fact"));
  document.addEventListener("keydown", onKey);
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target === part()) show(true);
  });
}
