/**
 * Svelte as the apps need it: compiled for a strict CSP, and without the parts of its runtime that no component here uses. Each part
 * that is left out is named with what would need it; a component that uses it, or a Svelte that writes it otherwise, fails the build.
 */
import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { Plugin } from "vite";

// No innerHTML (Trusted Types), no injected <style> (strict CSP).
export const svelteForCsp = () =>
  svelte({
    configFile: false,
    compilerOptions: {
      fragments: "tree",
      css: "external",
      runes: true,
      discloseVersion: false,
      cssHash: ({ hash, css }) => `s${hash(css).slice(0, 5)}`,
    },
  });

interface Part {
  /** What in a component would need the part. */
  readonly needed: RegExp;
  /** By file of Svelte's client runtime: what is replaced, and by what. */
  readonly files: Readonly<Record<string, readonly (readonly [string | RegExp, string])[]>>;
}

/** Pages that were rendered on a server. */
const HYDRATION: Part = {
  needed: /\bhydrate\(/,
  files: {
    "dom/hydration.js": [
      ["export let hydrating = false;", "export const hydrating = false;"],
      ["\n\thydrating = value;\n", "\n"],
    ],
  },
};

/** `<svelte:boundary>`, forks of the state, and `await` among a component's own words, which the compiler refuses. */
const PENDING: Part = {
  needed: /<svelte:boundary|\bfork\(/,
  files: {
    "render.js": [
      ["import { boundary } from './dom/blocks/boundary.js';", ""],
      ["import { component_root }", "import { branch, component_root }"],
      ["\t\tboundary(\n", "\t\t((anchor, _, children) => branch(() => children(anchor)))(\n"],
    ],
    "reactivity/effects.js": [
      [
        "import { flatten } from './async.js';",
        "import { derived } from './deriveds.js';\nconst flatten = (_, sync, __, fn) => fn(sync.map(derived));",
      ],
    ],
    "reactivity/batch.js": [[/\b(this|batch)\.is_fork\b(?! =)/g, "false"]],
    "reactivity/sources.js": [["!batch.is_fork", "true"]],
    "reactivity/deriveds.js": [[/\bcurrent_batch\?\.is_fork\b/g, "false"]],
    "runtime.js": [["current_batch?.is_fork", "false"]],
  },
};

/** `transition:`, `in:`, `out:` and `animate:`; motion is CSS here, and stops with prefers-reduced-motion. */
const TRANSITIONS: Part = {
  needed: /\b(transition|in|out|animate):\w/,
  files: {
    "reactivity/effects.js": [
      [/effect\.nodes && effect\.nodes\.t\b/g, "null"],
      ["var remaining = transitions.length;", "var remaining = 0;"],
    ],
    "dom/blocks/each.js": [["(flags & EACH_IS_ANIMATED) !== 0", "false"]],
  },
};

/** Formulae, and links within drawings as they were written before 2016. */
const NAMESPACES: Part = {
  needed: /<math\b|xlink:/,
  files: {
    "dom/template.js": [
      ["name === 'math' ? NAMESPACE_MATHML : ns", "ns"],
      [
        "(flags & TEMPLATE_USE_MATHML) !== 0\n\t\t\t\t\t\t? NAMESPACE_MATHML\n\t\t\t\t\t\t: undefined",
        "undefined",
      ],
    ],
    "dom/operations.js": [["key.startsWith('xlink:')", "false"]],
  },
};

/** Objects whose properties are state. `$state.raw` redraws when the object is replaced, and is enough for all that the customer page shows. */
const DEEP_STATE: Part = {
  needed: /\$state[(<]/,
  files: {
    "reactivity/sources.js": [["should_proxy ? proxy(value) : value", "value"]],
    "reactivity/props.js": [["runes && bindable ? proxy(value) : value", "value"]],
  },
};

/** Leaves out of Svelte what the app does not use, and what it says beside the names of its errors. */
export function withoutUnused(app: "chat" | "inbox" | "setup"): Plugin {
  const parts = [HYDRATION, PENDING, TRANSITIONS, NAMESPACES, ...(app === "chat" ? [DEEP_STATE] : [])];
  return {
    name: "tresen:without-unused",
    apply: "build",
    enforce: "pre",
    transform(code, id) {
      const path = id.split("/svelte/src/internal/")[1];
      if (path === undefined) return check(parts, code, id);
      const file = path.replace(/^client\//, "");
      const shorter = parts.flatMap(({ files }) => files[file] ?? []).reduce(replaced, code);
      return shorter
        .replaceAll("https://svelte.dev/e/", "")
        .replace(/message = 'The reaction[^']*'/, "message = ''");
    },
  };
}

function check(parts: readonly Part[], code: string, id: string): null {
  const used = /\.svelte(\.ts)?$/.test(id) && parts.map(({ needed }) => needed.exec(code)).find(Boolean);
  if (used) throw new Error(`${id} needs ${used[0]}, which vite.svelte.ts leaves out of this app`);
  return null;
}

function replaced(code: string, [old, by]: readonly [string | RegExp, string]): string {
  const shorter = code.replace(old, by);
  if (shorter === code) throw new Error(`Svelte has changed: vite.svelte.ts no longer finds ${old}`);
  return shorter;
}
