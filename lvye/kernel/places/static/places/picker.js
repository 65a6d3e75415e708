// The place chooser: with JavaScript the steps take the place of the long list.
// The list stays in the page, disabled, so that nothing is sent twice.

function upgrade(picker) {
  const list = picker.querySelector("[data-place-list]");
  const steps = picker.querySelector("[data-place-box]");
  if (!list || !steps || !steps.disabled || !window.htmx) return;
  list.disabled = true;
  list.hidden = true;
  steps.disabled = false;
  steps.hidden = false;
  const label = list.id && document.querySelector(`label[for="${CSS.escape(list.id)}"]`);
  const box = steps.querySelector("[data-place-ask]");
  if (label && box) {
    box.id = `${list.id}-ask`;
    label.htmlFor = box.id;
  }
}

export function attach(root) {
  if (root.matches?.("[data-place-picker]")) upgrade(root);
  root.querySelectorAll("[data-place-picker]").forEach(upgrade);
}

// Enter in the search box chooses the only match instead of sending the whole form.
document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.("[data-place-ask]");
  if (!box || event.key !== "Enter") return;
  const choices = box.closest("[data-place-steps]").querySelectorAll(".place-choices .chip");
  if (choices.length) {
    event.preventDefault();
    choices[0].click();
  }
});
