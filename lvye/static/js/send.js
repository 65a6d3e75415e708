/* Forms are sent once, grave deeds are asked about, empty filters stay out of the address, and nothing is sent into
   the void: without network the form stays as it is and says so, unless it may wait in the outbox.
   data-confirm="question" on a form or a button; data-busy keeps the button's own words while sending. */

const words = document.getElementById("words")?.dataset ?? {};

function tell(text, kind) {
  const place = document.getElementById("toasts");
  if (!place) return;
  const note = document.createElement("div");
  note.className = `note is-${kind}`;
  const mark = document.createElement("span");
  mark.className = `mk is-${kind}`;
  mark.textContent = text;
  note.append(mark);
  place.replaceChildren(note);
  setTimeout(() => note.remove(), 7000);
}

function ask(question, yes, grave) {
  const dialog = document.createElement("dialog");
  const text = document.createElement("p");
  text.textContent = question;
  const acts = document.createElement("div");
  acts.className = "acts";
  const no = document.createElement("button");
  const go = document.createElement("button");
  no.className = "btn";
  no.type = go.type = "button";
  no.textContent = words.no;
  go.className = grave ? "btn no" : "btn main";
  go.textContent = yes || words.yes;
  acts.append(no, go);
  dialog.append(text, acts);
  document.body.append(dialog);
  return new Promise((resolve) => {
    const end = (answer) => { dialog.close(); dialog.remove(); resolve(answer); };
    no.addEventListener("click", () => end(false));
    go.addEventListener("click", () => end(true));
    dialog.addEventListener("cancel", () => end(false));
    dialog.showModal();
  });
}

function busy(button) {
  if (!button) return;
  button.setAttribute("aria-busy", "true");
  button.setAttribute("aria-disabled", "true");
  if (!("busy" in button.dataset) && button.classList.contains("main")) {
    button.dataset.words = button.textContent;
    button.textContent = words.sending;
  }
}

function free(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll('[aria-busy="true"]')) {
    button.removeAttribute("aria-busy");
    button.removeAttribute("aria-disabled");
    if (button.dataset.words) button.textContent = button.dataset.words;
  }
}

function onSubmit(event) {
  const form = event.target;
  const button = event.submitter;
  const question = button?.dataset.confirm ?? form.dataset.confirm;
  if (form.method === "dialog" || form.hasAttribute("hx-get") || "sendsItself" in form.dataset) return; // its own script sends it
  if (form.dataset.sent) { event.preventDefault(); event.stopImmediatePropagation(); return; }
  const waits = form.querySelector?.("input[data-outbox]"); // goes into the outbox instead (js/outbox.js)
  if (form.method === "post" && !waits && document.documentElement.dataset.reach === "off") {
    event.preventDefault();
    event.stopImmediatePropagation();
    tell(words.offlineLong, "soon");
    return;
  }
  if (question && !form.dataset.sure) {
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(question, button?.textContent.trim(), button?.classList.contains("no")).then((answer) => {
      if (!answer) return;
      form.dataset.sure = "yes";
      form.requestSubmit(button ?? undefined);
    });
    return;
  }
  delete form.dataset.sure;
  if (form.method === "post") {
    form.dataset.sent = "yes";
    // A disabled button would not send its own value: it is only marked.
    busy(button ?? form.querySelector(".btn.main"));
  }
}

let listening = false;
export function attach() {
  if (listening) return;
  listening = true;
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("formdata", (event) => {
    if (event.target.method !== "get") return;
    for (const [name, value] of [...event.formData.entries()]) if (value === "") event.formData.delete(name);
  });
  document.addEventListener("lv:kept", (event) => free(event.target));
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(free));
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest?.("form");
    if (form) free(form);
    if (event.detail.failed && event.detail.xhr.status >= 500) tell(words.failed, "late");
    if (event.detail.failed && event.detail.xhr.status === 403) tell(words.refused, "soon");
  });
  document.addEventListener("htmx:sendError", () => tell(words.offlineLong, "soon"));
}
