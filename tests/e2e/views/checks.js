/** What a person can hit, see and lose on the page as it stands. Answers a list of complaints. `width`: of the screen. */
(width) => {
  const dialogs = [...document.querySelectorAll("dialog[open]")];
  const popovers = [...document.querySelectorAll("[popover]:popover-open")];
  const root = popovers.at(-1) ?? dialogs.at(-1) ?? document.body;
  const complaints = [];
  const named = (one) => {
    const words = one.getAttribute("aria-label") ?? one.textContent?.trim().replace(/\s+/g, " ") ?? "";
    return `${one.tagName.toLowerCase()}${one.className && typeof one.className === "string" ? `.${one.className.split(" ").join(".")}` : ""} "${words.slice(0, 40)}"`;
  };
  const seen = (one) =>
    one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !one.closest("[inert], [aria-hidden=true]") && one.getClientRects().length > 0;
  const hidden = (one) => one.closest(".sr") !== null;

  // Targets (WCAG 2.5.8).
  const LEAST = 24;
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=option], [role=tab], [role=gridcell], [tabindex='0']:not([role=group]):not([role=log])";
  const boxOf = (control) => {
    const labels = control.labels ? [...control.labels] : [];
    const boxes = [control, ...labels].filter((each) => !hidden(each) && seen(each)).map((each) => each.getBoundingClientRect());
    // What a control draws over itself can be hit as well, as the trust line's area does.
    const after = getComputedStyle(control, "::after");
    const own = boxes[0];
    if (own && after.content !== "none" && after.position === "absolute") {
      const height = Math.max(own.height, Number.parseFloat(after.height) || 0);
      const width = Math.max(own.width, Number.parseFloat(after.width) || 0);
      boxes.push(new DOMRect(own.x - (width - own.width) / 2, own.y - (height - own.height) / 2, width, height));
    }
    // Of a field and its label, the one that is hit more easily.
    const [first] = boxes.sort((a, b) => Math.min(b.width, b.height) - Math.min(a.width, a.height));
    return first ?? null;
  };
  // A link among words is as high as its line.
  const inText = (control) =>
    getComputedStyle(control).display.startsWith("inline") &&
    [...(control.parentElement?.childNodes ?? [])].some((each) => each !== control && each.nodeType === Node.TEXT_NODE && each.textContent.trim() !== "");
  const targets = [...root.querySelectorAll(CONTROLS)]
    .filter((each) => seen(each) && !each.matches(":disabled"))
    .map((control) => ({ control, box: boxOf(control) }))
    .filter(({ box }) => box !== null && box.width > 0);
  const small = ({ box }) => box.width < LEAST - 0.5 || box.height < LEAST - 0.5;
  const apart = (one, other) => {
    const x = one.box.x + one.box.width / 2;
    const y = one.box.y + one.box.height / 2;
    if (small(other)) {
      const dx = x - (other.box.x + other.box.width / 2);
      const dy = y - (other.box.y + other.box.height / 2);
      return Math.hypot(dx, dy) >= LEAST;
    }
    const dx = Math.max(other.box.left - x, 0, x - other.box.right);
    const dy = Math.max(other.box.top - y, 0, y - other.box.bottom);
    return Math.hypot(dx, dy) >= LEAST / 2;
  };
  for (const one of targets.filter(small)) {
    if (inText(one.control)) continue;
    const close = targets.filter((other) => other !== one && !other.control.contains(one.control) && !one.control.contains(other.control));
    if (close.every((other) => apart(one, other))) continue;
    complaints.push(`target of ${Math.round(one.box.width)}×${Math.round(one.box.height)}: ${named(one.control)}`);
  }

  // What is drawn can be seen (WCAG 1.4.11): axe looks at letters alone.
  const DRAWN = 3;
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  pen.canvas.width = pen.canvas.height = 1;
  const channels = (colour) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
  };
  const over = ([r, g, b, alpha], [r2, g2, b2]) =>
    [[r, r2], [g, g2], [b, b2]].map(([top, below]) => (top * alpha + below * (255 - alpha)) / 255);
  /** null: a picture lies behind it. */
  const behind = (one) => {
    if (one === null) return [255, 255, 255];
    const { backgroundColor, backgroundImage } = getComputedStyle(one);
    if (backgroundImage !== "none") return null;
    const colour = channels(backgroundColor);
    if (colour[3] === 255) return colour.slice(0, 3);
    const below = behind(one.parentElement);
    return below && over(colour, below);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((each) => (each / 255 <= 0.04045 ? each / 255 / 12.92 : ((each / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  for (const icon of root.querySelectorAll("svg.i")) {
    const control = icon.closest(CONTROLS);
    if (control === null || !seen(control) || control.matches(":disabled") || icon.getClientRects().length === 0) continue;
    const back = behind(icon.parentElement);
    if (back === null) continue;
    const shades = [light(over(channels(getComputedStyle(icon).color), back)), light(back)].sort((a, b) => b - a);
    const ratio = (shades[0] + 0.05) / (shades[1] + 0.05);
    if (ratio < DRAWN) complaints.push(`icon of contrast ${ratio.toFixed(1)}: ${named(control)}`);
  }

  // Nothing sticks out, and nothing but what is meant to can be pushed sideways.
  if (document.documentElement.scrollWidth > width) complaints.push(`the page is ${document.documentElement.scrollWidth} wide on ${width}`);
  // A chart of hours by days has two dimensions (WCAG 1.4.10): it is named, and keys push it.
  const SIDEWAYS = ".tabs, pre, [role=tablist], textarea, select, input, .sections, [role=group][tabindex='0'][aria-label], [role=region][tabindex='0'][aria-label]";
  for (const one of [root, ...root.querySelectorAll("*")]) {
    if (!seen(one) || hidden(one) || one.closest("svg")) continue;
    const box = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    if (["auto", "scroll"].includes(style.overflowX) && one.scrollWidth > one.clientWidth + 1 && !one.matches(SIDEWAYS))
      complaints.push(`can be pushed sideways (${one.scrollWidth} in ${one.clientWidth}): ${named(one)}`);
    if (one.matches(CONTROLS) && !one.parentElement?.closest(SIDEWAYS) && (box.left < -1 || box.right > width + 1))
      complaints.push(`sticks out (${Math.round(box.left)} to ${Math.round(box.right)} of ${width}): ${named(one)}`);
  }

  // A dialog is on the screen as a whole.
  if (root !== document.body) {
    const box = root.getBoundingClientRect();
    if (box.left < -1 || box.top < -1 || box.right > width + 1 || box.bottom > innerHeight + 1)
      complaints.push(`off the screen (${[box.left, box.top, box.right, box.bottom].map(Math.round)} of ${width}×${innerHeight}): ${named(root)}`);
  }
  return [...new Set(complaints)];
}
