/* The board: cards are dragged onto a person or a column; others are chosen in a dialog. Every deed also has a button
   or a link, so the board works without this file. Parts come by htmx; nothing is redrawn under a dragging hand. */

let dragged = null;

const dialog = () => document.getElementById("who");
const board = () => document.getElementById("board");

function give(card, values) {
  window.htmx.ajax("POST", card.dataset.assign, {
    target: "#board", swap: "innerHTML", values: { ...values, seen: card.dataset.seen },
  });
}

function targetOf(node) {
  return node?.closest?.("[data-give], [data-column]") ?? null;
}

/* What dropping this card there would do; null where it does nothing. */
function deed(card, place) {
  if (!card || !place) return null;
  if (place.dataset.give) return () => give(card, { worker: place.dataset.give });
  const from = card.closest("[data-column]")?.dataset.column;
  const to = place.dataset.column;
  if (to === "going" && from === "new" && card.dataset.best) return () => give(card, { worker: card.dataset.best });
  if (to === "held" && card.dataset.hold) return () => { window.location.href = card.dataset.hold; };
  return null;
}

function clear() {
  for (const node of document.querySelectorAll(".drop-here")) node.classList.remove("drop-here");
}

function listen(root) {
  root.addEventListener("dragstart", (event) => {
    const card = event.target.closest?.("[data-job]");
    if (!card) return;
    dragged = card;
    card.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.querySelector(".t")?.textContent ?? "");
  });
  root.addEventListener("dragover", (event) => {
    const place = targetOf(event.target);
    clear();
    if (!deed(dragged, place)) return;
    event.preventDefault();
    place.classList.add("drop-here");
  });
  root.addEventListener("drop", (event) => {
    const act = deed(dragged, targetOf(event.target));
    clear();
    if (!act) return;
    event.preventDefault();
    act();
  });
  root.addEventListener("dragend", () => {
    clear();
    dragged?.classList.remove("dragged");
    dragged = null;
  });
}

function listenToParts() {
  let scrolled = 0;
  document.addEventListener("htmx:beforeRequest", (event) => {
    // The refresh by itself waits while somebody drags or chooses.
    if (event.detail.elt === board() && (dragged || dialog()?.open)) event.preventDefault();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target === board()) scrolled = board().querySelector(".board")?.scrollLeft ?? 0;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const { target } = event.detail;
    if (target === board()) {
      const columns = board().querySelector(".board");
      if (columns) columns.scrollLeft = scrolled;
      if (dialog()?.open) dialog().close();
    }
    if (target?.id === "who-part" && !dialog().open) {
      dialog().showModal();
      dialog().querySelector(".choose button")?.focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target === dialog()) dialog().close();
  });
}

const seen = new WeakSet();
export function attach() {
  const root = board();
  if (!root || seen.has(root)) return;
  seen.add(root);
  listen(root);
  listenToParts();
}
