/* A select with many options becomes a box to type into; the select itself stays, hidden, and is what is sent. */

const MANY = 12;
const SHOWN = 40;
const words = document.getElementById("words")?.dataset ?? {};
const seen = new WeakSet();
let made = 0;

function matches(option, parts) {
  const text = `${option.text} ${option.dataset.keys ?? ""}`.toLowerCase();
  return parts.every((part) => text.includes(part));
}

function build(select) {
  seen.add(select);
  if (select.options.length <= MANY || select.multiple) return;
  made += 1;
  const place = document.createElement("div");
  const box = document.createElement("input");
  const list = document.createElement("ul");
  const empty = [...select.options].find((option) => option.value === "");
  let at = -1;
  select.id ||= `combo-of-${made}`;
  place.className = "combo";
  list.id = `combo-${made}`;
  list.setAttribute("role", "listbox");
  box.className = "input";
  box.type = "text";
  box.autocomplete = "off";
  box.placeholder = empty?.text.trim() || words.choose;
  box.id = `${select.id}-box`;
  for (const [name, value] of [["role", "combobox"], ["aria-controls", list.id], ["aria-expanded", "false"]]) {
    box.setAttribute(name, value);
  }
  for (const name of ["aria-invalid", "aria-describedby", "aria-label", "aria-labelledby", "required"]) {
    if (select.hasAttribute(name)) box.setAttribute(name, select.getAttribute(name));
  }
  document.querySelector(`label[for="${select.id}"]`)?.setAttribute("for", box.id);
  select.hidden = true;
  select.required = false;
  select.before(place);
  place.append(box, list);

  const current = () => (select.value === "" ? "" : select.selectedOptions[0]?.text ?? "");
  const close = () => { list.replaceChildren(); box.setAttribute("aria-expanded", "false"); at = -1; };

  function choose(option) {
    select.value = option.value;
    box.value = current();
    box.setCustomValidity("");
    close();
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function mark(next) {
    const items = [...list.querySelectorAll("[data-index]")];
    if (!items.length) return;
    at = (next + items.length) % items.length;
    items.forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    items[at].scrollIntoView({ block: "nearest" });
  }

  function open() {
    const typed = box.value === current() ? "" : box.value;
    const parts = typed.toLowerCase().split(/\s+/).filter(Boolean);
    const found = [...select.options].filter((option) => option.value !== "" && matches(option, parts)).slice(0, SHOWN);
    list.replaceChildren(...found.map((option) => {
      const item = document.createElement("li");
      item.setAttribute("role", "option");
      item.dataset.index = String(option.index);
      item.textContent = option.text;
      return item;
    }));
    if (!found.length) {
      const none = document.createElement("li");
      none.className = "muted";
      none.textContent = words.nothing;
      list.append(none);
    }
    box.setAttribute("aria-expanded", "true");
    at = -1;
  }

  box.value = current();
  box.addEventListener("focus", () => { box.select(); open(); });
  box.addEventListener("input", () => {
    if (box.value === "") select.value = "";
    open();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); mark(at + 1); }
    if (event.key === "ArrowUp") { event.preventDefault(); mark(at - 1); }
    if (event.key === "Escape") { box.value = current(); close(); }
    if (event.key === "Enter" && box.getAttribute("aria-expanded") === "true") {
      const items = list.querySelectorAll("[data-index]");
      const item = items[at] ?? (items.length === 1 ? items[0] : null);
      if (item) { event.preventDefault(); choose(select.options[Number(item.dataset.index)]); }
    }
  });
  box.addEventListener("blur", () => {
    // What is typed exactly counts as chosen; anything else falls back to what was chosen before.
    const exact = [...select.options].find((option) => option.value !== "" && option.text === box.value.trim());
    if (exact && exact.value !== select.value) choose(exact);
    else { box.value = current(); close(); }
  });
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const item = event.target.closest("[data-index]");
    if (item) choose(select.options[Number(item.dataset.index)]);
  });
  // Chosen by another hand: a draft that came back, the browser's own filling in, a script.
  for (const name of ["lv:restored", "change"]) select.addEventListener(name, () => { box.value = current(); });
}

export function attach(root) {
  for (const select of root.querySelectorAll("form select.input:not([multiple])")) if (!seen.has(select)) build(select);
}
