/* The check on a device's card [data-look]: the button says how many things are wrong, and how long it took is kept. */

const seen = new WeakSet();

function watch(form) {
  seen.add(form);
  const began = Date.now();
  const say = () => {
    const wrong = form.querySelectorAll(".look input[type='checkbox']:checked").length;
    const words = document.querySelector("[data-look-words]");
    if (words) words.textContent = wrong ? form.dataset.sayWrong.replace("{}", wrong) : form.dataset.sayFine;
  };
  form.addEventListener("change", say);
  form.addEventListener("lv:restored", say);
  form.addEventListener("submit", () => {
    form.querySelector("[data-took]").value = String(Math.round((Date.now() - began) / 1000));
  });
  say();
}

export function attach(root) {
  const forms = [...root.querySelectorAll("form[data-look]")];
  if (root.matches?.("form[data-look]")) forms.push(root);
  for (const form of forms) if (!seen.has(form)) watch(form);
}
