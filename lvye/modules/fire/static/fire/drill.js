/* A drill's stop-watch [data-watch]: one start, then one touch for each building when its last has been counted. The
   start is kept in the form, so that a closed tab or an empty battery does not lose it. */

const seen = new WeakSet();
const two = (n) => String(n).padStart(2, "0");
const show = (seconds) => `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;

function since(form) {
  const begun = Date.parse(form.querySelector("[data-alarm]").value);
  return Number.isNaN(begun) ? null : Math.max(0, Math.round((Date.now() - begun) / 1000));
}

function paint(form) {
  const gone = since(form);
  const towers = [...form.querySelectorAll("[data-tower]")];
  const waiting = towers.filter((tower) => !tower.querySelector("[data-seconds]").value);
  const last = Math.max(0, ...towers.map((tower) => Number(tower.querySelector("[data-seconds]").value) || 0));
  form.querySelector("[data-clock]").textContent = gone === null ? "0:00" : show(waiting.length ? gone : last);
  form.querySelector("[data-start]").hidden = gone !== null;
  for (const tower of towers) {
    const seconds = Number(tower.querySelector("[data-seconds]").value);
    tower.classList.toggle("done", seconds > 0);
    tower.classList.toggle("over", seconds > Number(tower.dataset.limit));
    tower.querySelector("[data-out]").disabled = gone === null;
    tower.querySelector("[data-took]").textContent = seconds ? show(seconds) : "";
  }
}

function keep(input, value) {
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

function watch(form) {
  seen.add(form);
  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-start]")) {
      keep(form.querySelector("[data-alarm]"), new Date().toISOString());
      navigator.vibrate?.(60);
    }
    const tower = event.target.closest("[data-out]")?.closest("[data-tower]");
    if (tower) {
      keep(tower.querySelector("[data-seconds]"), String(Math.max(1, since(form) ?? 0)));
      navigator.vibrate?.(40);
    }
    paint(form);
  });
  form.addEventListener("input", () => paint(form));
  form.addEventListener("lv:restored", () => paint(form));
  window.setInterval(() => form.isConnected && paint(form), 500);
  paint(form);
}

export function attach(root) {
  const forms = [...root.querySelectorAll("form[data-watch]")];
  if (root.matches?.("form[data-watch]")) forms.push(root);
  for (const form of forms) if (!seen.has(form)) watch(form);
}
