/* The month: a person is dragged onto another (they change places) or from the list onto a place (he serves there).
   Every deed also has a button: Enter on a name opens the choice, so all works by keyboard. The server checks the rules
   and answers with the month, or with why not. Of a published roster it asks for the reason first. */

let dragged = null;

const dialog = () => document.getElementById("who");
const page = () => document.querySelector("[data-rosters]");

function open(url, values = {}) {
  window.htmx.ajax("GET", url, { target: "#who-part", swap: "innerHTML", values });
}

function send(url, values) {
  window.htmx.ajax("POST", url, { target: "#grid", swap: "innerHTML", values });
}

function targetOf(node) {
  return node?.closest?.("[data-place], [data-empty]") ?? null;
}

/* What dropping this here would mean; null where it means nothing. */
function deed(what, place) {
  if (!what || !place || what === place) return null;
  if (what.dataset.person) return { person: what.dataset.person };
  return place.dataset.place ? { other: what.dataset.place } : null;
}

function clear() {
  for (const node of document.querySelectorAll(".drop-here")) node.classList.remove("drop-here");
}

function listen(root) {
  root.addEventListener("dragstart", (event) => {
    const what = event.target.closest?.("[data-place], [data-person]");
    if (!what) return;
    dragged = what;
    what.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", what.textContent.trim());
  });
  root.addEventListener("dragover", (event) => {
    const place = targetOf(event.target);
    clear();
    if (!deed(dragged, place)) return;
    event.preventDefault();
    place.classList.add("drop-here");
  });
  root.addEventListener("drop", (event) => {
    const place = targetOf(event.target);
    const values = deed(dragged, place);
    clear();
    if (!values) return;
    event.preventDefault();
    if (root.dataset.published) open(place.dataset.who, values);
    else send(place.dataset.who, values);
  });
  root.addEventListener("dragend", () => {
    clear();
    dragged?.classList.remove("dragged");
    dragged = null;
  });
  root.addEventListener("click", (event) => {
    const name = event.target.closest?.("button[data-who]");
    if (name) open(name.dataset.who);
    if (event.target === dialog()) dialog().close();
  });
}

function listenToParts() {
  document.addEventListener("htmx:afterSwap", (event) => {
    const { target } = event.detail;
    if (target?.id === "grid" && dialog()?.open) dialog().close();
    if (target?.id === "who-part" && dialog()) {
      if (!dialog().open) dialog().showModal();
      dialog().querySelector("input:not([type=hidden]), .choose button:not([disabled])")?.focus();
    }
  });
}

const seen = new WeakSet();
export function attach() {
  const root = page();
  if (!root || seen.has(root)) return;
  seen.add(root);
  listen(root);
  listenToParts();
}
