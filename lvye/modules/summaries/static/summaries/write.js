/* Writing in the summary where it is read. A paragraph is text with figures in it: the text is free, a figure is one
   unbreakable chip. What is typed is kept by itself, paragraph by paragraph, as text with ⟦f3⟧ where a figure stands;
   until it has arrived it also stays in this browser. Without this file each paragraph has a plain form. */

const TOKEN = /⟦(f\d+)⟧/g;
const PAUSE = 900;
const state = new WeakMap();
const chips = new Map();
let paper = null;
let sealing = 0;

const saved = () => document.getElementById("saved");
const keyOf = (block) => `lv-summary:${paper.dataset.summary}:${block.dataset.block ?? ""}`;

/* --- text ⇄ nodes ------------------------------------------------------------------------------------------------ */

function textOf(node) {
  let text = "";
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) text += child.data;
    else if (child.classList?.contains("fig")) text += `⟦${child.dataset.slot}⟧`;
    else if (child.nodeName === "BR") text += "\n";
    else text += textOf(child);
  }
  return text;
}

const plain = (block) => textOf(block).replaceAll("\u00a0", " ").trim();

function nodesOf(text) {
  const made = document.createDocumentFragment();
  let end = 0;
  for (const found of text.matchAll(TOKEN)) {
    made.append(text.slice(end, found.index));
    const chip = chips.get(found[1]);
    // A figure this page does not know stays out: figures are never made by typing.
    if (chip) made.append(chip.cloneNode(true));
    end = found.index + found[0].length;
  }
  made.append(text.slice(end));
  return made;
}

/* --- keeping ----------------------------------------------------------------------------------------------------- */

function say(html) {
  const place = saved();
  if (place) place.innerHTML = html;
}

function sayPlain(text, kind) {
  const note = document.createElement("span");
  note.className = `mk is-${kind}`;
  note.textContent = text;
  saved()?.replaceChildren(note);
}

async function send(url, values) {
  const csrf = document.querySelector('meta[name="csrf"]')?.content ?? "";
  return fetch(url, {
    method: "POST",
    headers: { "HX-Request": "true", "X-CSRFToken": csrf },
    body: new URLSearchParams(values),
    keepalive: true,
  });
}

async function keep(block) {
  const mine = state.get(block);
  clearTimeout(mine.timer);
  if (mine.sending) { mine.again = true; return; }
  const text = plain(block);
  if (text === mine.was || (text === "" && (document.activeElement === block || !block.dataset.block))) return;
  mine.sending = true;
  sayPlain(paper.dataset.saving, "going");
  try {
    const answer = block.dataset.block
      ? await send(block.dataset.save, { text, was: mine.was })
      : await send(paper.dataset.add, { text, after: block.dataset.after });
    if (answer.redirected) { window.location.reload(); return; }
    say(await answer.text());
    if (answer.ok) arrived(block, text, answer.headers.get("X-Block"));
  } catch {
    sayPlain(paper.dataset.offline, "soon");
    mine.timer = setTimeout(() => keep(block), 6000);
  }
  mine.sending = false;
  if (mine.again) { mine.again = false; keep(block); }
}

function arrived(block, text, made) {
  const mine = state.get(block);
  localStorage.removeItem(keyOf(block));
  mine.was = text;
  if (made) {
    block.dataset.block = made;
    block.id = made;
    block.dataset.save = paper.dataset.add.replace(/add\/$/, `write/${made}/`);
  }
  block.classList.toggle("unsaved", plain(block) !== text);
  if (text === "") block.remove();
}

function changed(block) {
  const mine = state.get(block);
  const text = plain(block);
  block.classList.toggle("unsaved", text !== mine.was);
  if (block.dataset.block) {
    try { localStorage.setItem(keyOf(block), JSON.stringify({ text, was: mine.was })); } catch { /* no room */ }
  }
  clearTimeout(mine.timer);
  mine.timer = setTimeout(() => keep(block), PAUSE);
}

/* --- what a hand may do ------------------------------------------------------------------------------------------ */

function locked() {
  sayPlain(paper.dataset.locked, "soon");
  const toasts = document.getElementById("toasts");
  const note = document.createElement("div");
  note.className = "note is-soon";
  note.textContent = paper.dataset.locked;
  toasts?.replaceChildren(note);
  clearTimeout(sealing);
  sealing = setTimeout(() => note.remove(), 5000);
}

