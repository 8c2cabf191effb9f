/** Passkeys of a conversation or of a person of the team: made here, kept at the server with what they open (S20). */

import { type Bytes, equal, toBase64url } from "../base/bytes.ts";
import { Unreachable } from "../base/errors.ts";
import { count, list, map, text } from "../base/shape.ts";
import type { NewWrap } from "../model/wrap.ts";
import { digest, random } from "../seal/suite.ts";
import { SECRET_BYTES } from "../wire/generated.ts";
import type { Http } from "../wire/http.ts";
import { type Authenticator, type KeptPasskey, PasskeyProblem, type PasskeysView } from "./api.ts";
import { handleOf, type Place, prfInput, wrapSecret } from "./wrap.ts";

export interface KeepNeeds {
  readonly http: Http;
  readonly authenticator: Authenticator;
  readonly place: Place;
  /** The paper device that a new passkey is to open: its id and secret. */
  paper(): Promise<{ readonly id: Bytes; readonly secret: Bytes }>;
  /** The paper device, if it was made for the passkey and goes with it. */
  retire?(device: string): Promise<void>;
}

const CHALLENGE = 32;

export class Passkeys implements PasskeysView {
  readonly #needs: KeepNeeds;

  constructor(needs: KeepNeeds) {
    this.#needs = needs;
  }

  list = async (): Promise<readonly KeptPasskey[]> => readKept(await this.#needs.http.get("/passkeys"));

  add = async (name: string): Promise<readonly KeptPasskey[]> => {
    const { http, authenticator, place } = this.#needs;
    const input = await prfInput(place.kind);
    // A new one would take the place of the one that is kept, in the same keeper and for good. Without an answer nothing is made.
    const before = await this.list();
    if (before.length > 0) return before;
    // No attestation is asked for, so nothing is signed here: the challenge of a new passkey proves nothing to anybody.
    const challenge = random(CHALLENGE);
    const made = await authenticator.make({ challenge, handle: handleOf(place), name, input });
    let device: string | null = null;
    try {
      const output = made.output ?? (await outputOf(authenticator, made.credential, input));
      const { id, secret } = await this.#needs.paper();
      device = toBase64url(id);
      const wrap = await wrapSecret(output, place, made.credential, secret);
      const answer = await http.post("/passkeys", {
        credential: toBase64url(made.credential),
        key: toBase64url(made.key),
        device,
        wrap: toBase64url(wrap),
      });
      return readKept(answer);
    } catch (error) {
      // A lost answer says nothing. What the server may keep is not taken away: it would stand there, and open nothing.
      const now = error instanceof Unreachable ? await this.list().catch(() => null) : [];
      const hash = toBase64url(await digest("passkey-id", made.credential));
      if (now?.some((each) => each.hash === hash)) return now;
      if (now !== null) await authenticator.disown(made.credential);
      if (now !== null && device !== null) await this.#needs.retire?.(device).catch(() => {});
      throw error;
    }
  };

  follow = async (): Promise<NewWrap> => {
    const { authenticator, place } = this.#needs;
    const input = await prfInput(place.kind);
    // The answer is shown to nobody: what counts is what the passkey computes.
    const answered = await authenticator.ask({ challenge: random(CHALLENGE), input, credential: null });
    if (answered.handle === null || !equal(answered.handle, handleOf(place)))
      throw new PasskeyProblem("elsewhere");
    if (answered.output === null) throw new PasskeyProblem("cannot");
    const secret = random(SECRET_BYTES);
    const wrap = await wrapSecret(answered.output, place, answered.credential, secret);
    const hash = await digest("passkey-id", answered.credential);
    const [before, now] = [await this.list(), toBase64url(hash)];
    if (!before.some((each) => each.hash === now)) throw new PasskeyProblem("unknown");
    return { secret: toBase64url(secret), hash: now, wrap: toBase64url(wrap) };
  };

  drop = async (): Promise<void> => {
    const { http, retire } = this.#needs;
    const kept = await this.list();
    await http.post("/passkeys/drop", {});
    for (const device of new Set(kept.map((each) => each.device))) await retire?.(device);
  };
}

/** Some keepers compute only when a passkey is used, not when it is made: a second touch. */
async function outputOf(authenticator: Authenticator, credential: Bytes, input: Bytes): Promise<Bytes> {
  const { output } = await authenticator.ask({ challenge: random(CHALLENGE), input, credential });
  if (output === null) throw new PasskeyProblem("cannot");
  return output;
}

const readKept = (answer: Readonly<Record<string, unknown>>): readonly KeptPasskey[] =>
  list((each: unknown) => {
    const { hash, device, added_ms } = map(each);
    return { hash: text(hash), device: text(device), addedMs: count(added_ms) };
  })(answer.passkeys);
