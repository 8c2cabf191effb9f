import "../src/styles/tokens.css";
import "../src/styles/base.css";
import "../src/styles/controls.css";
import "../src/styles/forced.css";
import { mount, unmount } from "svelte";
import { afterEach, describe, expect, it } from "vitest";
import { page } from "vitest/browser";
import AllControls from "./AllControls.svelte";

const LIGHTS = ["light", "dark"] as const;

let app: Record<string, unknown> | null = null;
afterEach(async () => {
  if (app) await unmount(app);
  app = null;
  delete document.documentElement.dataset.theme;
});

async function shown(light: (typeof LIGHTS)[number]): Promise<void> {
  await page.viewport(600, 900);
  document.documentElement.dataset.theme = light;
  app = mount(AllControls, { target: document.body });
}

const one = (selector: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`no ${selector} among the controls`);
  return found;
};

/** The value of a token, as the browser resolves it for a colour. */
function token(name: string): string {
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** The colour that is painted behind an element, itself included. */
function behind(element: HTMLElement): string {
  for (let each: HTMLElement | null = element; each; each = each.parentElement) {
    const { backgroundColor } = getComputedStyle(each);
    if (!/^rgba\(.*, 0\)$|^transparent$/.test(backgroundColor)) return backgroundColor;
  }
  throw new Error("nothing is painted");
}

/** How much two colours stand out from each other, as WCAG reckons it. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other].map(luminance).sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((each) => {
    const part = Number(each) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The pixels of what is shown, row by row. */
async function pixelsOf(selector: string) {
  const taken = await page.elementLocator(one(selector)).screenshot({ save: false });
  const picture = new Image();
  picture.src = `data:image/png;base64,${taken}`;
  await picture.decode();
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no canvas");
  context.drawImage(picture, 0, 0);
  return context.getImageData(0, 0, picture.width, picture.height).data;
}

/** How many pixels are bluish: no colour of the house is, and the browser's own controls are. */
function bluish(data: Uint8ClampedArray): number {
  let found = 0;
  for (let at = 0; at < data.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
    if (blue > red + 24 && blue > green + 24) found += 1;
  }
  return found;
}

/** How many pixels have nearly this colour. */
function near(data: Uint8ClampedArray, colour: string): number {
  const wanted = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
  let found = 0;
  for (let at = 0; at < data.length; at += 4) {
    if (wanted.every((value, channel) => Math.abs((data[at + channel] ?? 0) - value) < 6)) found += 1;
  }
  return found;
}

describe.each(LIGHTS)("the controls, all on one page, %s", (light) => {
  it("[look] have no colour but those of the house", async () => {
    await shown(light);
    expect(bluish(await pixelsOf("#controls"))).toBe(0);
  });

  it("[look] are filled with the accent when chosen, and with paper otherwise", async () => {
    await shown(light);
    const [accent, paper, edge] = [token("--accent-fill"), token("--paper-raised"), token("--line-field")];
    for (const kind of ["radio", "checkbox"]) {
      const style = (which: string) => getComputedStyle(one(`#${which}-${kind}`));
      expect(style("on").backgroundColor).toBe(accent);
      expect(style("off").backgroundColor).toBe(paper);
      expect(style("off").borderTopColor).toBe(edge);
      expect(style("on").width).toBe(style("off").width);
      const [on, off] = [await pixelsOf(`#on-${kind}`), await pixelsOf(`#off-${kind}`)];
      expect(near(on, accent)).toBeGreaterThan(80);
      // The mark inside, white on the accent.
      expect(near(on, token("--on-accent"))).toBeGreaterThan(10);
      expect(near(off, accent)).toBe(0);
    }
  });

  it("[look] are as high as a finger needs, fields and choices alike", async () => {
    await shown(light);
    const heights = [
      ...document.querySelectorAll<HTMLElement>("#controls :is(.in, .btn, .choice, summary)"),
    ].map((each) => each.getBoundingClientRect().height);
    expect(heights.length).toBeGreaterThan(8);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
  });

  it("[look] have one shape: every field the same edge and corner, every button the same", async () => {
    await shown(light);
    for (const [selector, edge] of [
      [".in:not([aria-invalid], .ok)", token("--line-field")],
      [".btn", null],
    ] as const) {
      const all = [...document.querySelectorAll<HTMLElement>(`#controls ${selector}`)];
      expect(all.length).toBeGreaterThan(4);
      const shapes = all.map((each) => {
        const style = getComputedStyle(each);
        return [
          style.borderTopLeftRadius,
          style.borderTopWidth,
          style.fontSize,
          edge && style.borderTopColor,
        ];
      });
      expect(new Set(shapes.map(String)).size).toBe(1);
      if (edge) expect(shapes[0]).toContain(edge);
    }
    expect(getComputedStyle(one(".in[aria-invalid]")).borderTopColor).toBe(token("--bad"));
    expect(getComputedStyle(one(".in.ok")).borderTopColor).toBe(token("--good"));
  });

  it("[look] can be read: each word stands out from what is behind it, and each edge from the paper", async () => {
    await shown(light);
    const words = [
      ...document.querySelectorAll<HTMLElement>("#controls :is(label, .hint, small, .btn, .in, summary)"),
    ];
    expect(words.length).toBeGreaterThan(30);
    for (const each of words) {
      const seen = contrast(getComputedStyle(each).color, behind(each));
      expect(seen, each.outerHTML).toBeGreaterThanOrEqual(4.5);
    }
    for (const selector of [".in", "#off-radio", "#off-checkbox"])
      expect(
        contrast(getComputedStyle(one(selector)).borderTopColor, token("--paper")),
      ).toBeGreaterThanOrEqual(3);
  });

  it("[look] name each field once, above it, beside it or heard alone", async () => {
    await shown(light);
    for (const name of ["Text", "Right", "Lines", "Day", "Heard", "Choose"])
      await expect.element(page.getByLabelText(name, { exact: true })).toBeVisible();
    const place = (name: string) => {
      const label = [...document.querySelectorAll("label")].find((each) => each.textContent === name);
      const control = label && document.getElementById(label.htmlFor);
      if (!label || !control) throw new Error(`no field ${name}`);
      return [label.getBoundingClientRect(), control.getBoundingClientRect()] as const;
    };
    const [above, below] = place("Text");
    expect(above.bottom).toBeLessThanOrEqual(below.top);
    const [left, right] = place("Day");
    expect(left.right).toBeLessThanOrEqual(right.left);
    expect(left.top).toBeGreaterThanOrEqual(right.top);
    expect(place("Heard")[0].width).toBeLessThanOrEqual(1);
    expect(one("[aria-invalid]").getAttribute("aria-describedby")).toBe(one("[role=alert]").id);
  });

  it("[look] draw arrow, cross and corner in ink, and nothing of the browser's own", async () => {
    await shown(light);
    for (const selector of ["select.in", "input[type=search]", "#off-radio", "#off-checkbox"]) {
      expect(getComputedStyle(one(selector)).appearance).toBe("none");
    }
    const ink = token("--ink-soft");
    expect(near(await pixelsOf("select.in"), ink)).toBeGreaterThan(4);
    expect(getComputedStyle(one("summary")).listStyleType).toBe("none");
    expect(getComputedStyle(one("summary"), "::before").borderTopColor).toBe(ink);
    expect(getComputedStyle(one("details[open] > summary"), "::before").rotate).toBe("135deg");
  });
});

it("[look] nothing else dresses a control: its colour is set in one place", () => {
  const styles = import.meta.glob("../../{ui,inbox,chat,setup}/src/**/*.{svelte,css}", {
    query: "?raw",
    import: "default",
    eager: true,
  });
  expect(Object.keys(styles).length).toBeGreaterThan(200);
  const dressed = Object.entries(styles).flatMap(([path, text]) =>
    /accent-color|appearance:\s*(auto|radio|checkbox)/.test(String(text)) && !path.endsWith("/controls.css")
      ? [path]
      : [],
  );
  expect(dressed).toEqual([]);
});
