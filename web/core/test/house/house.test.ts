/** The house: which folder of core/src may import which. ARCHITECTURE.md shows the tree. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { circleIn, type Graph, knotIn, longestChain, readGraph, roomOf, roomsOf } from "./imports.ts";

const GROUND = ["base", "wire", "model", "store"];
const CORE = [...GROUND, "seal", "trust", "content", "conversation", "sync", "documents"];
/** None knows of the others. */
const FEATURES = [
  "acts",
  "applock",
  "backroom",
  "calls",
  "condition",
  "contact",
  "erasing",
  "files",
  "flags",
  "former",
  "invitation",
  "labels",
  "law",
  "movingkit",
  "mydata",
  "notes",
  "notifications",
  "owndevices",
  "passkey",
  "profile",
  "quickreplies",
  "recovery",
  "scheduled",
  "search",
  "statistics",
  "team",
  "ways",
];
/** What an app imports. Nobody else does. */
const FACES = ["customer", "staff", "setup"];

const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  wire: ["base"],
  seal: ["base", "wire"],
  model: ["base", "wire"],
  store: ["base", "wire", "model"],
  trust: [...GROUND, "seal"],
  content: ["base", "wire", "model"],
  suggest: ["base"],
  conversation: [...GROUND, "content"],
  sync: [...GROUND, "seal", "trust", "content", "conversation"],
  // A quick reply brings what a message can bring.
  documents: [...GROUND, "seal", "trust", "content", "sync"],
  ...Object.fromEntries(FEATURES.map((feature) => [feature, CORE])),
  search: [...CORE, "suggest"],
  ...Object.fromEntries(FACES.map((face) => [face, [...CORE, ...FEATURES]])),
  "api.ts": [...CORE, ...FEATURES, ...FACES],
};
const FLOORS = 12;
const BESIDE_THE_FOLDERS = 2;

const graph = readGraph(join(import.meta.dirname, "../../src"));

const graphOf = (arrows: Readonly<Record<string, readonly string[]>>): Graph =>
  new Map(Object.entries(arrows).map(([file, targets]) => [file, new Set(targets)]));

describe.each(["core", "ui", "chat", "inbox", "setup", "widget"])("%s/src", (name) => {
  test("has no circle of imports, neither among files nor among folders, at any depth", () => {
    const root = join(import.meta.dirname, "../../..", name, "src");
    expect(knotIn(readGraph(root, /(?<!\.test)\.(ts|svelte)$/))).toBeNull();
  });
});

describe("core/src", () => {
  test(`has at most ${FLOORS} floors`, () => {
    const chain = longestChain(graph);
    expect(chain.length, chain.join(" > ")).toBeLessThanOrEqual(FLOORS);
  });

  test("imports only what its room may import", () => {
    const forbidden = [...graph].flatMap(([file, targets]) =>
      [...targets]
        .filter((target) => roomOf(target) !== roomOf(file))
        .filter((target) => !MAY_IMPORT[roomOf(file)]?.includes(roomOf(target)))
        .map((target) => `${file} > ${target}`),
    );
    expect(forbidden).toEqual([]);
  });

  test("has a rule for every room, and few files beside the rooms", () => {
    const rooms = [...roomsOf(graph).keys()];
    expect(rooms.filter((room) => MAY_IMPORT[room] === undefined)).toEqual([]);
    expect(rooms.filter((room) => room.endsWith(".ts")).length).toBeLessThanOrEqual(BESIDE_THE_FOLDERS);
  });

  test("gives the apps types alone through api.ts", () => {
    const source = readFileSync(join(import.meta.dirname, "../../src/api.ts"), "utf8");
    expect(source.match(/^export (?!type )/gm)).toBeNull();
  });
});

describe("the figures", () => {
  test("a circle is found, also through several files", () => {
    expect(circleIn(graphOf({ a: ["b"], b: ["c"], c: ["b"] }))).toEqual(["b", "c", "b"]);
    expect(circleIn(graphOf({ a: ["b", "c"], b: ["c"], c: [] }))).toBeNull();
  });

  test("a circle of folders is found where no file is in one, in a folder's folders too", () => {
    const arrows = { "a/one.ts": ["b/x.ts"], "b/x.ts": [], "b/y.ts": ["a/two.ts"], "a/two.ts": [] };
    expect(circleIn(graphOf(arrows))).toBeNull();
    const knot = ["a/one.ts > b/x.ts", "b/y.ts > a/two.ts"];
    expect(knotIn(graphOf(arrows))).toEqual(knot);
    const below = Object.entries(arrows).map(([file, targets]) => [
      `in/${file}`,
      targets.map((t) => `in/${t}`),
    ]);
    expect(knotIn(graphOf(Object.fromEntries(below)))).toEqual(
      knot.map((step) => step.replace(/[ab]\//g, "in/$&")),
    );
  });

  test("a file beside a folder may stand above and below it", () => {
    const arrows = {
      "a/top.ts": ["a/b/x.ts"],
      "a/b/x.ts": ["a/ground.ts"],
      "a/ground.ts": ["c.ts"],
      "c.ts": [],
    };
    expect(knotIn(graphOf(arrows))).toBeNull();
  });

  test("floors count the longest chain", () => {
    expect(longestChain(graphOf({ a: ["b", "c"], b: ["c"], c: [] }))).toEqual(["a", "b", "c"]);
  });

  test("a room stands for the files in it", () => {
    const rooms = roomsOf(
      graphOf({ "a/one.ts": ["a/two.ts", "b/x.ts"], "a/two.ts": ["b/x.ts"], "b/x.ts": [] }),
    );
    expect(rooms).toEqual(graphOf({ a: ["b"], b: [] }));
  });
});
