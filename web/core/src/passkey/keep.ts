/** Passkeys of a conversation or of a person of the team: made here, kept at the server with what they open (S20). */

import { type Bytes, toBase64url } from "../base/bytes.ts";
import { count, list, map, text } from "../base/shape.ts";
import { random } from "../seal/suite.ts";
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
      await authenticator.disown(made.credential);
      if (device !== null) await this.#needs.retire?.(device).catch(() => {});
      throw error;
    }
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
