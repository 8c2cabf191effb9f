import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Case, operations, runCase } from "./vectors.ts";

const folder = join(import.meta.dirname, "../../../../protocol/vectors");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".json"),
);
const cases = files.flatMap((file) => {
  const { cases } = JSON.parse(readFileSync(join(folder, file), "utf8")) as { cases: Case[] };
  return cases.map((each) => ({ file, ...each }));
});

describe("the shared vectors", () => {
  test.each(cases)("[S16] $file: $name", async (each) => {
    const { got, wanted, agrees } = await runCase(each);
    expect(agrees ? wanted : got).toEqual(wanted);
  });

  test("[S16] every operation is shown here and known there", () => {
    expect(new Set(cases.map(({ op }) => op))).toEqual(new Set(operations));
  });
});
