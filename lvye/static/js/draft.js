/* What was typed survives a closed tab. <form data-draft="key">: words and choices (no files, no passwords) are kept in
   this browser, per person, a week at most; put back when the form is opened again; forgotten when it has arrived.
   data-refused on the form: the server sent it back with its values, which are newer than the draft. */

const words = document.getElementById("words")?.dataset ?? {};
const WEEK = 7 * 24 * 3600 * 1000;
const PREFIX = "lv-draft:";
const SENT = "lv-draft-sent";
const seen = new WeakSet();

const keyOf = (form) => `${PREFIX}${document.body.dataset.who ?? ""}:${form.dataset.draft}`;
const kept = (control) => control.name && control.name !== "csrfmiddlewaretoken"
  && !["password", "file", "hidden", "submit", "button"].includes(control.type);

const refused = (form) => "refused" in form.dataset || form.querySelector('[aria-invalid="true"]') !== null;

function read(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return draft && Date.now() - draft.at < WEEK ? draft.values : null;
  } catch {
    return null;
  }
}

function valuesOf(form) {
  const values = {};
  for (const control of form.elements) {
    if (!kept(control)) continue;
    if (control.type === "checkbox" || control.type === "radio") {
      (values[control.name] ??= []).push(...(control.checked ? [control.value] : []));
    } else if (control.multiple) {
      values[control.name] = [...control.selectedOptions].map((option) => option.value);
    } else {
      values[control.name] = [control.value];
    }
  }
  return values;
}

function putBack(form, values) {
  for (const control of form.elements) {
    const value = kept(control) ? values[control.name] : undefined;
    if (!value) continue;
    if (control.type === "checkbox" || control.type === "radio") control.checked = value.includes(control.value);
    else if (control.multiple) for (const option of control.options) option.selected = value.includes(option.value);
    else if (value.length) [control.value] = value;
    control.dispatchEvent(new Event("lv:restored", { bubbles: true }));
  }
}

function tell(form, key, first) {
  const note = document.createElement("div");
  note.className = "note is-going";
  const text = document.createElement("div");
  text.className = "grow";
  text.textContent = words.restored;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "btn quiet";
  drop.textContent = words.discard;
  drop.addEventListener("click", () => {
    localStorage.removeItem(key);
    putBack(form, first);
    note.remove();
  });
  note.append(text, drop);
  form.prepend(note);
}

function watch(form) {
  seen.add(form);
  const key = keyOf(form);
  const first = valuesOf(form);
  const draft = read(key);
  if (draft && !refused(form) && JSON.stringify(draft) !== JSON.stringify(first)) {
    putBack(form, draft);
    tell(form, key, first);
  }
  let timer = 0;
  const keep = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      try {
        localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: valuesOf(form) }));
      } catch { /* no room: the form still works */ }
    }, 300);
  };
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  // The outbox keeps the whole form (js/outbox.js): this form is the next one, and empty.
  form.addEventListener("lv:kept", () => {
    clearTimeout(timer);
    localStorage.removeItem(key);
    sessionStorage.removeItem(SENT);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    try {
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: valuesOf(form) }));
      sessionStorage.setItem(SENT, key);
    } catch { /* no room */ }
  });
}

/* A form that was sent has arrived when the next page does not show it refused. An error page proves nothing, nor does
   coming back to the form by the browser's own buttons. */
function settle() {
  if ("signedOut" in document.body.dataset) {
    for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name);
  }
  const moved = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  if ("failed" in document.body.dataset || !moved) return;
  let key = null;
  try {
    key = sessionStorage.getItem(SENT);
    sessionStorage.removeItem(SENT);
  } catch { /* storage is switched off */ }
  const again = [...document.querySelectorAll("form[data-draft]")].some((form) => keyOf(form) === key && refused(form));
  if (key && !again) localStorage.removeItem(key);
}

let settled = false;
export function attach(root) {
  if (!settled) settle();
  settled = true;
  for (const form of root.querySelectorAll("form[data-draft]")) if (!seen.has(form)) watch(form);
}
