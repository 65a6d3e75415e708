/* The telephone form: suggestions while typing, the kind of fault from the words, open reports of the same fault.
   Without this file all kinds are shown at once, and the server resolves what was typed. */

const seen = new WeakSet();

/* --- suggestions: [data-suggest=url] holds a box, a hidden key and a list ------------------------------------- */

function suggesting(place, onChosen) {
  const box = place.querySelector("[role=combobox]");
  const key = place.querySelector("[data-key]");
  const list = place.querySelector("[role=listbox]");
  let at = -1;
  let timer = 0;
  let asked = 0;

  const items = () => [...list.querySelectorAll("[data-value]")];
  const close = () => { list.replaceChildren(); box.setAttribute("aria-expanded", "false"); at = -1; };

  function mark(next) {
    const all = items();
    if (!all.length) return;
    at = (next + all.length) % all.length;
    all.forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    all[at].scrollIntoView({ block: "nearest" });
  }

  function choose(item) {
    box.value = item.dataset.text;
    key.value = item.dataset.value;
    close();
    onChosen(item);
  }

  async function ask() {
    const mine = ++asked;
    const text = box.value.trim();
    if (!text) { close(); return; }
    try {
      const answer = await fetch(`${place.dataset.suggest}?q=${encodeURIComponent(text)}`, { headers: { "HX-Request": "true" } });
      if (!answer.ok || mine !== asked || document.activeElement !== box) return;
      list.innerHTML = await answer.text();
      box.setAttribute("aria-expanded", "true");
      mark(0);
    } catch { /* no network: what was typed is sent as it is */ }
  }

  box.addEventListener("input", () => {
    key.value = "";
    clearTimeout(timer);
    timer = setTimeout(ask, 140);
    onChosen(null);
  });
  box.addEventListener("keydown", (event) => {
    const open = box.getAttribute("aria-expanded") === "true" && items().length > 0;
    if (event.key === "ArrowDown" && open) { event.preventDefault(); mark(at + 1); }
    if (event.key === "ArrowUp" && open) { event.preventDefault(); mark(at - 1); }
    if (event.key === "Escape") close();
    if ((event.key === "Enter" || event.key === "Tab") && open && !event.shiftKey) {
      if (event.key === "Enter") event.preventDefault();
      choose(items()[Math.max(at, 0)]);
    }
  });
  box.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const item = event.target.closest("[data-value]");
    if (item) choose(item);
  });
}

/* --- kinds of fault: one group at a time ------------------------------------------------------------------------ */

function kinds(form, onChosen) {
  const groups = [...form.querySelectorAll("[data-of]")];
  const tops = [...form.querySelectorAll("[data-top]")];
  const radios = [...form.querySelectorAll('input[name="category"]')];
  let byHand = radios.some((radio) => radio.checked);

  function show(pk) {
    for (const group of groups) group.hidden = group.dataset.of !== pk;
    for (const top of tops) top.setAttribute("aria-pressed", String(top.dataset.top === pk));
  }

  for (const top of tops) {
    top.hidden = false;
    top.addEventListener("click", () => show(top.dataset.top));
  }
  for (const label of form.querySelectorAll(".kinds .of")) label.hidden = true;
  show(groups.find((group) => "on" in group.dataset)?.dataset.of ?? tops[0]?.dataset.top ?? "");
  form.addEventListener("change", (event) => {
    if (event.target.name !== "category") return;
    byHand = true;
    onChosen();
  });
  return function fromWords(text) {
    if (byHand) return;
    const fitting = radios.filter((radio) => text.includes(radio.dataset.words));
    const best = fitting.sort((a, b) => b.dataset.words.length - a.dataset.words.length)[0];
    if (!best || best.checked) return;
    best.checked = true;
    show(best.closest("[data-of]").dataset.of);
    onChosen();
  };
}

function start(form) {
  seen.add(form);
  const similar = form.querySelector("#similar");
  const key = form.querySelector('input[name="place"]');
  let last = "";

  function same() {
    const category = form.querySelector('input[name="category"]:checked')?.value ?? "";
    const asked = key.value && category ? `${key.value}/${category}` : "";
    if (asked === last) return;
    last = asked;
    if (!asked) { similar.replaceChildren(); return; }
    window.htmx.ajax("GET", `${form.dataset.similar}?place=${key.value}&category=${category}`, { target: similar, swap: "innerHTML" });
  }

  const fromWords = kinds(form, same);
  const [where, who] = form.querySelectorAll("[data-suggest]");
  suggesting(where, same);
  suggesting(who, (item) => {
    const phone = form.querySelector("[data-extra]");
    if (item?.dataset.extra && !phone.value) phone.value = item.dataset.extra;
  });
  form.querySelector('[name="what"]').addEventListener("input", (event) => fromWords(event.target.value));
}

export function attach(root) {
  for (const form of root.querySelectorAll("[data-phone-in]")) if (!seen.has(form)) start(form);
}
