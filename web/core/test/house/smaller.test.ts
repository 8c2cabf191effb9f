/** What the build's minifiers make of code still does what the code did. No test of the sources could see it. */

import { build, type Plugin } from "vite";
import { expect, test } from "vitest";
import { smallerStill } from "../../../smaller.ts";

/** Each is a copy constructor, or an expression that a minifier is tempted to shorten. */
const CORPUS = {
  regexpOfRegexp:
    '(() => { const a = /x/g; a.exec("x"); return [Copy.regexp(a).lastIndex, Copy.regexp(a) === a]; })()',
  regexpKeepsFlags: 'Copy.literal("XX")',
  regexpTwice: '[Copy.look("a {{k}}"), Copy.look("a {{k}}")]',
  dateOfDate:
    "(() => { const a = new Date(0); const b = Copy.date(a); b.setTime(5); return a.getTime(); })()",
  objectOfObject: "(() => { const a = { x: 1 }; return Object(a) === Copy.object(a); })()",
  arrayOfLength: "[Copy.array(3).length, Copy.list(3)]",
  wrapped: "[typeof Copy.boolean(false), typeof Copy.number(1), typeof Copy.string('a')]",
  errors:
    "[Copy.error('a') instanceof Error, Copy.typeError('a') instanceof TypeError, Copy.error('a').message]",
  setOfSet: "(() => { const a = new Set([1]); const b = Copy.set(a); b.add(2); return a.size; })()",
  mapOfMap: "(() => { const a = new Map([[1, 1]]); const b = Copy.map(a); b.set(2, 2); return a.size; })()",
  bytesOfBytes:
    "(() => { const a = new Uint8Array([1]); const b = Copy.bytes(a); b[0] = 2; return a[0]; })()",
  urlOfUrl:
    "(() => { const a = new URL('https://a.example/'); const b = Copy.url(a); b.hash = 'x'; return a.hash; })()",
  spread: "(() => { const a = [1]; Copy.spread(a).push(2); return a.length; })()",
  joined: "[Copy.joined(null, undefined), Copy.joined(0, 'b')]",
  texted: "(() => { try { return Copy.text(Symbol('a')); } catch (error) { return error.name; } })()",
  sliced: "(() => { const a = [1]; return Copy.sliced(a) === a; })()",
} as const;

const SOURCE = `
const VARIABLE = /\\{\\{(.*?)\\}\\}/g;
const WORD = /x/gi;
export const regexp = (a) => new RegExp(a);
export const literal = (a) => a.replace(new RegExp(WORD), "y");
export const look = (a) => new RegExp(VARIABLE).exec(a)?.index ?? null;
export const date = (a) => new Date(a);
export const object = (a) => new Object(a);
export const array = (a) => new Array(a);
export const list = (a) => new Array(a, a);
export const boolean = (a) => new Boolean(a);
export const number = (a) => new Number(a);
export const string = (a) => new String(a);
export const error = (a) => new Error(a);
export const typeError = (a) => new TypeError(a);
export const set = (a) => new Set(a);
export const map = (a) => new Map(a);
export const bytes = (a) => new Uint8Array(a);
export const url = (a) => new URL(a);
export const spread = (a) => [...a];
export const joined = (a, b) => [a, b].join("");
export const text = (a) => String(a);
export const sliced = (a) => a.slice();
`;

const ENTRY = "\0corpus";

/** As the apps are built: the bundler's minifier first. */
async function minified(): Promise<string> {
  const corpus: Plugin = {
    name: "corpus",
    resolveId: (id) => (id === "corpus" ? ENTRY : null),
    load: (id) => (id === ENTRY ? SOURCE : null),
  };
  const built = await build({
    configFile: false,
    logLevel: "error",
    plugins: [corpus],
    build: {
      write: false,
      target: "es2022",
      rolldownOptions: { input: "corpus", preserveEntrySignatures: "strict" },
    },
  });
  const [{ output }] = (Array.isArray(built) ? built : [built]) as [{ output: readonly { code: string }[] }];
  return smallerStill(output[0]?.code ?? "");
}

const moduleOf = (code: string): Promise<object> =>
  import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`);

const outcomes = (copy: object) =>
  Object.entries(CORPUS).map(([name, expression]) => [
    name,
    new Function("Copy", `return ${expression};`)(copy) as unknown,
  ]);

test("a built copy constructor makes a copy, and a shortened expression says the same", async () => {
  const code = await minified();
  expect(code.length).toBeLessThan(SOURCE.length);
  expect(outcomes(await moduleOf(code))).toEqual(outcomes(await moduleOf(SOURCE)));
});