const holdsChip = (range) => range.cloneContents().querySelector?.(".fig") !== null;

/* A deletion or a typing-over that would take a figure with it is refused; cutting takes it along to be pasted. */
function guard(event) {
  if (event.inputType === "insertParagraph" || event.inputType === "insertLineBreak") {
    event.preventDefault();
    if (event.inputType === "insertParagraph") split(event.currentTarget);
    return;
  }
  if (event.inputType.startsWith("format")) { event.preventDefault(); return; }
  if (["deleteByCut", "deleteByDrag", "historyUndo", "historyRedo"].includes(event.inputType)) return;
  const ranges = event.getTargetRanges?.() ?? [];
  for (const one of ranges) {
    const range = document.createRange();
    range.setStart(one.startContainer, one.startOffset);
    range.setEnd(one.endContainer, one.endOffset);
    if (!range.collapsed && holdsChip(range)) { event.preventDefault(); locked(); return; }
  }
}

function split(block) {
  const selection = getSelection();
  if (!selection.rangeCount || block.nodeName !== "P") { block.blur(); return; }
  const range = selection.getRangeAt(0);
  const rest = document.createRange();
  rest.setStart(range.endContainer, range.endOffset);
  rest.setEnd(block, block.childNodes.length);
  const fresh = document.createElement("p");
  fresh.className = "para";
  fresh.dataset.after = block.dataset.block ?? block.dataset.after ?? "";
  fresh.dataset.empty = paper.dataset.empty;
  fresh.append(rest.extractContents());
  block.after(fresh);
  begin(fresh, "");
  getSelection().collapse(fresh, 0);
  fresh.focus();
  changed(block);
  if (plain(fresh)) keep(block).then(() => keep(fresh));
}

function copy(event) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const holder = document.createElement("div");
  holder.append(selection.getRangeAt(0).cloneContents());
  event.clipboardData.setData("text/plain", textOf(holder));
  event.preventDefault();
}

function cut(event) {
  const block = event.currentTarget;
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  copy({ type: "copy", clipboardData: event.clipboardData, preventDefault: () => event.preventDefault() });
  selection.getRangeAt(0).deleteContents();
  changed(block);
}

function paste(event) {
  event.preventDefault();
  const block = event.currentTarget;
  const selection = getSelection();
  if (!selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  if (!range.collapsed && holdsChip(range)) { locked(); return; }
  range.deleteContents();
  const text = (event.clipboardData.getData("text/plain") ?? "").replace(/\s*[\r\n]+\s*/g, " ");
  const nodes = nodesOf(text);
  const last = nodes.lastChild;
  range.insertNode(nodes);
  if (last) { selection.collapse(last.parentNode, [...last.parentNode.childNodes].indexOf(last) + 1); }
  changed(block);
}

function begin(block, was) {
  state.set(block, { was, timer: 0, sending: false, again: false });
  block.setAttribute("contenteditable", "true");
  block.setAttribute("spellcheck", "false");
  block.dataset.empty = paper.dataset.empty;
  block.addEventListener("beforeinput", guard);
  block.addEventListener("input", () => changed(block));
  block.addEventListener("blur", () => keep(block));
  block.addEventListener("copy", copy);
  block.addEventListener("cut", cut);
  block.addEventListener("paste", paste);
  block.addEventListener("drop", (event) => { if (!event.dataTransfer.types.includes("text/plain")) event.preventDefault(); });
}

function putBack(block) {
  let kept = null;
  try { kept = JSON.parse(localStorage.getItem(keyOf(block))); } catch { /* nothing kept */ }
  if (!kept || kept.text === plain(block)) return;
  block.replaceChildren(nodesOf(kept.text));
  sayPlain(paper.dataset.restored, "going");
  state.get(block).was = kept.was;
  changed(block);
}

export function attach(root) {
  const found = root.querySelector("[data-summary][data-add]");
  if (!found || paper === found) return;
  paper = found;
  for (const chip of paper.querySelectorAll(".fig[data-slot]")) chips.set(chip.dataset.slot, chip.cloneNode(true));
  for (const form of paper.querySelectorAll("[data-by-hand]")) form.hidden = true;
  const blocks = [...paper.querySelectorAll("[data-block]")];
  for (const block of blocks) begin(block, plain(block));
  for (const block of blocks) putBack(block);
  addEventListener("pagehide", () => {
    for (const block of paper.querySelectorAll('[contenteditable="true"].unsaved')) keep(block);
  });
}
