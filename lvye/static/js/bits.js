/* Small things: the box that searches everything, print, copy, back, and menus that close again. */

const words = document.getElementById("words")?.dataset ?? {};

function closeHits() {
  for (const hits of document.querySelectorAll(".hits")) hits.replaceChildren();
}

function closeMenus(but) {
  for (const menu of document.querySelectorAll("details.pop[open]")) {
    if (menu === but) continue;
    if (menu.contains(document.activeElement)) menu.firstElementChild.focus(); // who was in the menu stands at its button
    menu.open = false;
  }
}

let listening = false;
export function attach() {
  if (listening) return;
  listening = true;
  document.addEventListener("click", (event) => {
    const target = event.target;
    if (!target.closest("[data-find]")) closeHits();
    closeMenus(target.closest("details.pop"));
    if (target.closest("[data-print]")) window.print();
    const back = target.closest("[data-back]");
    if (back && history.length > 1) { event.preventDefault(); history.back(); }
    const copy = target.closest("[data-copy]");
    if (copy) {
      const text = document.getElementById(copy.dataset.copy)?.innerText ?? "";
      navigator.clipboard?.writeText(text).then(() => { copy.lastChild.textContent = words.copied; });
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { closeHits(); closeMenus(); }
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing) {
      const box = document.querySelector("[data-find] input");
      if (box) { event.preventDefault(); box.focus(); }
    }
  });
}
