/**
 * Builds the loader. Its bytes are named by their hash on foreign websites, for years, so they are kept in the repository (`kept/`, the newest
 * first in `kept/index.json`), and served from there. `npm run widget` adds what the sources make now; a test says when it must be run.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { smallerStill } from "../smaller.ts";

const here = import.meta.dirname;
const KEPT = join(here, "kept");
const INDEX = join(KEPT, "index.json");

export interface Script {
  /** Under `/widget/` on every server. */
  readonly file: string;
  readonly integrity: string;
}

export interface Loader extends Script {
  /** The script of the panel, which it fetches. */
  readonly panel: string;
}

export const kept = (): readonly Loader[] => JSON.parse(readFileSync(INDEX, "utf8"));

export const keptCode = (file: string): string => readFileSync(join(KEPT, file), "utf8");

export const scriptOf = (code: string): Script => ({
  file: `${createHash("sha256").update(code).digest("hex").slice(0, 16)}.js`,
  integrity: `sha384-${createHash("sha384").update(code).digest("base64")}`,
});

/** Loader and panel as the sources make them now. Nothing in them depends on when, where or in which version they are built. */
export async function built(): Promise<{ readonly loader: string; readonly panel: string }> {
  const panel = await scriptFrom("panel", {});
  return { panel, loader: await scriptFrom("loader", { __PANEL__: JSON.stringify(scriptOf(panel)) }) };
}

async function scriptFrom(name: string, define: Record<string, string>): Promise<string> {
  const made = await build({
    configFile: false,
    root: here,
    logLevel: "warn",
    define,
    plugins: [
      {
        name: "tresen:narrow",
        enforce: "pre",
        transform: (code, id) => (/(style|panel)\.ts$/.test(id) ? narrow(code) : null),
      },
    ],
    build: {
      write: false,
      target: "es2022",
      lib: {
        entry: join(here, `src/${name}.ts`),
        formats: ["iife"],
        name: "tresen",
        fileName: () => "widget.js",
      },
    },
  });
  const [output] = Array.isArray(made) ? made : [made];
  if (output === undefined || !("output" in output)) throw new Error("vite built nothing");
  const [part] = output.output;
  return `${(await smallerStill(part.code)).trim()}\n`;
}

/** A line of a sheet ends with a brace: nothing need stand there. */
const narrow = (code: string): string => code.replaceAll(/\}\n(?=[.:@a-z][^\n]*\{)/g, "}");

if (process.argv[1] === import.meta.filename) {
  const { loader, panel } = await built();
  const made = { ...scriptOf(loader), panel: scriptOf(panel).file };
  writeFileSync(join(KEPT, made.file), loader);
  writeFileSync(join(KEPT, made.panel), panel);
  const before = kept().filter(({ file }) => file !== made.file);
  writeFileSync(INDEX, `${JSON.stringify([made, ...before], null, 2)}\n`);
  process.stdout.write(`${made.file}\n`);
}
