// Typing into the last row of a list of rows adds an empty one below it; the names of its fields count on.
export function attach(root) {
  for (const list of root.querySelectorAll("[data-rows]")) {
    if (list.dataset.rowsReady) continue;
    list.dataset.rowsReady = "1";
    list.addEventListener("input", () => {
      const last = list.lastElementChild;
      if (![...last.querySelectorAll("input, select")].some((field) => field.value && !field.dataset.kept)) return;
      if (list.children.length >= Number(list.dataset.most || 60)) return;
      const next = last.cloneNode(true);
      const number = list.children.length;
      for (const field of next.querySelectorAll("[name]")) {
        field.name = field.name.replace(/\d+$/, String(number));
        if (field.id) field.id = field.id.replace(/\d+$/, String(number));
        if (!field.dataset.kept) field.value = "";
        field.removeAttribute("aria-invalid");
      }
      for (const label of next.querySelectorAll("label[for]")) label.htmlFor = label.htmlFor.replace(/\d+$/, String(number));
      for (const wrong of next.querySelectorAll(".err")) wrong.remove();
      list.append(next);
    });
  }
}
