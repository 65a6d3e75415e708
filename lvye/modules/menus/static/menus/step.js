// The number of heads by thumb: one less, one more.
export function attach(root) {
  if (root.dataset.stepping) return;
  root.dataset.stepping = "1";
  const field = root.querySelector("input");
  const change = (by) => {
    const now = Number.parseInt(field.value, 10) || 0;
    field.value = String(Math.max(0, now + by));
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  root.querySelector("[data-less]").addEventListener("click", () => change(-1));
  root.querySelector("[data-more]").addEventListener("click", () => change(1));
}
