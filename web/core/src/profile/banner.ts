/** A business's banner: fetched by whoever opens the profile, and shown only if it is the one that the signed profile names (S14). */

import { type Bytes, equal, toBase64url } from "../base/bytes.ts";
import { digest } from "../seal/suite.ts";
import { HASH_BYTES } from "../wire/generated.ts";

/** null: the profile names none, it is not there, or it is another. */
export async function bannerOf(
  get: (address: string) => Promise<Response>,
  handle: string,
  named: unknown,
): Promise<Bytes | null> {
  if (!(named instanceof Uint8Array) || named.length !== HASH_BYTES) return null;
  const answer = await get(`/${handle}/banner?v=${toBase64url(named.slice(0, 9))}`);
  if (!answer.ok) return null;
  const content: Bytes = new Uint8Array(await answer.arrayBuffer());
  return equal(await digest("banner", content), named.slice())
    ? content
    : null;
}
