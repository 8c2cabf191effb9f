// One build for all apps: dist/index.html, dist/assets/* (hashed, immutable), and sw.js where src/sw.ts exists.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build, type InlineConfig, type Plugin, type UserConfig } from "vite";
import { emojiData } from "./emoji.ts";
import { smallerStill } from "./smaller.ts";
import { svelteForCsp, withoutUnused } from "./vite.svelte.ts";

const here = import.meta.dirname;

const target = "es2022";

export function app(name: "chat" | "inbox" | "setup"): UserConfig {
  const root = join(here, name);
  const outDir = join(here, "../src/tresen/web_dist", name);
  return {
    root,
    // web/build.py names both: which release this is, and which sources it was built from.
    define: {
      __VERSION__: JSON.stringify(process.env.TRESEN_VERSION ?? "0"),
      __BUILD_ID__: JSON.stringify(process.env.TRESEN_BUILD ?? "development"),
    },
    plugins: [
      svelteForCsp(),
      emojiData(),
      withoutUnused(name),
      withoutPreloading(),
      ...(name === "inbox" ? [earlyTheme(name)] : []),
      ...(process.env.TRESEN_QUICK ? [] : [smaller()]),
      ...(name === "chat" ? [codesWithoutSentences(), iconsOnce()] : []),
      serviceWorker(root, outDir, name),
    ],
    build: {
      outDir,
      emptyOutDir: true,
      target,
      assetsInlineLimit: 0, // data: addresses would need holes in the CSP
      // Neither is worth its loader in the script: late parts are small and few.
      modulePreload: false,
      cssCodeSplit: false,
      ...(name === "chat"
        ? {
            rolldownOptions: {
              // What is constant stands where it is used: a constant that only a late part needs is no weight of the first one.
              optimization: { inlineConst: { mode: "all" } },
              output: { codeSplitting: onePart(join(root, "src/main.ts")) },
            },
          }
        : {}),
    },
    experimental: {
      // Hashed files answer under /assets/{app}/, files of public/ under /{app}/.
      renderBuiltUrl: (file, { type }) =>
        type === "public" ? `/${name}/${file}` : `/assets/${name}/${file.replace(/^assets\//, "")}`,
    },
  };
}

/** The names of all emoji in one language. */
const emojiPart = (id: string): string | null => {
  const language = /virtual:emoji\/(\w+)$/.exec(id)?.[1];
  return language === undefined ? null : `emoji-${language}`;
};

/** A further language of the customer page is two parts, and what chooses among them is one. */
const tonguePart = (id: string): string | null => {
  const [, code, file] = /\/chat\/src\/tongues\/(?:([\w-]+)\/)?(\w+)\.ts$/.exec(id) ?? [];
  if (code !== undefined) return `tongue-${code}${file === "first" ? "" : ".rest"}`;
  return file === undefined ? null : "tongues";
};

/** What sheets are made of: who fetches one of them fetches most of the others, and one part weighs less than six. */
const OF_SHEETS =
  /\/(ui\/src\/((Sheet|Field|Switch)\.svelte|focus\/round\.ts|devices\/called\.ts)|chat\/src\/sheets\/instead\.ts)(\?|$)/;
const sheetPart = (id: string): string | null => (OF_SHEETS.test(id) ? "Sheet" : null);

/**
 * All that `entry` imports at once, and what that imports, in one part. The bundler would give what late parts use as well parts of their own,
 * and one part weighs less than several.
 */
function onePart(entry: string) {
  const atOnce = new Set<string>();
  const add = (id: string, context: ChunkingContext): void => {
    if (atOnce.has(id)) return;
    atOnce.add(id);
    for (const each of context.getModuleInfo(id)?.importedIds ?? []) add(each, context);
  };
  const name = (id: string, context: ChunkingContext): string | null => {
    add(entry, context);
    return atOnce.has(id) ? "page" : (emojiPart(id) ?? tonguePart(id) ?? sheetPart(id));
  };
  return { includeDependenciesRecursively: false, groups: [{ name, debugName: "page" }] };
}

