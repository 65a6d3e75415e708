/* A patrol's form [data-walk]: the moment each stop is tapped is kept with it, and how many have been seen is said. */

const seen = new WeakSet();

function say(form) {
  const stops = form.querySelectorAll(".stop");
  const done = form.querySelectorAll('.stop input[type="radio"]:checked').length;
  const place = document.querySelector("[data-walk-count]");
  if (done && place) place.textContent = place.dataset.words.replace("{a}", done).replace("{b}", stops.length);
}

function mark(stop) {
  const box = stop.querySelector("[data-at]");
  if (!box.value) {
    box.value = new Date().toISOString();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const at = new Date(box.value);
  const two = (n) => String(n).padStart(2, "0");
  stop.querySelector("[data-stop-at]").textContent = `${two(at.getHours())}:${two(at.getMinutes())}`;
}

function watch(form) {
  seen.add(form);
  form.addEventListener("change", (event) => {
    const stop = event.target.closest(".stop");
    if (!stop) return;
    if (event.target.name?.startsWith("code-") && event.target.value.trim()) {
      const chosen = stop.querySelector('input[type="radio"]:checked');
      if (!chosen) stop.querySelector('input[value="ok"]').checked = true;
    }
    if (stop.querySelector('input[type="radio"]:checked')) mark(stop);
    say(form);
  });
  form.addEventListener("lv:restored", () => show(form));
  show(form);
}

function show(form) {
  for (const stop of form.querySelectorAll(".stop")) if (stop.querySelector("[data-at]").value) mark(stop);
  say(form);
}

export function attach(root) {
  const forms = [...root.querySelectorAll("form[data-walk]")];
  if (root.matches?.("form[data-walk]")) forms.push(root);
  for (const form of forms) if (!seen.has(form)) watch(form);
}
