/* Forms that may be filled in without network: those with the fields of {% outbox_form %} (input[data-outbox]).
   Each is put into this device's store first and then sent; it leaves the store when the server has it. What could not
   be sent is shown on every page as "N unsent" and sent later: when the network is back, when a page is opened, every
   minute, and by the service worker in the background where there is one. */

const page = document.getElementById("outbox-words");
const words = page?.dataset ?? {};
const who = document.body.dataset.who ?? "";
const HOOK = "input[data-outbox]";
const PATIENCE = 20_000;
const MOST_WORDS = 120;
let core = null;
let shown = null; // the form on this page that was kept, and the card in its place

const mine = (entry) => entry.who === "" || entry.who === who;

async function load() {
  await import(document.getElementById("outbox-core").href);
  core = self.lvOutbox;
  return core;
}

function fresh() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

// --- what the form says -------------------------------------------------------------------------------------------

function addressOf(form, button) {
  const said = button?.getAttribute("formaction") || form.getAttribute("action") || window.location.href;
  const url = new URL(said, window.location.href);
  return url.pathname + url.search;
}

function wordsOf(form) {
  const said = [];
  for (const control of form.elements) {
    const box = control.type === "radio" || control.type === "checkbox";
    if (!control.name || ["hidden", "password", "file", "submit", "button"].includes(control.type)) continue;
    if (box && control.checked) said.push(control.closest("label")?.innerText);
    else if (control.tagName === "SELECT") said.push(control.value && control.selectedOptions[0]?.text);
    else if (!box && control.tagName !== "BUTTON") said.push(control.value);
  }
  const found = said.map((text) => (text ?? "").trim()).filter(Boolean);
  return [...new Set(found)].join(words.join ?? " ").slice(0, MOST_WORDS);
}

async function entryOf(form, hook, button) {
  const content = new FormData(form);
  if (button?.name) content.append(button.name, button.value);
  const fields = [];
  const files = [];
  for (const [name, value] of content) {
    if (typeof value === "string") {
      if (name !== "csrfmiddlewaretoken") fields.push([name, value]);
    } else if (value.size) files.push([name, value.name, value.type, await value.arrayBuffer()]);
  }
  const label = hook.dataset.outbox || document.title.split(" · ")[0];
  const at = window.location;
  return {
    key: hook.value, who: form.querySelector('input[name="outbox_as"]')?.value ?? who, url: addressOf(form, button),
    page: at.pathname + at.search, label, words: wordsOf(form), fields, files, at: Date.now(), state: "waiting", tries: 0,
  };
}

// --- sending a form -----------------------------------------------------------------------------------------------

/* The browser's own way, for an answer that is a page: the form again with what is wrong, or an error. */
function natively(form, button) {
  form.dataset.outboxNative = "yes";
  if (button?.name) {
    const value = document.createElement("input");
    value.type = "hidden";
    [value.name, value.value] = [button.name, button.value];
    form.append(value);
  }
  HTMLFormElement.prototype.submit.call(form);
}

async function send(form, hook, button) {
  const stamp = form.querySelector('input[name="done_at_device"]');
  if (stamp) stamp.value = new Date().toISOString();
  const patience = Number(hook.dataset.patience || PATIENCE);
  let entry = null;
  try {
    await (core ?? load());
    entry = await entryOf(form, hook, button);
    await core.put({ ...entry, busy: Date.now() + 2 * patience + 5_000 });
  } catch {
    natively(form, button); // no store in this browser, or no room
    return;
  }
  form.dataset.outboxSent = "yes";
  const result = await core.deliver(entry, patience);
  if (result.end === "done") {
    await core.drop(entry.key);
    window.location.assign(result.ledTo);
  } else if (result.end === "refused") {
    await core.drop(entry.key);
    natively(form, button);
  } else {
    await core.note(entry, result);
    keep(form, entry, result.end);
    inBackground();
  }
}

async function inBackground() {
  try {
    const worker = await navigator.serviceWorker?.getRegistration();
    await worker?.sync?.register(core.NAME);
  } catch { /* not allowed here: the pages send it */ }
}

/* The form gives way to a card that says it is kept. */
function keep(form, entry, end) {
  const card = page.content.querySelector("[data-outbox-kept]").cloneNode(true);
  form.dispatchEvent(new CustomEvent("lv:kept", { bubbles: true }));
  form.hidden = true;
  for (const button of document.querySelectorAll(`[form="${form.id || "-"}"]`)) (button.closest(".thumb") ?? button).hidden = true;
  card.querySelector("[data-outbox-login]").hidden = end !== "sign-in";
  card.querySelector("[data-outbox-again]").addEventListener("click", () => { window.location.replace(entry.page); });
  Element.prototype.before.call(form, card); // a form may have a field of that name
  shown = { card, key: entry.key, end };
  card.setAttribute("tabindex", "-1");
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "center" });
  count();
}

function onSubmit(event) {
  const form = event.target;
  const hook = form.querySelector?.(HOOK);
  if (!hook || event.defaultPrevented || form.dataset.outboxNative || form.hasAttribute("hx-post")) return;
  event.preventDefault();
  send(form, hook, event.submitter);
}

// --- what waits ---------------------------------------------------------------------------------------------------

