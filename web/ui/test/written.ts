/** Controls and styles of the components: what stands where, read from Svelte's own syntax trees. */

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "svelte/compiler";

export interface Source {
  /** Below `web`, such as `ui/src/Field.svelte`. */
  readonly path: string;
  readonly text: string;
}

const WEB = join(import.meta.dirname, "../..");

export function sourcesOf(extension: "svelte" | "css"): readonly Source[] {
  return globSync(`{ui,chat,inbox,setup}/src/**/*.${extension}`, { cwd: WEB })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(WEB, path), "utf8") }));
}

interface Node {
  readonly type: string;
  readonly name: unknown;
  readonly start: number;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";

/** Every node with those above it, outermost first. */
function* nodesOf(value: unknown, above: readonly Node[] = []): Generator<readonly [Node, readonly Node[]]> {
  if (Array.isArray(value)) {
    for (const each of value) yield* nodesOf(each, above);
  } else if (typeof value === "object" && value !== null) {
    if (isNode(value)) yield [value, above];
    const next = isNode(value) ? [...above, value] : above;
    for (const [key, inner] of Object.entries(value)) if (key !== "metadata") yield* nodesOf(inner, next);
  }
}

const lineOf = (text: string, at: number): number => text.slice(0, at).split("\n").length;

const CONTROLS = new Set(["input", "textarea", "select"]);

function attribute(node: Node, name: string): string | null {
  const all = (node.attributes ?? []) as readonly Node[];
  const found = all.find((each) => each.type === "Attribute" && each.name === name);
  if (found === undefined) return null;
  const value = found.value as readonly { data?: string }[] | true;
  return Array.isArray(value) ? value.map((each) => each.data ?? "").join("") : "";
}

/**
 * Labels and controls that are written out, by line: those inside `<Field>` are tied by it. A picker of files is pressed by a button
 * in front of it and has no label.
 */
export function* bareControls({ path, text }: Source): Generator<string> {
  for (const [node, above] of nodesOf(parse(text, { modern: true }).fragment)) {
    if (node.type !== "RegularElement") continue;
    const inField = above.some(({ type, name }) => type === "Component" && name === "Field");
    const isControl = CONTROLS.has(String(node.name)) && attribute(node, "type") !== "file" && !inField;
    if (isControl || node.name === "label") yield `${path}:${lineOf(text, node.start)} <${node.name}>`;
  }
}

/** Selectors with `:hover` that a finger reaches too: on a phone they stay after a tap, until the next one. */
export function* stickyHovers({ path, text }: Source): Generator<string> {
  if (!text.includes(":hover")) return;
  const whole = path.endsWith(".css") ? `<style>${text}</style>` : text;
  for (const [node, above] of nodesOf(parse(whole, { modern: true }).css?.children ?? [])) {
    if (node.type !== "PseudoClassSelector" || node.name !== "hover") continue;
    const forMice = above.some(
      ({ type, name, prelude }) =>
        type === "Atrule" && name === "media" && /\(hover: hover\)/.test(String(prelude)),
    );
    if (!forMice) yield `${path}:${lineOf(whole, node.start)} :hover`;
  }
}
