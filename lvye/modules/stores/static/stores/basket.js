/* A basket: goods found while typing (or scanned: the code and Enter), added by a tap, counted by big buttons.
   The lines are plain form fields; the server reads them in order. */

const seen = new WeakSet();
const WAIT = 140;

function looking(box, url, show) {
  let timer = 0;
  let asked = 0;
  let pending = Promise.resolve();
  async function ask() {
    const mine = ++asked;
    const text = box.value.trim();
    if (!text) { show(""); return; }
    try {
      const answer = await fetch(`${url}?q=${encodeURIComponent(text)}&store=${box.dataset.store ?? ""}`, { headers: { "HX-Request": "true" } });
      if (answer.ok && mine === asked) show(await answer.text());
    } catch { /* no network: nothing is found */ }
  }
  box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => { pending = ask(); }, WAIT); });
  return async function now() { clearTimeout(timer); pending = ask(); await pending; };
}

function start(form) {
  seen.add(form);
  const lines = form.querySelector("[data-lines]");
  const blank = form.querySelector("[data-blank]");
  const none = form.querySelector("[data-none]");
  const hits = form.querySelector("[data-hits]");
  const find = form.querySelector("[data-find-items]");
  const go = form.querySelector("[data-go]");
  const slip = form.querySelector("[data-slip]");
  const title = slip?.textContent;
  const said = form.querySelector("[data-quota-words]");
  let askedFor = "";

  /* What the receiver may still have of these goods, told beside them while they are chosen. */
  async function quotas() {
    if (!said) return;
    const to = form.querySelector('[name="to"]:checked')?.value ?? "";
    const words = new URLSearchParams([["to", to], ...[...lines.children].map((row) => ["item", row.dataset.row])]).toString();
    if (words === askedFor) return;
    askedFor = words;
    if (!to || !lines.children.length) { said.replaceChildren(); return; }
    try {
      const answer = await fetch(`${form.dataset.quotas}?${words}`, { headers: { "HX-Request": "true" } });
      if (answer.ok && words === askedFor) said.innerHTML = await answer.text();
    } catch { askedFor = ""; /* no network: the server will say so when it is sent */ }
  }

  const number = (box) => Number.parseFloat(box.value) || 0;
  const written = (value) => String(Math.round(value * 1000) / 1000);

  function count() {
    const n = lines.children.length;
    if (none) none.hidden = n > 0;
    if (slip) slip.textContent = n ? slip.dataset.slipWords.replace("{n}", n) : title;
    quotas();
    if (go) go.querySelector("span").textContent = n ? go.dataset.go.replace("{}", n) : go.dataset.goNone;
    for (const row of lines.children) {
      const have = row.dataset.have;
      const own = row.querySelector("[data-unit-box]").selectedIndex === 0;
      row.classList.toggle("short", have !== undefined && have !== "" && own && number(row.querySelector("[data-qty]")) > Number.parseFloat(have));
    }
  }

  function add(button) {
    const pk = button.dataset.add;
    const there = lines.querySelector(`[data-row="${pk}"]`);
    if (there && !there.querySelector("[data-price]")) {
      const box = there.querySelector("[data-qty]");
      box.value = written(number(box) + 1);
    } else {
      const row = blank.content.firstElementChild.cloneNode(true);
      row.dataset.row = pk;
      row.dataset.have = button.dataset.have ?? "";
      row.querySelector('[name="item"]').value = pk;
      row.querySelector("[data-name]").textContent = button.dataset.itemName;
      const units = button.dataset.units.split("|");
      row.querySelector("[data-unit-box]").replaceChildren(...units.map((unit) => new Option(unit, unit)));
      row.querySelector("[data-qty]").value = "1";
      row.querySelector("[data-there]").textContent = lines.dataset.haveWords.replace("{qty}", button.dataset.have || "0").replace("{unit}", units[0]);
      lines.append(row);
    }
    count();
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add], [data-less], [data-more], [data-drop]");
    if (!button || !form.contains(button)) return;
    if ("add" in button.dataset) {
      add(button);
      if (hits.contains(button)) { hits.replaceChildren(); find.value = ""; find.focus(); }
      return;
    }
    const row = button.closest("[data-row]");
    if (!row) return;
    const box = row.querySelector("[data-qty]");
    if ("drop" in button.dataset) row.remove();
    else {
      const value = number(box) + ("more" in button.dataset ? 1 : -1);
      if (value <= 0) row.remove();
      else box.value = written(value);
    }
    count();
  });
  form.addEventListener("change", count);

  const now = looking(find, find.dataset.findItems, (html) => { hits.innerHTML = html; });
  find.addEventListener("keydown", async (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    await now();
    const first = hits.querySelector("[data-add]");
    if (first) first.click();
  });

  const who = form.querySelector("[data-find-who]");
  if (who) {
    const chips = form.querySelector("[data-who]");
    const usual = chips.innerHTML;
    const whoNow = looking(who, who.dataset.findWho, (html) => {
      chips.innerHTML = html || usual;
      const all = chips.querySelectorAll("input");
      if (html && all.length === 1) all[0].checked = true;
    });
    who.addEventListener("keydown", async (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      await whoNow();
      const first = chips.querySelector("input");
      if (first) { first.checked = true; find.focus(); }
    });
  }
  count();
}

export function attach(root) {
  const forms = [...root.querySelectorAll("[data-basket]")];
  if (root.matches?.("[data-basket]")) forms.push(root);
  for (const form of forms) if (!seen.has(form)) start(form);
}
