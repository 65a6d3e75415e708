/* The log's form [data-log]: chips [data-fact] follow what is typed into them, have − and +, and can be left out; a
   sentence often said is written into the box by a tap. New chips come by htmx, so everything listens on the form. */

const seen = new WeakSet();

function number(text) {
  const found = Number(text.normalize("NFKC").replace(/,/g, ""));
  return Number.isFinite(found) ? found : 0;
}

function say(fact) {
  const value = (name) => fact.querySelector(`[data-is="${name}"]`).value.trim();
  const place = fact.querySelector("[data-fact-words]");
  const [action, thing, qty, unit] = ["action", "object", "qty", "unit"].map(value);
  place.textContent = [action, thing, `${qty}${place.dataset.about}`, unit].filter(Boolean).join(" ");
}

function showPlace(fact, words) {
  fact.querySelector("[data-fact-where]").textContent = words ? `@${words}` : "";
}

/* A place chosen for one chip, or for all chips that have this word for it and no place of their own. */
function where(form, radio) {
  if (!("ask" in radio.dataset)) {
    showPlace(radio.closest("[data-fact]"), radio.dataset.where);
    return;
  }
  for (const fact of form.querySelectorAll("[data-fact]")) {
    const own = fact.querySelector('input[type="radio"]:checked');
    if (fact.dataset.said === radio.dataset.ask && (!own || own.value === "")) showPlace(fact, radio.dataset.where);
  }
}

function step(button) {
  const box = button.closest(".step").querySelector("input");
  const next = number(box.value) + (button.matches("[data-more]") ? 1 : -1);
  if (next <= 0) return;
  box.value = String(Math.round(next * 100) / 100);
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function write(form, words) {
  const box = form.elements.said;
  const before = box.value.trim().replace(/[，。,\s]+$/, "");
  box.value = before ? `${before}，${words}` : words;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function click(form, event) {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.matches("[data-less], [data-more]")) step(button);
  else if (button.matches("[data-again-said]")) {
    event.preventDefault();
    write(form, button.value);
  } else if (button.matches("[data-pick-day]")) {
    form.querySelector(`input[name="day"][value="${button.dataset.pickDay}"]`).checked = true;
    button.closest(".note").remove();
  } else if (button.matches("[data-add]")) event.preventDefault(); // htmx asks for the chip
}

/* Buttons that only a script can serve. */
function show(form) {
  for (const button of form.querySelectorAll("[data-less], [data-more], [data-pick-day]")) button.hidden = false;
}

function watch(form) {
  seen.add(form);
  form.addEventListener("click", (event) => click(form, event));
  form.addEventListener("input", (event) => {
    const fact = event.target.closest("[data-fact]");
    if (fact && event.target.dataset.is) say(fact);
  });
  form.addEventListener("change", (event) => {
    const { target } = event;
    if (target.matches("[data-out]")) target.closest("[data-fact]").classList.toggle("out", target.checked);
    if (target.matches("[data-where]") && target.checked) where(form, target);
  });
  form.addEventListener("htmx:afterSwap", () => show(form));
  // Without network nothing can be read; the words are kept all the same, and read where they arrive.
  form.addEventListener("htmx:beforeRequest", (event) => {
    if (document.documentElement.dataset.reach === "off") event.preventDefault();
  });
  show(form);
}

export function attach(root) {
  const forms = [...root.querySelectorAll("form[data-log]")];
  if (root.matches?.("form[data-log]")) forms.push(root);
  for (const form of forms) {
    if (!seen.has(form)) watch(form);
    else show(form);
  }
  const around = root.closest?.("form[data-log]");
  if (around) show(around);
}
