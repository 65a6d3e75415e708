/* One check on the phone [data-duty]: items that depend on an answer, how many are left, readings out of their limits,
   the codes on the way, and how long it took. All of it is help: the server decides again. */

const AGAIN = 3000; // the same code before the camera this long is read once
const PAUSE = 180;
const WIDE = "０１２３４５６７８９．，－";
const PLAIN = "0123456789.,-";

const tidy = (text) => text.normalize("NFKC").replace(/[\s\-_.·]+/g, "").toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1");
const codeIn = (text) => tidy(/\/[a-z]\/([^/?#]+)/.exec(text)?.[1] ?? text);

function keyOf(form, code) {
  const chosen = form.querySelector(`[name="a-${code}"]:checked, [name="v-${code}"][type="radio"]:checked`);
  return chosen?.value ?? "";
}

/* What is not asked is not sent. */
function conditions(form) {
  for (const ask of form.querySelectorAll("[data-when]")) {
    const wanted = Object.entries(JSON.parse(ask.dataset.when));
    const shown = wanted.every(([code, values]) => values.includes(keyOf(form, code)));
    ask.hidden = !shown;
    ask.querySelector("fieldset").disabled = !shown;
  }
}

function isFilled(ask) {
  const { kind, code } = ask.dataset;
  if (ask.querySelector(`[name="a-${code}"][value="cannot"]:checked`)) return ask.querySelector(`[name="n-${code}"]`).value.trim() !== "";
  if (kind === "tick" || kind === "choice") return keyOf(ask.closest("form"), code) !== "";
  if (kind === "photo") return ask.querySelector('input[type="file"]').files.length > 0;
  return ask.querySelector(`[name="v-${code}"]`).value.trim() !== "";
}

function left(form) {
  const asks = [...form.querySelectorAll(".ask[data-required]:not([hidden])")];
  const count = asks.filter((ask) => !isFilled(ask)).length;
  const place = document.querySelector("[data-left]");
  if (place) place.textContent = count ? form.dataset.sayLeft.replace("{}", count) : form.dataset.sayAll;
}

function over(form, input) {
  const text = [...input.value.trim()].map((sign) => PLAIN[WIDE.indexOf(sign)] ?? sign).join("").replace(",", ".");
  const value = text === "" ? NaN : Number(text);
  const { low, high } = input.dataset;
  const isOver = value < Number(low ?? -Infinity) || value > Number(high ?? Infinity);
  input.classList.toggle("over", isOver);
  const told = input.closest("fieldset").querySelector("[data-over]");
  told.hidden = !isOver;
  told.textContent = isOver ? form.dataset.sayOver : "";
}

// --- the codes on the way ---------------------------------------------------------------------------------------

function note(form, words) {
  const place = form.querySelector("[data-eye-note]");
  if (place) place.textContent = words;
}

function marked(form) {
  try {
    return JSON.parse(form.querySelector("[data-scans]").value || "[]");
  } catch {
    return [];
  }
}

function show(form) {
  const read = new Set(marked(form).map((scan) => scan.code));
  for (const stop of form.querySelectorAll("[data-stops] li")) {
    if (!stop.dataset.code || !read.has(stop.dataset.code)) continue;
    const state = stop.querySelector("[data-stop-state]");
    state.className = "st is-done";
    state.textContent = state.dataset.reached;
  }
  const rest = [...form.querySelectorAll("[data-stops] li")].some((stop) => !read.has(stop.dataset.code));
  form.querySelector("[data-eye-start]")?.classList.toggle("main", rest); // all reached: the next thing is the list
}

function reached(form, text) {
  const code = codeIn(text);
  const stop = form.querySelector(`[data-stops] li[data-code="${CSS.escape(code)}"]`);
  navigator.vibrate?.(stop ? 40 : [40, 60, 40]);
  if (!stop) {
    note(form, form.dataset.sayForeign.replace("{}", code.slice(0, 12)));
    return;
  }
  const scans = marked(form);
  if (!scans.some((scan) => scan.code === code)) scans.push({ code, at: new Date().toISOString() });
  const hidden = form.querySelector("[data-scans]");
  hidden.value = JSON.stringify(scans);
  hidden.dispatchEvent(new Event("input", { bubbles: true }));
  note(form, form.dataset.sayReached.replace("{}", stop.querySelector(".grow").textContent));
  show(form);
}

/* The label that opened this page is reached, whatever an older draft says. */
function arrived(form) {
  const code = form.dataset.here;
  if (code && form.querySelector(`[data-stops] li[data-code="${CSS.escape(code)}"]`)) reached(form, code);
}

async function camera(form) {
  const button = form.querySelector("[data-eye-start]");
  if (!button) return;
  if (!navigator.mediaDevices?.getUserMedia) {
    note(form, form.dataset.sayNone);
    return;
  }
  const video = form.querySelector("[data-eye-video]");
  const last = new Map();
  let eye = null;
  let stream = null;
  async function look() {
    if (!stream) return;
    for (const { rawValue } of await eye.detect(video).catch(() => [])) {
      const before = last.get(rawValue) ?? 0;
      last.set(rawValue, Date.now());
      if (Date.now() - before > AGAIN) reached(form, rawValue);
    }
    window.setTimeout(look, PAUSE);
  }
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      const { detector } = await import(form.dataset.scanner);
      eye ??= await detector(form);
    } catch {
      note(form, form.dataset.sayNone);
      return;
    }
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    } catch {
      note(form, form.dataset.sayDenied);
      return;
    }
    button.hidden = true;
    video.srcObject = stream;
    await video.play();
    form.querySelector("[data-eye-frame]").hidden = false;
    note(form, form.dataset.sayStart);
    look();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden || !stream) return;
    stream.getTracks().forEach((track) => track.stop());
    stream = null;
    form.querySelector("[data-eye-frame]").hidden = true;
    button.hidden = false;
  });
}

const seen = new WeakSet();
export function attach(root) {
  for (const form of root.querySelectorAll("[data-duty]")) {
    if (seen.has(form)) continue;
    seen.add(form);
    const began = Date.now();
    const look = () => {
      conditions(form);
      left(form);
    };
    form.addEventListener("input", (event) => {
      if (event.target.matches("[data-low], [data-high]")) over(form, event.target);
      look();
    });
    form.addEventListener("change", look);
    form.addEventListener("lv:restored", () => {
      for (const input of form.querySelectorAll("[data-low], [data-high]")) over(form, input);
      arrived(form);
      show(form);
      look();
    });
    form.addEventListener("submit", () => {
      form.querySelector("[data-seconds]").value = String(Math.round((Date.now() - began) / 1000));
    });
    for (const input of form.querySelectorAll("[data-low], [data-high]")) over(form, input);
    arrived(form);
    show(form);
    look();
    camera(form);
  }
}
