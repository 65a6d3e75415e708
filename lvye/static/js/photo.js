/* Photos are made small on the phone before they travel: at most 1600 px, JPEG, without place and camera data.
   [data-photos data-most="6"] holds one <input type="file">; the form is sent as any other. */

const LONG_SIDE = 1600;
const QUALITY = 0.82;
const words = document.getElementById("words")?.dataset ?? {};
const seen = new WeakSet();

async function smaller(file) {
  if (!file.type.startsWith("image/")) return file;
  let picture;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return file; // a kind this browser cannot open: the server looks at it
  }
  const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const paint = canvas.getContext("2d");
  paint.fillStyle = "#fff";
  paint.fillRect(0, 0, canvas.width, canvas.height);
  paint.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", QUALITY); });
  if (!blob) return file;
  const name = `${file.name.replace(/\.[^.]*$/, "")}.jpg`;
  return new File([blob], name, { type: "image/jpeg", lastModified: file.lastModified });
}

function picker(place) {
  seen.add(place);
  const input = place.querySelector('input[type="file"]');
  const add = place.querySelector(".ph-add");
  const most = Number(place.dataset.most || 6);
  const refused = document.createElement("p");
  refused.className = "err";
  refused.hidden = true;
  place.after(refused);
  let chosen = [];

  function hand() {
    const transfer = new DataTransfer();
    for (const { file } of chosen) transfer.items.add(file);
    input.files = transfer.files;
    add.hidden = chosen.length >= most;
    place.dispatchEvent(new CustomEvent("lv:photos", { bubbles: true, detail: { count: chosen.length } }));
  }

  function show(entry) {
    const figure = document.createElement("figure");
    const frame = document.createElement("span");
    frame.className = "ph";
    const image = document.createElement("img");
    image.alt = entry.file.name;
    image.src = URL.createObjectURL(entry.file);
    image.addEventListener("error", () => {
      const name = document.createElement("span");
      name.className = "ph-name";
      name.textContent = entry.file.name;
      frame.replaceWith(name);
    });
    frame.append(image);
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "icon-btn drop";
    drop.setAttribute("aria-label", place.dataset.drop);
    drop.textContent = "×";
    drop.addEventListener("click", () => {
      chosen = chosen.filter((other) => other !== entry);
      URL.revokeObjectURL(image.src);
      figure.remove();
      hand();
    });
    figure.append(frame, drop);
    add.before(figure);
  }

  input.addEventListener("change", async () => {
    const picked = [...input.files];
    refused.hidden = true;
    add.classList.add("busy");
    for (const file of picked) {
      if (chosen.length >= most) {
        refused.textContent = words.photoMost;
        refused.hidden = false;
        break;
      }
      const entry = { file: await smaller(file) };
      chosen.push(entry);
      show(entry);
    }
    add.classList.remove("busy");
    hand();
  });
}

export function attach(root) {
  const places = [...root.querySelectorAll("[data-photos]")];
  if (root.matches("[data-photos]")) places.push(root);
  for (const place of places) if (!seen.has(place)) picker(place);
}
