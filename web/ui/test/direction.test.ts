import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const web = join(import.meta.dirname, "../..");

/** Where left and right are meant, and would be in Arabic as well. */
const MEANT: Readonly<Record<string, string>> = {
  "ui/src/calls/OwnPicture.svelte": "the corners of the stage have names: top left stays top left",
  "ui/src/media/Cropper.svelte": "a picture has a left side in every language",
};

/** Sides by name, and four values of which the sides differ: the styles of both say `inline-start` and `inline-end` instead. */
const SIDES = [
  /(?<![-\w])(?:(?:scroll-)?(?:margin|padding)|border|inset)-(?:left|right)(?:-\w+)?\s*:/g,
  /(?<![-\w])(?:left|right)\s*:/g,
  /border-(?:top|bottom)-(?:left|right)-radius\s*:/g,
  /(?:text-align|float|clear|justify-[a-z]+)\s*:\s*(?:left|right)\b/g,
];
const VALUE = String.raw`((?:[^\s();]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))+)`;
const FOUR = new RegExp(
  String.raw`(?<![-\w])(?:margin|padding|inset|scroll-margin|scroll-padding)\s*:\s*${VALUE}\s+${VALUE}\s+${VALUE}\s+${VALUE}\s*;`,
  "g",
);

function sides(css: string): string[] {
  const named = SIDES.flatMap((side) => [...css.matchAll(side)].map(([found]) => found));
  const unequal = [...css.matchAll(FOUR)].filter(([, , right, , left]) => right !== left);
  return [...named, ...unequal.map(([found]) => found)];
}

const styles = globSync("{ui,chat}/src/**/*.{svelte,css}", { cwd: web }).map((path) => {
  const text = readFileSync(join(web, path), "utf8");
  const css = path.endsWith(".css") ? text : (/<style[^>]*>([\s\S]*?)<\/style>/.exec(text)?.[1] ?? "");
  // A rule for lines that run to the left knows its side.
  return [
    path,
    css.replace(/\/\*[\s\S]*?\*\//g, "").replace(/[^{}]*\[dir="rtl"\][^{}]*\{[^}]*\}/g, ""),
  ] as const;
});

test("[interface] styles name no side of the screen: lines may run to the left", () => {
  const found = styles
    .filter(([path]) => MEANT[path] === undefined)
    .flatMap(([path, css]) => sides(css).map((side) => `${path}: ${side}`));
  expect(found).toEqual([]);
});

test("what is excepted names a side still", () => {
  const named = styles.filter(([, css]) => sides(css).length > 0).map(([path]) => path);
  expect(Object.keys(MEANT).filter((path) => !named.includes(path))).toEqual([]);
});

test("the rule finds sides, and only those", () => {
  const wrong = [
    "left: 0;",
    "margin-left: auto;",
    "padding: 1px 2px 3px 4px;",
    "inset: auto 0 0 calc(1px + 2px);",
    "text-align: right;",
    "float: left;",
    "border-top-left-radius: 0;",
  ];
  for (const css of wrong) expect(sides(css), css).toHaveLength(1);
  const right = [
    "margin-inline-start: auto;",
    "padding: 1px 2px 3px 2px;",
    "padding: 1px 2px;",
    "inset: auto 0 0;",
    "text-align: start;",
    "border-radius: 1px 1px 0 0;",
    "object-position: left;",
  ];
  for (const css of right) expect(sides(css), css).toEqual([]);
});
