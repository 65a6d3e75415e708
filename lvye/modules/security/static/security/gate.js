/* The gate's hour [data-gate]: the camera reads the label on the wall and the form goes by itself. */

const PAUSE = 180;
const seen = new WeakSet();

function note(form, words) {
  form.querySelector("[data-eye-note]").textContent = words;
}

function send(form, text) {
  navigator.vibrate?.(40);
  const box = form.querySelector("[data-code]");
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  form.requestSubmit();
}

async function open(form, button) {
  const video = form.querySelector("[data-eye-video]");
  let eye;
  let stream;
  try {
    const { detector } = await import(form.dataset.scanner);
    eye = await detector(form);
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
  const close = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    form.querySelector("[data-eye-frame]").hidden = true;
    button.hidden = false;
  };
  async function look() {
    if (!stream) return;
    const [found] = await eye.detect(video).catch(() => []);
    if (found) {
      close();
      send(form, found.rawValue);
      return;
    }
    window.setTimeout(look, PAUSE);
  }
  button.hidden = true;
  video.srcObject = stream;
  await video.play();
  form.querySelector("[data-eye-frame]").hidden = false;
  note(form, form.dataset.sayStart);
  document.addEventListener("visibilitychange", () => { if (document.hidden && stream) close(); });
  look();
}

function start(form) {
  seen.add(form);
  const button = form.querySelector("[data-eye-start]");
  if (!navigator.mediaDevices?.getUserMedia) {
    form.querySelector("details").open = true;
    note(form, form.dataset.sayNone);
    return;
  }
  button.hidden = false;
  button.addEventListener("click", () => open(form, button));
}

export function attach(root) {
  const forms = [...root.querySelectorAll("form[data-gate]")];
  if (root.matches?.("form[data-gate]")) forms.push(root);
  for (const form of forms) if (!seen.has(form)) start(form);
}
