import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Player, type Script } from "./scripts.ts";

const folder = join(import.meta.dirname, "../../../../protocol/scripts");
const scripts = readdirSync(folder)
  .filter((file) => file.endsWith(".json"))
  .map((file) => ({ file, script: JSON.parse(readFileSync(join(folder, file), "utf8")) as Script }));

describe("the server in memory answers as the real one does", () => {
  test.each(scripts)("[W2, W7, W8] $file", async ({ script }) => {
    const player = await Player.begin(script);
    for (const [at, step] of script.steps.entries()) {
      const { answer, heard } = step;
      expect(await player.play(step), `step ${at}: ${step.call ?? step.frame ?? "hello"}`).toEqual({
        ...(answer === undefined ? {} : { answer }),
        ...(heard === undefined ? {} : { heard }),
      });
    }
  });
});
