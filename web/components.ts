/**
 * Types and compiler's warnings of the apps, by svelte-check and TypeScript 7. What did not change since the last run is remembered
 * in `.svelte-check`. In this mode svelte-check passes over two mistakes in silence, which are found here: a component that does
 * not parse, and the import of one that does not exist.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parse } from "svelte/compiler";

const here = import.meta.dirname;
const remembered = join(here, ".svelte-check");
const stamp = join(remembered, "made-by");
const options = ["--tsconfig", "./tsconfig.json", "--fail-on-warnings", "--tsgo", "--incremental"];

/** What is remembered holds for these versions of the tools and these options. svelte-check itself looks at the sources alone. */
function forgetOtherTools(): void {
  const digest = createHash("sha256");
  for (const file of ["package-lock.json", "package.json", "components.ts"])
    digest.update(readFileSync(join(here, file)));
  const tools = digest.digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === tools) return;
  rmSync(remembered, { recursive: true, force: true });
  mkdirSync(remembered);
  writeFileSync(stamp, tools);
}

const sources = (kind: string) => globSync(`{ui,chat,inbox,setup,widget}/src/**/*.${kind}`, { cwd: here });

/** svelte-check leaves out what it cannot translate, and has it checked by nobody. */
function* unparsed(): Generator<string> {
  const { entries } = JSON.parse(readFileSync(join(remembered, "manifest.json"), "utf8")) as {
    entries: object;
  };
  const translated = new Set(Object.keys(entries));
  for (const file of sources("svelte"))
    if (!translated.has(file)) yield `${file}: ${fault(readFileSync(join(here, file), "utf8"))}`;
}

function fault(component: string): string {
  try {
    parse(component, { modern: true });
    return "svelte-check could not translate it";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** To TypeScript any name that ends in `.svelte` is a component, because Svelte's own types say so. */
function* missing(): Generator<string> {
  for (const file of [...sources("svelte"), ...sources("ts")])
    for (const [, name = ""] of readFileSync(join(here, file), "utf8").matchAll(
      /\b(?:from|import)\b\s*\(?\s*["']([^"'\n]+\.svelte)["']/g,
    )) {
      const path = name.startsWith("@tresen/ui/")
        ? join(here, "ui/src", name.slice("@tresen/ui/".length))
        : join(here, dirname(file), name);
      if (!existsSync(path)) yield `${file}: there is no ${name}`;
    }
}

forgetOtherTools();
const tool = createRequire(import.meta.url).resolve("svelte-check/bin/svelte-check");
const { status } = spawnSync(process.execPath, [tool, ...options], { cwd: here, stdio: "inherit" });
const wrong = [...unparsed(), ...missing()];
for (const each of wrong) process.stderr.write(`${each}\n`);
process.exitCode = wrong.length > 0 ? 1 : (status ?? 1);