async function count() {
  let waiting = [];
  try {
    await (core ?? load());
    waiting = (await core.all()).filter((entry) => (entry.busy ?? 0) <= Date.now());
  } catch { /* no store in this browser: nothing waits */ }
  // Who is not signed in sees that something waits, not what.
  const seen = who === "" ? waiting : waiting.filter(mine);
  for (const pill of document.querySelectorAll("[data-outbox-pill]")) {
    const troubled = seen.some((entry) => entry.state === "refused");
    pill.hidden = seen.length === 0;
    pill.classList.toggle("is-late", troubled);
    pill.classList.toggle("is-soon", !troubled);
    pill.textContent = words.count.replace("{}", seen.length);
  }
  const told = shown?.card.querySelector("[data-outbox-said]");
  if (told && shown.end) told.textContent = (shown.end === "sign-in" ? words.login : words.kept).replace("{}", seen.length);
}

async function flush() {
  try {
    await (core ?? load());
    for (const result of await core.flush()) if (result.key === shown?.key) arrived(result);
  } catch { /* next time */ }
  await count();
}

/* The form that was kept on this page has been sent while the page stood open. */
function arrived(result) {
  if (result.end !== "done") return;
  const link = shown.card.querySelector("[data-outbox-place]");
  shown.end = "";
  shown.card.querySelector("[data-outbox-title]").textContent = words.arrivedTitle;
  shown.card.querySelector("[data-outbox-said]").textContent = words.arrived;
  shown.card.querySelector("[data-outbox-login]").hidden = true;
  shown.card.querySelector("[data-outbox-list-link]").hidden = true;
  link.href = result.ledTo;
  link.hidden = false;
}

// --- a kept form, opened again ------------------------------------------------------------------------------------

function fill(form, entry) {
  const left = new Map();
  for (const [name, value] of entry.fields) left.set(name, [...(left.get(name) ?? []), value]);
  for (const [name, values] of left) {
    for (let place = 0; place < values.length; place += 1) fillOne(form, name, values, place);
  }
  for (const control of form.querySelectorAll('input[type="checkbox"], input[type="radio"]')) {
    if (control.name && !left.has(control.name)) control.checked = false;
  }
  for (const input of form.querySelectorAll('input[type="file"]')) {
    const transfer = new DataTransfer();
    for (const [name, file, type, bytes] of entry.files) {
      if (name === input.name) transfer.items.add(new File([bytes], file, { type }));
    }
    if (transfer.files.length) {
      input.files = transfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  for (const control of form.elements) control.dispatchEvent(new Event("lv:restored", { bubbles: true }));
}

/* Lines may appear as the ones before are filled in, so the controls are looked up each time. */
function fillOne(form, name, values, place) {
  const controls = [...form.elements].filter((control) => control.name === name && control.type !== "file");
  const first = controls[0];
  if (!first || first.type === "hidden" || first.type === "submit") return;
  if (first.type === "checkbox" || first.type === "radio") {
    for (const control of controls) control.checked = values.includes(control.value);
  } else if (first.multiple) {
    for (const option of first.options) option.selected = values.includes(option.value);
  } else if (controls[place]) controls[place].value = values[place];
  else return;
  const control = controls[place] ?? first;
  for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, { bubbles: true }));
}

function tell(form, entry) {
  const note = page.content.querySelector("[data-outbox-opened]").cloneNode(true);
  if (entry.said) note.querySelector("[data-outbox-why]").textContent = entry.said;
  form.prepend(note);
}

const done = new WeakSet();
async function prepare(form) {
  done.add(form);
  const hook = form.querySelector(HOOK);
  // A page kept for times without network would bring the same key each time.
  hook.value = fresh();
  form.addEventListener("input", () => {
    if (!form.dataset.outboxSent) return;
    delete form.dataset.outboxSent; // come back to and changed: another one
    hook.value = fresh();
  });
  const key = new URLSearchParams(window.location.hash.slice(1)).get("outbox");
  if (!key) return;
  const entry = await (core ?? await load()).get(key).catch(() => null);
  if (!entry || !mine(entry) || entry.url.split("?")[0] !== addressOf(form).split("?")[0]) return;
  fill(form, entry);
  hook.value = entry.key;
  tell(form, entry);
}

let listening = false;
export function attach(root) {
  for (const hook of root.querySelectorAll(HOOK)) if (hook.form && !done.has(hook.form)) prepare(hook.form);
  if (listening || !page) return;
  listening = true;
  if (document.querySelector(HOOK)) {
    for (const said of document.querySelectorAll("[data-net-bar] .mk")) said.textContent = words.bar;
  }
  document.addEventListener("submit", onSubmit);
  addEventListener("online", flush);
  addEventListener("pageshow", (event) => { if (event.persisted) count(); });
  document.addEventListener("lv:net", (event) => { if (event.detail.online) flush(); });
  // Another page, or the worker behind all pages, has sent or taken away something.
  if ("BroadcastChannel" in window) new BroadcastChannel("lvye-outbox").addEventListener("message", ({ data }) => {
    if (shown && data.key === shown.key) arrived(data);
    count();
  });
  setInterval(flush, 60_000);
  count().then(flush);
}
