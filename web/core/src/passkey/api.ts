/** Coming back with a passkey (S20): what the core asks of the browser, and what a page may do. */

import type { Bytes } from "../base/bytes.ts";
import type { NewWrap } from "../model/wrap.ts";

/** A passkey that the browser made. `key`: SubjectPublicKeyInfo. `output`: what it computes, null when it was not asked yet. */
export interface Made {
  readonly credential: Bytes;
  readonly key: Bytes;
  readonly output: Bytes | null;
}

/** A passkey's answer to a challenge, with the bytes that WebAuthn signs. `handle`: what the passkey says that it opens. */
export interface Answered {
  readonly credential: Bytes;
  readonly client: Bytes;
  readonly authenticator: Bytes;
  readonly signature: Bytes;
  readonly handle: Bytes | null;
  readonly output: Bytes | null;
}

/** WebAuthn, as a page has it. Both always verify the person, and reject with `PasskeyProblem`. */
export interface Authenticator {
  make(how: {
    readonly challenge: Bytes;
    readonly handle: Bytes;
    readonly name: string;
    readonly input: Bytes;
  }): Promise<Made>;
  /** `credential`: this one; null: any that the person chooses. */
  ask(how: {
    readonly challenge: Bytes;
    readonly input: Bytes;
    readonly credential: Bytes | null;
  }): Promise<Answered>;
  /** Tells the keeper of passkeys that this one opens nothing, where it listens. */
  disown(credential: Bytes): Promise<void>;
}

/**
 * `cancelled`: the person or the browser ended it. `cannot`: this browser or this passkey computes nothing (no PRF). `elsewhere`: the passkey
 * opens another business, or the other side of this one. `unknown`: nothing is kept for it here (any more). `changed`: what the server gave
 * is not what was kept for it.
 */
export type PasskeyTrouble = "cancelled" | "cannot" | "elsewhere" | "unknown" | "changed";

export class PasskeyProblem extends Error {
  override readonly name = "PasskeyProblem";
  readonly trouble: PasskeyTrouble;
  constructor(trouble: PasskeyTrouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/** A passkey that the server keeps for this person: the paper device that it opens, and since when. */
export interface KeptPasskey {
  readonly hash: string;
  readonly device: string;
  readonly addedMs: number;
}

export interface PasskeysView {
  /** The passkeys that open this conversation, or this person's inbox. Rejects with `Unreachable`, `ServerRefusal`. */
  list(): Promise<readonly KeptPasskey[]>;
  /**
   * Makes one where none is kept, and keeps it once it has computed. Returns all that are kept. Rejects as `list`, before anything is made,
   * and with `PasskeyProblem`; then nothing is kept, unless the line broke before the server answered.
   */
  add(name: string): Promise<readonly KeptPasskey[]>;
  /**
   * One touch of a passkey that is kept, so that it opens the return link to come, too (`Chat.renewReturnLink`). Changes nothing yet. Rejects
   * with `PasskeyProblem`.
   */
  follow(): Promise<NewWrap>;
  /** None opens anything any more. */
  drop(): Promise<void>;
}
