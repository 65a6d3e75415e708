/* A wide table that scrolls sideways and holds nothing to tab to is reached by the keyboard itself, as long as it is
   wider than its room. */

const seen = new WeakSet();
const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const needed = target.scrollWidth > target.clientWidth && !target.querySelector("a[href], button, input, select, textarea, summary");
    if (needed) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});

export function attach(root) {
  const found = [...root.querySelectorAll(".scroll")];
  if (root.matches(".scroll")) found.push(root);
  for (const one of found) {
    if (seen.has(one)) continue;
    seen.add(one);
    widths.observe(one);
  }
}
