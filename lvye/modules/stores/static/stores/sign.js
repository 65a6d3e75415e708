/* A box to sign in with a finger, a pen or the mouse; the picture goes with the form. */

const seen = new WeakSet();

function start(place) {
  seen.add(place);
  const canvas = place.querySelector("canvas");
  const kept = place.querySelector("[data-drawn]");
  const pen = canvas.getContext("2d");
  let drawing = false;

  function at(event) {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * (canvas.width / box.width), (event.clientY - box.top) * (canvas.height / box.height)];
  }
  function clear() {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    kept.value = "";
  }
  canvas.addEventListener("pointerdown", (event) => {
    drawing = true;
    canvas.setPointerCapture(event.pointerId);
    pen.lineWidth = 4;
    pen.lineCap = "round";
    pen.lineJoin = "round";
    pen.strokeStyle = "#111";
    pen.beginPath();
    pen.moveTo(...at(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    pen.lineTo(...at(event));
    pen.stroke();
  });
  canvas.addEventListener("pointerup", () => {
    if (drawing) kept.value = canvas.toDataURL("image/png");
    drawing = false;
  });
  place.querySelector("[data-clear]").addEventListener("click", clear);
}

export function attach(root) {
  for (const place of root.querySelectorAll("[data-sign]")) if (!seen.has(place)) start(place);
}
