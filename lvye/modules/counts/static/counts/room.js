/* Counting on the phone [data-count]: the camera reads a door's label, then the things; rows are ticked with a thumb.
   Every sighting is put into this device's outbox first and sent from there, once; without network it waits. What the
   page says at once is its own guess from the list it holds; the server's word comes with the answer. */

const AGAIN = 3000; // the same label before the camera this long is one sighting
const PAUSE = 180;
let core = null;

async function outbox() {
  if (!core) {
    await import(document.getElementById("outbox-core").href);
    core = self.lvOutbox;
  }
  return core;
}

const tidy = (text) => text.normalize("NFKC").replace(/[\s\-_.·]+/g, "").toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1");

/* What a label says: a door (six characters), a thing (seven), a list (any other address of ours), or something foreign. */
function read(text) {
  const door = /\/s\/([^/?#]+)/.exec(text);
  if (door) return { kind: "door", code: tidy(door[1]) };
  const thing = /\/a\/([^/?#]+)/.exec(text);
  if (thing) return { kind: "thing", code: tidy(thing[1]) };
  if (text.startsWith(window.location.origin)) return { kind: "list", code: "" };
  const bare = tidy(text);
  if (/^[0-9A-Z]{6}$/.test(bare)) return { kind: "door", code: bare };
  if (/^[0-9A-Z]{7}$/.test(bare)) return { kind: "thing", code: bare };
  return { kind: "foreign", code: text.slice(0, 60) };
}

function key() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

class Room {
  constructor(page) {
    this.page = page;
    this.words = page.dataset;
    this.doorCode = "";
    this.sent = new Map(); // key → the row it ticked
    this.who = document.body.dataset.who ?? "";
    const at = new URLSearchParams(window.location.hash.slice(1)).get("at");
    if (at) this.door(tidy(at));
  }

  // --- what the page says -----------------------------------------------------------------------------------------

  tell(kind, words, name) {
    const told = this.page.querySelector("[data-told]");
    if (!told) return;
    told.className = `note toast-note is-${kind}`;
    told.textContent = words.replace("{}", name);
    told.hidden = false;
  }

  note(words) {
    this.page.querySelector("[data-eye-note]").textContent = words;
  }

  rowOf(code) {
    return this.page.querySelector(`.thing[data-code="${CSS.escape(code)}"]`);
  }

  left() {
    const rows = this.page.querySelectorAll("[data-waiting] > .thing:not([data-away])").length;
    this.page.querySelector("[data-left]").textContent = rows ? this.words.sayLeft.replace("{}", rows) : this.words.sayDone;
    this.page.querySelector("[data-waiting-card]").hidden = this.page.querySelector("[data-waiting] > .thing") === null;
    this.page.querySelector("[data-seen-card]").hidden = this.page.querySelector("[data-seen] > .thing") === null;
  }

  tick(row) {
    row.classList.add("kept");
    row.dataset.seenAlready = "";
    const round = row.querySelector(".round");
    round?.classList.add("on");
    if (round) round.disabled = true;
    row.querySelector(".say-more")?.removeAttribute("open");
    this.mark(row, this.words.sayWaiting);
    this.page.querySelector("[data-seen]").prepend(row);
    this.left();
  }

  untick(row) {
    row.classList.remove("kept");
    delete row.dataset.seenAlready;
    const round = row.querySelector(".round");
    round?.classList.remove("on");
    if (round) round.disabled = false;
    this.mark(row, "");
    this.page.querySelector("[data-waiting]").prepend(row);
    this.left();
  }

  mark(row, words) {
    const place = row?.querySelector("[data-mark]");
    if (place) place.textContent = words;
  }

  // --- what was seen ----------------------------------------------------------------------------------------------

  door(code) {
    if (code !== this.words.code) {
      window.location.assign(`${this.words.goto}?code=${encodeURIComponent(code)}`);
      return;
    }
    this.doorCode = code;
    const place = this.page.querySelector("[data-present]");
    if (place) place.textContent = this.words.sayPresent;
  }

  scanned(text) {
    const found = read(text);
    if (found.kind === "door") this.door(found.code);
    else if (this.words.room === undefined) this.note(this.words.sayDoor);
    else if (found.kind === "list") this.tell("late", this.words.sayList, "");
    else if (found.kind === "foreign") this.foreign(found.code);
    else this.thing(found.code, "scan");
  }

  /* A code of somebody else's: a person says what it hangs on. */
  foreign(code) {
    const part = this.page.querySelector("[data-bare]");
    part.open = true;
    const box = part.querySelector('[name="words"]');
    if (!box.value) box.value = code;
    this.tell("soon", this.words.sayUnknown, code);
    box.focus();
  }

  thing(code, how) {
    const row = this.rowOf(code);
    const fields = [["how", how], ["code", code]];
    if (!row) this.tell("soon", this.words.sayOther, code);
    else if ("seenAlready" in row.dataset) this.tell("soon", this.words.sayTwice, this.nameOf(row));
    else if (row.querySelector("[data-lot]")) {
      this.lot(row, how, code);
      return;
    } else {
      this.tell("done", this.words.sayFound, this.nameOf(row));
      this.tick(row);
    }
    navigator.vibrate?.(row ? 40 : [40, 60, 40]);
    this.send(fields, [], row);
  }

  /* A label that hangs on many pieces: it is here, and a person says how many there are. */
  lot(row, how, code) {
    const form = row.querySelector("[data-lot]");
    form.elements.how.value = how;
    form.elements.code.value = code;
    navigator.vibrate?.(40);
    this.tell("soon", this.words.sayCount, this.nameOf(row));
    row.scrollIntoView({ block: "center" });
    form.elements.qty.focus();
  }

  nameOf(row) {
    return row.querySelector(".t").textContent.trim();
  }

  async form(form, button) {
    const content = new FormData(form);
    if (button?.name) content.append(button.name, button.value);
    const fields = [];
    const files = [];
    for (const [name, value] of content) {
      if (typeof value === "string") {
        if (name !== "csrfmiddlewaretoken") fields.push([name, value]);
      } else if (value.size) files.push([name, value.name, value.type, await value.arrayBuffer()]);
    }
    const line = content.get("line");
    if (form.matches("[data-typed]")) {
      form.elements.code.value = "";
      this.typed(content.get("code"));
      return;
    }
    const row = line ? this.page.querySelector(`.thing[data-line="${CSS.escape(line)}"]`) : null;
    if (row) {
      this.tell("done", this.words.sayFound, this.nameOf(row));
      this.tick(row);
    } else {
      form.reset();
      form.closest("details")?.removeAttribute("open");
    }
    this.send(fields, files, row);
  }

  typed(text) {
    const found = read(text);
    if (found.kind === "door") this.door(found.code);
    else if (found.kind === "thing") this.thing(found.code, "typed");
    else this.send([["how", "typed"], ["code", text]], [], null);
  }

  // --- the sending ------------------------------------------------------------------------------------------------

  async send(fields, files, row) {
    const entry = {
      key: key(), who: this.who, url: this.words.send, page: window.location.pathname, label: this.words.label,
      words: row ? this.nameOf(row) : fields.filter(([name]) => name === "words" || name === "code").map(([, value]) => value).join(" "),
      fields: [...fields, ["room_code", this.doorCode]], files, at: Date.now(), state: "waiting", tries: 0,
    };
    entry.fields.push(["outbox_key", entry.key], ["outbox_as", this.who], ["done_at_device", new Date().toISOString()]);
    this.sent.set(entry.key, row);
    const box = await outbox();
    await box.put(entry);
    const results = await box.flush({ force: entry.key }).catch(() => []);
    const mine = results.find((result) => result.key === entry.key);
    // An older one that found no network ends the round: this one was not even tried.
    if (mine) this.arrived(mine, entry);
    else if (await box.get(entry.key)) this.arrived({ end: "away" }, entry);
    this.settle();
  }

  arrived(result, entry) {
    const row = this.sent.get(entry.key);
    if (result.end === "done") {
      const said = new URL(result.ledTo, window.location.href).searchParams;
      const words = { found: ["done", this.words.sayFound], wrong: ["soon", this.words.sayWrong],
        twice: ["soon", this.words.sayTwice], unknown: ["late", this.words.sayUnknown] }[said.get("said")];
      if (words) this.tell(words[0], words[1], said.get("what"));
    } else if (result.end === "refused") {
      this.tell("late", this.words.sayRefused, result.said);
      if (row) this.untick(row);
      core.drop(entry.key); // he is told here, with the thing before him
    } else this.tell("soon", this.words.sayKept, entry.words);
  }

  /* Whatever has left the store has arrived: sent from here, from another page, or in the background. */
  async settle() {
    const box = await outbox();
    const left = new Set((await box.all()).map((entry) => entry.key));
    for (const [one, row] of this.sent) {
      if (left.has(one)) continue;
      this.mark(row, "");
      this.sent.delete(one);
    }
  }

  /* A page kept for times without network does not know what was ticked since: the store does. */
  async recall() {
    const box = await outbox();
    for (const entry of await box.all()) {
      if (entry.url !== this.words.send || entry.state === "refused") continue;
      const fields = new Map(entry.fields);
      const line = fields.get("line");
      const row = line ? this.page.querySelector(`.thing[data-line="${CSS.escape(line)}"]`) : this.rowOf(fields.get("code") ?? "");
      if (row && !("seenAlready" in row.dataset)) this.tick(row);
      this.sent.set(entry.key, row);
    }
  }
}

// --- the camera -----------------------------------------------------------------------------------------------------

async function camera(page, room) {
  const button = document.querySelector("[data-eye-start]");
  if (!button) return;
  if (!navigator.mediaDevices?.getUserMedia) {
    room.note(page.dataset.sayNone);
    return;
  }
  const video = page.querySelector("[data-eye-video]");
  const last = new Map();
  let eye = null;
  let stream = null;

  function close() {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    page.querySelector("[data-eye-frame]").hidden = true;
    button.hidden = false;
  }
  async function look() {
    if (!stream) return;
    for (const { rawValue } of await eye.detect(video).catch(() => [])) {
      const before = last.get(rawValue) ?? 0;
      last.set(rawValue, Date.now());
      if (Date.now() - before > AGAIN) room.scanned(rawValue);
    }
    window.setTimeout(look, PAUSE);
  }
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      const { detector } = await import(page.dataset.scanner);
      eye ??= await detector(page);
    } catch {
      room.note(page.dataset.sayNone);
      return;
    }
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    } catch {
      room.note(page.dataset.sayDenied);
      return;
    }
    button.hidden = true;
    video.srcObject = stream;
    await video.play();
    page.querySelector("[data-eye-frame]").hidden = false;
    room.note(page.dataset.sayStart);
    look();
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden && stream) close(); });
}

const seen = new WeakSet();
export function attach(root) {
  for (const page of root.querySelectorAll("[data-count][data-goto]")) {
    if (seen.has(page)) continue;
    seen.add(page);
    const room = new Room(page);
    camera(page, room);
    if (page.dataset.room === undefined) continue;
    page.addEventListener("submit", (event) => {
      if (!event.target.matches("[data-sighting]")) return;
      event.preventDefault();
      room.form(event.target, event.submitter);
    });
    if ("BroadcastChannel" in window) {
      new BroadcastChannel("lvye-outbox").addEventListener("message", () => room.settle());
    }
    room.recall();
  }
}
