/* Speak instead of typing, where the browser can listen; elsewhere the button stays hidden. */

const Listener = window.SpeechRecognition ?? window.webkitSpeechRecognition;
const words = document.getElementById("words")?.dataset ?? {};
const seen = new WeakSet();

function button(place) {
  seen.add(place);
  const press = place.querySelector("button");
  const box = place.querySelector("textarea, input");
  if (!Listener || !press || !box) return;
  press.hidden = false;
  let ear = null;

  function stop() {
    ear = null;
    press.setAttribute("aria-pressed", "false");
    press.title = "";
  }

  press.addEventListener("click", () => {
    if (ear) { ear.stop(); return; }
    ear = new Listener();
    ear.lang = document.documentElement.lang.startsWith("en") ? "en-US" : "zh-CN";
    ear.interimResults = false;
    ear.onresult = (event) => {
      const said = [...event.results].map((result) => result[0].transcript).join("");
      const room = box.maxLength > 0 ? box.maxLength : Infinity;
      box.value = (box.value + said).slice(0, room);
      box.dispatchEvent(new Event("input", { bubbles: true }));
    };
    ear.onerror = () => { press.title = words.deaf; };
    ear.onend = stop;
    press.setAttribute("aria-pressed", "true");
    press.title = words.listening;
    ear.start();
  });
}

export function attach(root) {
  const places = [...root.querySelectorAll("[data-dictate]")];
  if (root.matches("[data-dictate]")) places.push(root);
  for (const place of places) if (!seen.has(place)) button(place);
}
