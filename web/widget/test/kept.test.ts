import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { built, kept, keptCode, scriptOf } from "../build.ts";

const LOADER_BYTES = 3_000;
const PANEL_BYTES = 2_000;
const packed = (code: string) => gzipSync(code, { level: 9 }).length;

describe("the loaders that are kept", () => {
  test("[widget] are named by their bytes, which an integrity hash on foreign pages names too", () => {
    expect(kept().length).toBeGreaterThan(0);
    for (const { file, integrity, panel } of kept()) {
      const code = keptCode(file);
      expect(scriptOf(code)).toEqual({ file, integrity });
      const { file: name, integrity: hash } = scriptOf(keptCode(panel));
      expect(name).toBe(panel);
      expect(code).toContain(panel);
      expect(code).toContain(hash);
    }
  });

  test("[widget] the newest is what the sources make: else run `npm run widget`", async () => {
    const { loader, panel } = await built();
    const [newest] = kept();
    expect(newest).toEqual({ ...scriptOf(loader), panel: scriptOf(panel).file });
  });

  test(`[weight] the loader is at most ${LOADER_BYTES} bytes, the panel after the tap ${PANEL_BYTES}`, () => {
    const [newest] = kept();
    expect(packed(keptCode(newest?.file ?? ""))).toBeLessThanOrEqual(LOADER_BYTES);
    expect(packed(keptCode(newest?.panel ?? ""))).toBeLessThanOrEqual(PANEL_BYTES);
  });
});

test("[law] neither names what could store or ask anything", () => {
  const [newest] = kept();
  const code = keptCode(newest?.file ?? "") + keptCode(newest?.panel ?? "");
  for (const word of [
    "cookie",
    "localStorage",
    "sessionStorage",
    "indexedDB",
    "caches",
    "serviceWorker",
    "sendBeacon",
    "XMLHttp",
    "innerHTML",
    "eval(",
  ])
    expect(code).not.toContain(word);
  expect(code.match(/https?:\/\/[^"]*/g)).toEqual(["http://www.w3.org/2000/svg"]);
});
