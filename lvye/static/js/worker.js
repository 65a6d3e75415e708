/* The service worker: keeps the look of the pages, the few pages that ask for it, and one page for all others; sends what
   waits in the outbox when the network is back. Pages are kept per person and forgotten as soon as somebody else, or
   nobody, is signed in. self.LVYE (version, files, offline) and lvOutbox come with /sw.js: each version of the program
   has a version of its own, and the caches of the one before go with it. */

const NAME = `lvye-${self.LVYE.version}`;
const PAGES = `lvye-pages-${self.LVYE.version}-`;
const NAMED_BY_CONTENT = /\.[0-9a-f]{12}\.[a-z0-9]+$/;
const FRESH = 5 * 60_000; // a page kept less than this ago is not asked for again
const PATIENCE = 6_000; // a slow network loses against a page that is kept
const MOST = 20;

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
    const ours = (name) => name === NAME || name.startsWith(PAGES);
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("lvye-") && !ours(name)).map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

// --- pages ----------------------------------------------------------------------------------------------------------

async function keptPage(request) {
  const names = (await caches.keys()).filter((name) => name.startsWith(PAGES));
  // The person's own before those of visitors, whose name ends with the prefix.
  for (const name of names.sort((a, b) => b.length - a.length)) {
    const found = await (await caches.open(name)).match(request, { ignoreVary: true });
    if (found) return found;
  }
  return null;
}

async function page(request) {
  const asked = fetch(request);
  const kept = await keptPage(request);
  try {
    if (!kept) return await asked;
    const slow = new Promise((resolve) => { setTimeout(resolve, PATIENCE, null); });
    return (await Promise.race([asked, slow])) ?? kept;
  } catch {
    return kept ?? (await caches.match(self.LVYE.offline)) ?? Response.error();
  } finally {
    asked.catch(() => { /* nobody waits for it any more */ });
  }
}

const whoOf = (text) => /<body[^>]*\sdata-who="(\d+)"/.exec(text)?.[1] ?? "";

async function keepPage(address, who, fresh) {
  const cache = await caches.open(PAGES + who);
  const known = await cache.match(address, { ignoreVary: true });
  if (known && Date.now() - Date.parse(known.headers.get("Date")) < fresh) return;
  const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" });
  const text = await answer.clone().text();
  const wanted = answer.ok && !answer.redirected && text.includes("data-offline-page");
  if (!wanted || whoOf(text) !== who) {
    await cache.delete(address);
    return;
  }
  const look = await caches.open(NAME);
  for (const [, path] of text.matchAll(/(?:href|src)="(\/static\/[^"#?]+)/g)) {
    if (!(await look.match(path))) await look.add(path).catch(() => { /* the page works without */ });
  }
  await cache.put(address, answer);
}

/* A page says who is here. What was kept for anybody else is forgotten. */
async function here({ who, keep, once }) {
  const own = new Set([PAGES, PAGES + who]);
  for (const name of await caches.keys()) {
    if (name.startsWith(PAGES) && !own.has(name)) await caches.delete(name);
  }
  try {
    for (const address of once) await keepPage(address, who, Infinity);
    for (const address of keep.slice(0, MOST)) await keepPage(address, who, FRESH);
  } catch { /* no network: next time */ }
}

self.addEventListener("message", (event) => {
  if (typeof event.data?.who === "string") event.waitUntil(here(event.data));
});

// --- files and forms ------------------------------------------------------------------------------------------------

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

self.addEventListener("sync", (event) => {
  if (event.tag !== self.lvOutbox.NAME) return;
  event.waitUntil(self.lvOutbox.flush().then((results) => {
    // Failing makes the browser try again, later and later.
    if (results.some((result) => result.end === "away")) throw new Error("away");
  }));
});
