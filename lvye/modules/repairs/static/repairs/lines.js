/* What was done, by tapping: an item with a quantity is a line with − and +, one without is a chip.
   [data-lines] holds lines [data-line] with one number each; without scripts they are plain boxes to fill in. */

const seen = new WeakSet();

function number(text) {
  const found = Number(text.normalize("NFKC").replace(/,/g, ""));
  return Number.isFinite(found) && found > 0 ? found : 0;
}

function line(row, chips, changed) {
  const box = row.querySelector("input");
  const chip = document.createElement("button");
  const unit = document.createElement("small");
  chip.type = "button";
  chip.className = "chip";
  chip.textContent = row.querySelector("b").textContent;
  unit.textContent = row.querySelector(".unit").textContent;
  chip.append(" ", unit);
  chips.append(chip);
  const wrong = row.querySelector(".err") !== null;

  function show() {
    row.hidden = box.value.trim() === "" && !wrong;
    chip.hidden = !row.hidden;
    changed();
  }
  function set(value) {
    box.value = value > 0 ? String(Math.round(value * 100) / 100) : "";
    box.dispatchEvent(new Event("input", { bubbles: true }));
    show();
  }

  chip.addEventListener("click", () => set(1));
  for (const [name, step] of [["[data-less]", -1], ["[data-more]", 1]]) {
    const press = row.querySelector(name);
    press.hidden = false;
    press.addEventListener("click", () => set(number(box.value) + step));
  }
  box.addEventListener("change", () => { if (box.value.trim() === "0") box.value = ""; show(); });
  box.addEventListener("lv:restored", show);
  show();
}

/* The whole in one sentence above the button: what, how many, how long. */
function summary(form) {
  const place = form.querySelector("[data-summary]");
  if (!place) return;
  const words = [...form.querySelectorAll("[data-line]:not([hidden])")].map((row) => {
    const box = row.querySelector("input");
    return `${row.querySelector("b").textContent} ${box.value} ${row.querySelector(".unit").textContent}`;
  });
  for (const row of form.querySelectorAll(".free-line:not(.parts, .left, .stock)")) {
    const [action, thing, qty, unit] = [...row.querySelectorAll("input")].map((box) => box.value.trim());
    if (action && thing) words.push(`${action} ${thing} ${qty || 1} ${unit}`);
  }
  place.textContent = words.join(place.dataset.join);
  place.hidden = words.length === 0;
}

/* An empty line more, as soon as the last one is begun. */
function again(list) {
  const rows = list.querySelectorAll(".free-line");
  const last = rows[rows.length - 1];
  if (![...last.querySelectorAll("input")].some((box) => box.value) || rows.length > 20) return;
  const fresh = last.cloneNode(true);
  fresh.classList.remove("wrong");
  fresh.querySelector(".err")?.remove();
  for (const box of fresh.querySelectorAll("input, select")) box.value = "";
  list.append(fresh);
}

/* The money saved: the outside quote less what the parts cost. */
function saved(box) {
  seen.add(box);
  const form = box.form;
  const place = document.getElementById(box.dataset.saved);
  const show = () => {
    let cost = 0;
    for (const row of form.querySelectorAll(".free-line.parts")) {
      const qty = row.querySelector("[data-part-qty]").value;
      cost += number(row.querySelector("[data-part-price]").value) * (qty.trim() === "" ? 1 : number(qty));
    }
    const left = Math.max(number(box.value) - cost, 0);
    place.hidden = box.value.trim() === "";
    place.textContent = place.dataset.words.replace("{}", left.toFixed(2));
  };
  form.addEventListener("input", show);
  form.addEventListener("lv:restored", show);
  show();
}

function watch(part) {
  seen.add(part);
  const form = part.closest("form");
  const chips = part.querySelector("[data-chips]");
  const often = part.querySelector("[data-often]");
  const changed = () => {
    often.hidden = [...chips.children].every((chip) => chip.hidden);
    summary(form);
  };
  for (const row of part.querySelectorAll("[data-line]")) line(row, chips, changed);
}

function free(list) {
  seen.add(list);
  const form = list.closest("form");
  list.addEventListener("input", () => { again(list); summary(form); });
}

export function attach(root) {
  for (const part of root.querySelectorAll("[data-lines]")) if (!seen.has(part)) watch(part);
  for (const list of root.querySelectorAll("[data-again]")) if (!seen.has(list)) free(list);
  for (const box of root.querySelectorAll("[data-saved]")) if (!seen.has(box)) saved(box);
}
