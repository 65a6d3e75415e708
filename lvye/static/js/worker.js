/* The service worker: keeps the look of the pages and one page for times without network. It never keeps pages with
   records on them, and it does not touch what is sent. self.LVYE (version, files, offline) comes with /sw.js. */

const NAME = `lvye-${self.LVYE.version}`;
const NAMED_BY_CONTENT = /\.[0-9a-f]{12}\.[a-z0-9]+$/;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(NAME);
    await cache.addAll(self.LVYE.files);
    const page = await fetch(self.LVYE.offline, { credentials: "omit" });
    if (page.ok) await cache.put(self.LVYE.offline, page);
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("lvye-") && name !== NAME).map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

async function page(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(self.LVYE.offline)) ?? Response.error();
  }
}

async function file(request) {
  const path = new URL(request.url).pathname;
  const kept = await caches.match(request);
  if (kept && NAMED_BY_CONTENT.test(path)) return kept;
  try {
    return await fetch(request);
  } catch {
    return kept ?? Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (new URL(request.url).pathname.startsWith("/static/")) event.respondWith(file(request));
});
