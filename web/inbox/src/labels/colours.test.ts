import { readFileSync } from "node:fs";
import { LABEL_COLOURS } from "@tresen/core/wire/generated";
import { expect, test } from "vitest";

const tokens = readFileSync(new URL("../../../ui/src/styles/tokens.css", import.meta.url), "utf8");

/** The two values of a colour, light and dark. */
function pair(name: string): readonly [string, string] {
  const found = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(tokens);
  if (found?.[1] === undefined || found[2] === undefined) throw new Error(`no colour ${name}`);
  return [found[1], found[2]];
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

test("every colour of labels stands out from every paper it lies on, in light and dark", () => {
  for (const colour of LABEL_COLOURS)
    for (const paper of ["paper", "paper-back", "paper-sunk", "paper-raised", "wood-soft"])
      for (const mode of [0, 1] as const)
        expect(
          contrast(pair(`label-${colour}`)[mode], pair(paper)[mode]),
          `${colour} on ${paper}, ${mode === 0 ? "light" : "dark"}`,
        ).toBeGreaterThanOrEqual(3);
});

test("the words on a label are read on its paper, in light and dark", () => {
  for (const mode of [0, 1] as const)
    expect(contrast(pair("ink-soft")[mode], pair("paper-sunk")[mode])).toBeGreaterThanOrEqual(4.5);
});
