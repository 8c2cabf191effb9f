import type { FileRef } from "../rows.ts";
import { aroundHere } from "./port.svelte.ts";
import { urlOf } from "./urls.ts";

export type Why = "failed" | "wrong" | "gone" | "odd";

/** A file as an address to show, once it was opened and checked to its end. */
export class Loaded {
  url = $state.raw<string | null>(null);
  why = $state.raw<Why | null>(null);
  loading = $state.raw(false);

  async load(file: FileRef): Promise<string | null> {
    const around = aroundHere();
    if (this.url !== null || this.loading || around === null) return this.url;
    this.loading = true;
    this.why = null;
    try {
      this.url = await urlOf(await around.files(), file);
    } catch (error) {
      this.why = whyNot(error);
    }
    this.loading = false;
    return this.url;
  }
}

export function whyNot(error: unknown): Why {
  const { name, code } = error as { readonly name?: string; readonly code?: string };
  if (name === "Refused") return "wrong";
  if (name === "NotShown") return "odd";
  return name === "ServerRefusal" && (code === "not_found" || code === "gone" || code === "blob_missing")
    ? "gone"
    : "failed";
}

/** Runs once the element is nearly in sight. */
export function nearSight(element: Element, run: () => void): () => void {
  const watch = new IntersectionObserver(
    (entries) => {
      if (!entries.some((each) => each.isIntersecting)) return;
      watch.disconnect();
      run();
    },
    { rootMargin: "400px" },
  );
  watch.observe(element);
  return () => watch.disconnect();
}
