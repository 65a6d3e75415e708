/* A list: select all, count the selected, colour the filters in use. Everything else is htmx or plain links. */

function count(form) {
  const boxes = [...form.querySelectorAll('.pick input[name="pk"]')];
  const chosen = boxes.filter((box) => box.checked).length;
  const said = form.querySelector("[data-chosen]");
  if (said) said.textContent = String(chosen);
  const all = form.querySelector("[data-all]");
  if (all) {
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  }
}

let listening = false;
export function attach() {
  if (listening) return;
  listening = true;
  document.addEventListener("change", (event) => {
    const control = event.target;
    const form = control.closest("[data-list] form");
    if (!form) return;
    if (control.matches("[data-all]")) {
      for (const box of form.querySelectorAll('.pick input[name="pk"]')) box.checked = control.checked;
    }
    if (control.closest(".pick")) count(form);
    if (control.closest(".filters")) {
      const chip = control.closest(".chip");
      chip?.classList.toggle("on", control.type === "checkbox" ? control.checked : control.value !== "");
    }
  });
  document.addEventListener("click", (event) => {
    const none = event.target.closest("[data-none]");
    if (!none) return;
    const form = none.closest("form");
    for (const box of form.querySelectorAll(".pick input")) box.checked = false;
    count(form);
  });
}
