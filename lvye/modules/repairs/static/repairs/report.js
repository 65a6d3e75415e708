/* Picture first, then the kinds below it; and of the reports that are open here only those of the same picture. */

const seen = new WeakSet();

function show(form) {
  const top = form.querySelector('input[name="top"]:checked')?.value;
  for (const group of form.querySelectorAll("[data-kinds]")) {
    const on = group.dataset.kinds === top;
    group.classList.toggle("on", on);
    group.hidden = !on;
    if (!on) for (const radio of group.querySelectorAll("input:checked")) radio.checked = false;
  }
  const others = form.querySelector("[data-others]");
  if (!others) return;
  let left = 0;
  for (const note of others.querySelectorAll("[data-top]")) {
    note.hidden = top !== undefined && note.dataset.top !== top;
    if (!note.hidden) left += 1;
  }
  others.hidden = left === 0;
}

function watch(form) {
  seen.add(form);
  // A kind that came back with the form tells its picture.
  const chosen = form.querySelector('input[name="category"]:checked')?.closest("[data-kinds]");
  if (chosen && !form.querySelector('input[name="top"]:checked')) {
    const tile = form.querySelector(`input[name="top"][value="${chosen.dataset.kinds}"]`);
    if (tile) tile.checked = true;
  }
  show(form);
  form.addEventListener("change", (event) => { if (event.target.name === "top") show(form); });
  let late = 0;
  form.addEventListener("lv:restored", () => {
    // All controls are put back one by one: look once they all are.
    clearTimeout(late);
    late = setTimeout(() => restored(form), 0);
  });
}

function restored(form) {
  const kind = form.querySelector('input[name="category"]:checked')?.closest("[data-kinds]")?.dataset.kinds;
  const tile = kind && form.querySelector(`input[name="top"][value="${kind}"]`);
  if (tile) tile.checked = true;
  show(form);
}

export function attach(root) {
  const forms = [...root.querySelectorAll("[data-report]")];
  if (root.matches("[data-report]")) forms.push(root);
  for (const form of forms) if (!seen.has(form)) watch(form);
}
