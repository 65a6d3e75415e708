/* Figures open where they stand: definition, period, the first records. Without this file the chip leads to its rows. */

let opened = null;

function close() {
  opened?.panel.remove();
  opened?.chip.setAttribute("aria-expanded", "false");
  opened = null;
}

async function open(chip) {
  const again = opened?.chip === chip;
  close();
  if (again) return;
  chip.setAttribute("aria-expanded", "true");
  const place = document.createElement("div");
  place.className = "loading";
  chip.closest("p, h2, h3").after(place);
  opened = { chip, panel: place };
  try {
    const answer = await fetch(chip.dataset.open, { headers: { "HX-Request": "true" } });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    if (opened?.panel !== place) return;
    place.className = "";
    place.innerHTML = await answer.text();
    const drop = place.querySelector("[data-fig-drop]");
    if (drop && chip.closest('[contenteditable="true"]')) drop.hidden = false;
    place.querySelector("[data-fig-close]")?.focus({ preventScroll: true });
  } catch {
    close();
    window.location.href = chip.href;
  }
}

function drop() {
  const { chip } = opened;
  const block = chip.closest('[contenteditable="true"]');
  close();
  chip.remove();
  block.dispatchEvent(new InputEvent("input", { bubbles: true }));
  block.focus();
}

const seen = new WeakSet();
export function attach(root) {
  const paper = root.querySelector("[data-summary]") ?? root.closest?.("[data-summary]");
  if (!paper || seen.has(paper)) return;
  seen.add(paper);
  paper.addEventListener("click", (event) => {
    const chip = event.target.closest(".fig[data-open]");
    if (chip && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      open(chip);
    }
    if (event.target.closest("[data-fig-close]")) { const { chip: back } = opened; close(); back.focus(); }
    if (event.target.closest("[data-fig-drop]")) drop();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && opened) close(); });
  // 不写: a suggestion put aside in this browser.
  for (const item of document.querySelectorAll("[data-hint]")) {
    const key = `lv-hint:${item.dataset.hint}`;
    const button = item.querySelector("[data-not-now]");
    if (!button) continue;
    button.hidden = false;
    if (localStorage.getItem(key)) item.hidden = true;
    button.addEventListener("click", () => { localStorage.setItem(key, "1"); item.hidden = true; });
  }
}
