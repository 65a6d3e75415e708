/* The page of what waits on this device: each with its time, its words and its photos; try again, mend, throw away. */

const place = document.querySelector("[data-outbox-list]");
const who = document.body.dataset.who ?? "";
const clock = new Intl.DateTimeFormat(document.documentElement.lang, {
  month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false,
});
let pictures = [];

const mine = (entry) => entry.who === "" || entry.who === who;

function stateOf(entry) {
  if (entry.state === "refused") return ["late", place.dataset.refused];
  if (entry.state === "sign-in") return ["soon", place.dataset.signIn];
  return ["soon", place.dataset.waiting];
}

function row(entry) {
  const made = place.querySelector("template").content.firstElementChild.cloneNode(true);
  const part = (name) => made.querySelector(`[data-${name}]`);
  const [kind, word] = stateOf(entry);
  part("label").textContent = entry.label;
  part("state").className = `st is-${kind}`;
  part("state").textContent = word;
  part("at").textContent = clock.format(entry.at);
  part("words").textContent = entry.words;
  const why = entry.said || (entry.state === "refused" ? place.dataset.noWords : "");
  part("why").hidden = !why;
  part("why-words").textContent = why;
  part("mend").href = `${entry.page}#outbox=${entry.key}`;
  part("photos").hidden = entry.files.length === 0;
  for (const [, name, type, bytes] of entry.files) part("photos").append(photo(name, type, bytes));
  part("again").addEventListener("click", () => again(entry, part("again")));
  part("drop").addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    self.lvOutbox.drop(entry.key).then(show);
  });
  return made;
}

function photo(name, type, bytes) {
  const frame = document.createElement("span");
  frame.className = "ph";
  const image = document.createElement("img");
  image.alt = name;
  image.src = URL.createObjectURL(new Blob([bytes], { type }));
  pictures.push(image.src);
  frame.append(image);
  return frame;
}

async function again(entry, button) {
  button.setAttribute("aria-busy", "true");
  const results = await self.lvOutbox.flush({ force: entry.key });
  const result = results.find((one) => one.key === entry.key);
  await show();
  const told = place.querySelector("[data-told]");
  told.hidden = false;
  const kinds = { done: ["done", "doneWords"], away: ["soon", "awayWords"], "sign-in": ["soon", "signInWords"] };
  const [kind, words] = kinds[result?.end] ?? ["late", "notYetWords"];
  told.className = `note is-${kind}`;
  told.textContent = place.dataset[words];
}

async function show() {
  const known = await self.lvOutbox.all();
  const entries = known.filter(mine);
  for (const url of pictures) URL.revokeObjectURL(url);
  pictures = [];
  place.querySelector("[data-rows]").replaceChildren(...entries.map(row));
  place.querySelector("[data-none]").hidden = known.length > 0;
  const others = known.length - entries.length;
  const told = place.querySelector("[data-others]");
  told.hidden = others === 0;
  told.querySelector("[data-others-words]").textContent = place.dataset[who ? "others" : "hidden"].replace("{}", others);
}

async function begin() {
  // The question before something is thrown away is asked there: no row without it.
  const send = await import(place.dataset.send);
  send.attach();
  await import(document.getElementById("outbox-core").href);
  if ("BroadcastChannel" in window) new BroadcastChannel(self.lvOutbox.NAME).addEventListener("message", show);
  await show();
}

let listening = false;
export function attach() {
  if (listening) return;
  listening = true;
  begin();
}
