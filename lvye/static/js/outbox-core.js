/* What waits on this device to be sent, and the sending. Used by the pages (js/outbox.js) and by the service worker
   (js/worker.js), so it knows no page and no words; it only adds `lvOutbox` to whoever loads it.

   An entry: key, who (user's number, "" for a visitor), url (where it is sent), page (where its form is), label and
   words (what it says, for the list), fields [[name, value]], files [[name, file name, type, bytes]], at (when it was
   filled in), state: "waiting" | "sign-in" | "refused", said and status (the server's refusal), tries, next (not
   before), busy (a page sends it itself until then). It leaves when the server has it, or a person throws it away. */

self.lvOutbox ??= (() => {
  const NAME = "lvye-outbox";
  const STORE = "forms";
  const TOKEN = "/outbox/token/";
  const AT_ONCE = 20; // addresses in one question
  const MINUTE = 60_000;
  const LATER = new Set([408, 425, 429]);
  const told = "BroadcastChannel" in self ? new BroadcastChannel(NAME) : null;
  let opened = null;
  let running = false;

  // --- the store ---------------------------------------------------------------------------------------------------

  function open() {
    opened ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
      asked.onsuccess = () => {
        asked.result.onversionchange = () => { asked.result.close(); opened = null; };
        resolve(asked.result);
      };
      asked.onerror = () => { opened = null; reject(asked.error); };
    });
    return opened;
  }

  async function run(mode, deed) {
    const store = await open();
    return new Promise((resolve, reject) => {
      const work = store.transaction(STORE, mode);
      const asked = deed(work.objectStore(STORE));
      work.oncomplete = () => resolve(asked.result);
      work.onabort = work.onerror = () => reject(work.error ?? asked.error);
    });
  }

  const get = (key) => run("readonly", (store) => store.get(key));
  const all = async () => (await run("readonly", (store) => store.getAll())).sort((a, b) => a.at - b.at);

  async function put(entry) {
    await run("readwrite", (store) => store.put(entry));
    told?.postMessage("changed");
  }

  async function drop(key) {
    await run("readwrite", (store) => store.delete(key));
    told?.postMessage("changed");
  }

  /* Change what is still there: an entry thrown away meanwhile does not come back. */
  async function change(key, changes) {
    const entry = await get(key);
    if (entry) await put({ ...entry, ...changes });
  }

  // --- the sending -------------------------------------------------------------------------------------------------

  async function ask(url, options, patience) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), patience);
    try {
      const answer = await fetch(url, { credentials: "same-origin", cache: "no-store", signal: stop.signal, ...options });
      return { answer, text: await answer.text() };
    } finally {
      clearTimeout(timer);
    }
  }

  function read(text) {
    try {
      return JSON.parse(text);
    } catch {
      return {};
    }
  }

  /* Who is signed in, a token for his forms, and of each address whether it does a form once. Null: the server cannot
     be reached, or something else answers in its name. */
  async function token(urls, patience) {
    try {
      const { answer, text } = await ask(`${TOKEN}?${new URLSearchParams(urls.map((url) => ["for", url]))}`, {}, patience);
      const { csrf, user, once } = read(text);
      if (!answer.ok || typeof csrf !== "string" || !Array.isArray(once)) return null;
      return { csrf, user, once: new Set(urls.filter((_url, at) => once[at])) };
    } catch {
      return null;
    }
  }

  function formOf(entry, csrf) {
    const form = new FormData();
    for (const [name, value] of entry.fields) form.append(name, value);
    for (const [name, file, type, bytes] of entry.files) form.append(name, new Blob([bytes], { type }), file);
    form.set("csrfmiddlewaretoken", csrf);
    return form;
  }

  /* One try. How it ended: done (led_to) | refused (status, said) | sign-in | other (somebody else is signed in) |
     later (the server cannot now) | away (it cannot be reached). */
  async function deliver(entry, patience, asked) {
    const here = asked ?? (await token([entry.url], patience));
    if (!here) return { end: "away" };
    if (entry.who !== "" && entry.who !== here.user) return { end: here.user === "" ? "sign-in" : "other" };
    if (!here.once.has(entry.url)) return { end: "refused", status: 404, said: "" };
    let found;
    try {
      const clock = new Date().toISOString(); // what this device takes for now: a wrong clock shows
      const headers = { "X-Lvye-Outbox": "1", "X-Lvye-Clock": clock, Accept: "application/json", "X-CSRFToken": here.csrf };
      const body = formOf(entry, here.csrf);
      found = await ask(entry.url, { method: "POST", body, headers, redirect: "manual" }, patience);
    } catch {
      return { end: "away" };
    }
    const { answer, text } = found;
    if (answer.type === "opaqueredirect") return { end: "sign-in" };
    const { led_to: ledTo, said = "" } = read(text);
    if (answer.ok && ledTo) return { end: "done", ledTo };
    if (answer.status >= 500 || LATER.has(answer.status)) return { end: "later", status: answer.status, said };
    // Asked a while ago: since then somebody else may have signed in, or the token been renewed.
    if (asked && (answer.status === 403 || answer.status === 409)) return deliver(entry, patience);
    // A token may have been renewed in between: once more, then it is a refusal like any other.
    if (answer.status === 403 && !entry.tries) return { end: "later", status: 403, said };
    return { end: "refused", status: answer.status, said };
  }

  /* Keep what came of a try. */
  async function note(entry, result) {
    const { key } = entry;
    const tries = (entry.tries ?? 0) + 1;
    if (result.end === "done") {
      await drop(key);
      told?.postMessage({ key, ...result });
    } else if (result.end === "refused") await change(key, { state: "refused", said: result.said, status: result.status, busy: 0 });
    else if (result.end === "sign-in") await change(key, { state: "sign-in", busy: 0 });
    else if (result.end === "later") {
      const next = Date.now() + Math.min(60, 2 ** (tries - 1)) * MINUTE;
      await change(key, { state: "waiting", said: result.said, status: result.status, tries, next, busy: 0 });
    } else await change(key, { state: "waiting", busy: 0 });
  }

  function isDue(entry, force, now) {
    if (entry.key === force) return true;
    return entry.state !== "refused" && (entry.busy ?? 0) <= now && (entry.next ?? 0) <= now;
  }

  async function sendAll(force) {
    const results = [];
    const due = (await all()).filter((entry) => isDue(entry, force, Date.now()));
    let here = null;
    for (const [at, entry] of due.entries()) {
      // One question for many: the form itself says whose it is, and the server holds him to it.
      if (at % AT_ONCE === 0) here = await token(due.slice(at, at + AT_ONCE).map(({ url }) => url), 2 * MINUTE);
      if (!(await get(entry.key))) continue;
      const result = here ? await deliver(entry, 2 * MINUTE, here) : { end: "away" };
      await note(entry, result);
      results.push({ key: entry.key, ...result });
      if (result.end === "away") break;
    }
    return results;
  }

  /* Send what waits, oldest first; of several pages one does it. force: the key of one that is to be tried at once. */
  async function flush({ force = "" } = {}) {
    if (navigator.locks) {
      const how = force ? {} : { ifAvailable: true };
      return navigator.locks.request(NAME, how, (lock) => (lock ? sendAll(force) : []));
    }
    if (running) return [];
    running = true;
    try {
      return await sendAll(force);
    } finally {
      running = false;
    }
  }

  return { NAME, all, get, put, drop, change, deliver, note, flush };
})();
