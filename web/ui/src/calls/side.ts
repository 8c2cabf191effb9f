import type { Call } from "@tresen/core/api";
import type { You } from "./callwords.ts";

/** What calls are shown with: who is who, and what the app does around them. */
export interface Side {
  readonly you: You;
  /** Names the app where several tabs share something. */
  readonly app: string;
  /** Who is on the other side. */
  nameOf(call: Call): string;
  /** The person of the team in it, as they are called; null: not known. */
  personOf(person: number | null): string | null;
  /** The business's picture, on the customer's side. */
  picture(): Uint8Array | null;
  /** Colleagues to whom a call can be handed. */
  colleagues(): readonly { readonly person: number; readonly name: string }[];
  /** An instant in words. */
  when(ms: number): string;
  /** It rings, and nobody looks at this page: a notification, where the person wants them; the answer takes it away. */
  tell(title: string): () => void;
  onwrite(call: Call): void;
  onkept(call: Call, text: string): void;
  /** The customer asks to be called back; left out: nobody asks. */
  readonly onback?: (call: Call) => Promise<unknown>;
}
