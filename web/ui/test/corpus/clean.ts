// Run by tests/contract/test_cleaning.py in Node: cleans every file of a folder as the browser does, and writes what comes of it beside it.
// It must end for every file in a result or in "cannot be said": anything else is a fault.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { computedMs } from "../../../core/test/world/computing.ts";
import { claimedPixels } from "../../src/media/prepare/claims.ts";
import { cleaned, isFromCamera } from "../../src/media/prepare/clean.ts";
import { isRisky, safeName, safeType } from "../../src/media/prepare/names.ts";
import { isShown } from "../../src/media/shown.ts";

const folder = process.argv[2] ?? "";
const { types } = JSON.parse(readFileSync(join(folder, "types.json"), "utf8")) as {
  types: Record<string, string>;
};
const found: Record<string, unknown> = {};
for (const name of readdirSync(folder).filter((each) => each.endsWith(".in"))) {
  const file = new Blob([readFileSync(join(folder, name))]);
  const began = computedMs();
  const camera = await isFromCamera(file);
  const clean = camera ? await cleaned(file) : null;
  const pixels = await claimedPixels(file);
  const ms = computedMs() - began;
  if (clean !== null)
    writeFileSync(join(folder, name.replace(/in$/, "out")), new Uint8Array(await clean.arrayBuffer()));
  const type = types[name] ?? "";
  found[name] = {
    camera,
    clean: clean !== null,
    pixels,
    ms,
    shown: isShown(safeType(type)),
    name: safeName(name),
    risky: isRisky(name),
  };
}
writeFileSync(join(folder, "found.json"), JSON.stringify(found));
