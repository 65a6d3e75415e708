/* Whether the school's server can be reached, always visible. The browser's own idea of it is only a hint: a request
   that fails says offline, one that comes back says online. */

const words = document.getElementById("words")?.dataset ?? {};
let online = true;

function show() {
  for (const pill of document.querySelectorAll("[data-net]")) {
    pill.classList.toggle("is-done", online);
    pill.classList.toggle("is-soon", !online);
    const text = pill.querySelector("span") ?? pill;
    text.textContent = online ? words.online : words.offline;
    pill.title = text.textContent;
  }
  for (const bar of document.querySelectorAll("[data-net-bar]")) bar.hidden = online;
  document.documentElement.dataset.reach = online ? "on" : "off";
}

function turn(value) {
  if (value === online) return;
  online = value;
  show();
  document.dispatchEvent(new CustomEvent("lv:net", { detail: { online } }));
}

async function ask() {
  try {
    await fetch("/manifest.webmanifest", { method: "HEAD", cache: "no-store" });
    turn(true);
  } catch {
    turn(false);
    setTimeout(ask, 5000);
  }
}

let listening = false;
export function attach() {
  show();
  if (listening) return;
  listening = true;
  addEventListener("online", ask);
  addEventListener("offline", () => { turn(false); setTimeout(ask, 5000); });
  document.addEventListener("htmx:sendError", ask);
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.xhr?.status) turn(true); });
  if (!navigator.onLine) ask();
}
