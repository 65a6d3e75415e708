/* The entry. Behaviours are small modules named in the head as <link rel="lv-module" href data-when>; one is loaded
   once something on the page matches its selector, also in parts htmx brings later. A module exports
   attach(root): it may be called many times and must tell what it has already seen. */

const links = [...document.querySelectorAll('link[rel="lv-module"]')];

function attach(root) {
  const wanted = links.filter(({ dataset: { when } }) => root.matches?.(when) || root.querySelector(when));
  return Promise.allSettled(wanted.map(async (link) => (await import(link.href)).attach(root))); // offline: goes without
}

// data-ready: what the page's behaviours change of it stands, nothing moves under a finger any more.
attach(document.documentElement).then(() => { document.documentElement.dataset.ready = ""; });
document.addEventListener("htmx:load", (event) => attach(event.detail.elt));

// What htmx sends and gets.
document.addEventListener("htmx:configRequest", (event) => {
  const { parameters, headers, verb } = event.detail;
  const csrf = document.querySelector('meta[name="csrf"]');
  if (csrf && verb !== "get") headers["X-CSRFToken"] = csrf.content;
  if (verb === "get") for (const [name, value] of [...parameters.entries()]) if (value === "") parameters.delete(name);
});
document.addEventListener("htmx:beforeSwap", (event) => {
  // The session ended meanwhile: what came is the sign-in page, and it wants the whole window.
  if (event.detail.xhr.responseURL.includes("/accounts/login/")) {
    event.detail.shouldSwap = false;
    window.location.reload();
  }
});

if ("serviceWorker" in navigator && window.isSecureContext) {
  navigator.serviceWorker.register("/sw.js").catch(() => { /* the page works without */ });
}