interface ChunkingContext {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/**
 * A constant stands where it is used (`inlineConst`). The drawing of an icon is long, and many use it: to the bundler it is no constant, so that
 * it stands once.
 */
function iconsOnce(): Plugin {
  return {
    name: "tresen:icons-once",
    apply: "build",
    transform: {
      filter: { id: /\/icons(\/\w+)?\.ts$/ },
      handler: (code) => ({
        code: code.replace(/^(export const \w+ =\s*)("[^"]*");/gm, "$1/* @__PURE__ */ String($2);"),
        map: null,
      }),
    },
  };
}

/** Nothing is preloaded (`modulePreload`) and all styles are in one file: a late part is fetched by its import and nothing else. */
function withoutPreloading(): Plugin {
  return {
    name: "tresen:without-preloading",
    apply: "build",
    enforce: "pre",
    load: (id) =>
      id === "\0vite/preload-helper.js" ? "export const __vitePreload = (load) => load();" : null,
  };
}

/** The one script that runs before the first paint. It is no module, which would wait for the whole page. */
function earlyTheme(name: string): Plugin {
  return {
    name: "tresen:early-theme",
    apply: "build",
    buildStart() {
      const source = readFileSync(join(here, "ui/src/theme.early.js"), "utf8").replace(/^\/\/.*\n/, "");
      this.emitFile({ type: "asset", name: "theme.js", source });
    },
    transformIndexHtml: {
      order: "post",
      handler: (html, { bundle }) => {
        const file = Object.values(bundle ?? {}).find(
          (each) => each.type === "asset" && each.names.includes("theme.js"),
        );
        if (!file) throw new Error("the early theme is missing");
        const src = `/assets/${name}/${file.fileName.replace(/^assets\//, "")}`;
        return { html, tags: [{ tag: "script", attrs: { src }, injectTo: "head" }] };
      },
    },
  };
}

/** Late parts are fetched by their import alone: what Vite wraps around each of them does nothing without preloading. */
function imported(code: string): string {
  const fetched = String.raw`(import\([^()]+\)(?:\.then\([\w$]+=>[\w$.]+\))?)`;
  const named = String.raw`async\(\)=>\{let\{[^{}]*\}=await ${fetched};return\{[^{}]*\}\}`;
  const wrapped = (inner: string) =>
    new RegExp(String.raw`[\w$]+\(${inner},(?:\[\]|__VITE_PRELOAD__),import\.meta\.url\)`, "g");
  // Whatever is done with a part when it is there; the next fetch begins another.
  const used = String.raw`(import\([^()]+\)(?:(?!\(\)=>import\()[^])*?)`;
  return code
    .replaceAll(wrapped(String.raw`\(\)=>${fetched}`), "$1")
    .replaceAll(wrapped(named), "$1")
    .replaceAll(wrapped(String.raw`\(\)=>${used}`), "$1");
}

/** What Svelte calls its symbols is for whoever debugs it; nothing compares these words. */
const unnamed = (code: string): string => code.replaceAll(/\bSymbol\((?:"[^"]*"|`[^`]*`)\)/g, "Symbol()");

/** Vite's minifier leaves about one part in a hundred that a second one finds. */
function smaller(): Plugin {
  return {
    name: "tresen:smaller",
    apply: "build",
    enforce: "post",
    async generateBundle(_, bundle) {
      for (const part of Object.values(bundle))
        if (part.type === "chunk") part.code = await smallerStill(unnamed(imported(part.code)));
    },
  };
}

/**
 * The customer page refuses by code. The sentence beside the code is for whoever reads an error while developing or in the
 * inbox; nobody sees it here, and together the sentences weigh as much as a feature.
 */
function codesWithoutSentences(): Plugin {
  return {
    name: "tresen:codes-without-sentences",
    apply: "build",
    enforce: "pre",
    transform: (code, id) =>
      id.includes("/core/src/")
        ? code
            .replaceAll(
              /new (Refused|BadRecord)\(\s*("[a-z_]+"),\s*(?:"[^"]*"|`[^`]*`),?\s*\)/g,
              'new $1($2, "")',
            )
            .replaceAll(/throw wrong\((?:"[^"]*"|`[^`]*`)\)/g, "throw wrong()")
            .replaceAll(/throw bad\(\s*(?:"[^"]*"|`[^`]*`),?\s*\)/g, 'throw bad("")')
            .replaceAll(
              /new (Unreachable|NotAdmitted|ReturnLinkRefused|TooLong|RangeError|TypeError|Error)\(\s*(?:"[^"]*"|`[^`]*`),?\s*\)/g,
              "new $1()",
            )
        : null,
  };
}

/** Builds src/sw.ts to an un-hashed sw.js; `__PRECACHE__`, `__TONGUES__` and `__BUILD__` in it become the lists of files and their hash. */
function serviceWorker(root: string, outDir: string, name: string): Plugin {
  const entry = join(root, "src/sw.ts");
  return {
    name: "tresen:service-worker",
    apply: "build",
    async writeBundle() {
      if (!existsSync(entry)) return;
      const files = readdirSync(join(outDir, "assets")).sort();
      const address = (file: string) => `/assets/${name}/${file}`;
      const isTongue = (file: string) => file.startsWith("tongue-");
      const tongues = files.filter(isTongue).map(address);
      const precache = files
        // They weigh more than the page: a PDF that is sent without a network has no picture. Without a network the device's own keyboard has emoji too.
        .filter((file) => !file.startsWith("emoji-") && !file.startsWith("pdf"))
        // Who speaks one of them keeps that one.
        .filter((file) => !isTongue(file))
        .map(address);
      const page = readFileSync(join(outDir, "index.html"));
      const id = createHash("sha256")
        .update(page)
        .update([...precache, ...tongues].join("\n"))
        .digest("hex")
        .slice(0, 12);
      const worker: InlineConfig = {
        configFile: false,
        root,
        publicDir: false,
        logLevel: "warn",
        define: {
          __PRECACHE__: JSON.stringify(precache),
          __TONGUES__: JSON.stringify(tongues),
          __BUILD__: JSON.stringify(id),
        },
        build: {
          outDir,
          emptyOutDir: false,
          target,
          lib: { entry, formats: ["iife"], name: "sw", fileName: () => "sw.js" },
        },
      };
      await build(worker);
    },
  };
}
