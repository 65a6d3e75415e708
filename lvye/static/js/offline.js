/* Tells the service worker who is here, so that it forgets the pages of whoever was here before, and which pages to keep
   for times without network: this one where it says so ([data-offline-page]), and those it names
   ([data-offline-also="/a/ /b/"]: pages one will want next, each of which must say so itself). */

async function tell() {
  const { who = "", failed } = document.body.dataset;
  const keep = [];
  if (failed === undefined && document.querySelector("[data-offline-page]")) {
    keep.push(window.location.pathname + window.location.search);
  }
  for (const place of document.querySelectorAll("[data-offline-also]")) keep.push(...place.dataset.offlineAlso.split(/\s+/));
  const worker = await navigator.serviceWorker.ready;
  worker.active.postMessage({ who, keep: keep.filter(Boolean), once: ["/outbox/"] });
}

let told = false;
export function attach() {
  if (told || !("serviceWorker" in navigator) || !window.isSecureContext) return;
  told = true;
  tell();
}
