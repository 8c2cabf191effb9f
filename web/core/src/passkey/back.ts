/** On an empty browser: one touch, and the secret of the paper device that a passkey opens (S20). Nothing is stored. */

import { type Bytes, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { Refused } from "../base/errors.ts";
import { text } from "../base/shape.ts";
import { b64, type Http, http } from "../wire/http.ts";
import { isRefused } from "../wire/refusals.ts";
import { type Answered, type Authenticator, PasskeyProblem } from "./api.ts";
import { type PasskeyKind, type Place, prfInput, readHandle, unwrapSecret } from "./wrap.ts";

/** What a passkey opened. `handle`: the business's address, as the server says it. */
export interface Opened {
  readonly secret: Bytes;
  readonly place: Place;
  readonly handle: string;
}

/**
 * Asks for a passkey and opens what lies here for it. `business`: the id of the one whose page this is; null: any. Throws `PasskeyProblem`,
 * `Unreachable`, `ServerRefusal`.
 */
export async function openByPasskey(
  env: Env,
  authenticator: Authenticator,
  kind: PasskeyKind,
  business: string | null,
): Promise<Opened> {
  const calls = http(env, () => null);
  const challenge = b64((await calls.post("/passkeys/challenge", {})).challenge);
  const answered = await authenticator.ask({ challenge, input: await prfInput(kind), credential: null });
  const place = placeOf(answered);
  // The authenticator says what the passkey opens, so no server can lead it elsewhere.
  if (place.kind !== kind || (business !== null && toBase64url(place.business) !== business))
    throw new PasskeyProblem("elsewhere");
  if (answered.output === null) throw new PasskeyProblem("cannot");
  const { wrap, handle } = await fetchWrap(calls, place, answered);
  try {
    return { secret: await unwrapSecret(answered.output, place, answered.credential, wrap), place, handle };
  } catch (error) {
    throw error instanceof Refused ? new PasskeyProblem("changed") : error;
  }
}

function placeOf({ handle }: Answered): Place {
  try {
    return readHandle(handle ?? new Uint8Array(0));
  } catch (error) {
    throw error instanceof Refused ? new PasskeyProblem("elsewhere") : error;
  }
}

async function fetchWrap(calls: Http, place: Place, answered: Answered) {
  try {
    const answer = await calls.post("/passkeys/open", {
      business: toBase64url(place.business),
      credential: toBase64url(answered.credential),
      client: toBase64url(answered.client),
      authenticator: toBase64url(answered.authenticator),
      signature: toBase64url(answered.signature),
    });
    return { wrap: b64(answer.wrap), handle: text(answer.handle) };
  } catch (error) {
    throw isRefused(error, "passkey_unknown") ? new PasskeyProblem("unknown") : error;
  }
}
