// The scanner: the browser's own BarcodeDetector where there is one, the copied zxing elsewhere.
// What it reads goes to /scan/?code=…, which decides; nothing leaves the device but the code.

const PAUSE = 180; // milliseconds between two looks at the picture: a phone must not grow hot

export async function detector(page) {
  if ("BarcodeDetector" in window) {
    const formats = await window.BarcodeDetector.getSupportedFormats().catch(() => []);
    if (formats.includes("qr_code")) return new window.BarcodeDetector({ formats: ["qr_code"] });
  }
  await loaded(page.dataset.polyfill);
  const { BarcodeDetector, setZXingModuleOverrides } = window.BarcodeDetectionAPI;
  // By itself the library would fetch this file from elsewhere.
  setZXingModuleOverrides({ locateFile: () => page.dataset.wasm });
  return new BarcodeDetector({ formats: ["qr_code"] });
}

function loaded(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

// A label holds an address of this school's server, or its characters alone: six for a place, seven for a thing.
function codeIn(text) {
  const inAddress = /\/[sa]\/([^/?#]+)/.exec(text);
  const bare = (inAddress ? inAddress[1] : text).replace(/[\s-]/g, "");
  return /^[0-9A-Za-z]{6,7}$/.test(bare) ? bare : "";
}

// Whose label it is, where that is not this school's: the answer says so.
function hostOf(text) {
  const host = /^https?:\/\/([^/?#]+)/i.exec(text)?.[1] ?? "";
  return host.toLowerCase() === window.location.host ? "" : host;
}

async function run(page) {
  const video = page.querySelector("[data-scan-video]");
  const frame = page.querySelector("[data-scan-frame]");
  const note = page.querySelector("[data-scan-note]");
  const button = page.querySelector("[data-scan-start]");
  const say = (text) => { note.textContent = text; };
  let eye = null;
  let stream = null;

  function close() {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
  }

  async function look() {
    if (!stream) return;
    const found = await eye.detect(video).catch(() => []);
    for (const { rawValue } of found) {
      const code = codeIn(rawValue);
      if (code) {
        close();
        const host = hostOf(rawValue);
        window.location.assign(`${page.dataset.goto}?${new URLSearchParams(host ? { code, host } : { code })}`);
        return;
      }
      say(page.dataset.sayForeign);
    }
    window.setTimeout(look, PAUSE);
  }

  async function open() {
    button.hidden = true;
    try {
      eye ??= await detector(page);
    } catch {
      say(page.dataset.sayNone);
      return;
    }
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    } catch {
      say(page.dataset.sayDenied);
      button.hidden = false;
      return;
    }
    video.srcObject = stream;
    await video.play();
    frame.hidden = false;
    say(page.dataset.sayStart);
    look();
  }

  if (!navigator.mediaDevices?.getUserMedia) {
    say(page.dataset.sayNone);
    return;
  }
  button.addEventListener("click", open);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) close();
    else if (!stream) button.hidden = false;
  });
  const allowed = await navigator.permissions?.query({ name: "camera" }).catch(() => null);
  if (allowed?.state === "granted") open();
  else button.hidden = false;
}

export function attach(root) {
  for (const page of root.querySelectorAll("[data-scan]:not([data-scanning])")) {
    page.dataset.scanning = "";
    run(page);
  }
}
