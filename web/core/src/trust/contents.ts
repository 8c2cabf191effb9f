/** The contents of a profile: text and picture, beside the signed record that holds their hashes (S14). The same rules as the server's. */

import { type Bytes, equal } from "../base/bytes.ts";
import { BadRecord } from "../base/errors.ts";
import { decode, encode, map } from "../base/shape.ts";
import { digest } from "../seal/suite.ts";
import type { ProfileHashes, Signed } from "../wire/layouts.ts";

export type Fields = Readonly<Record<string, unknown>>;

export interface Contents {
  /** The canonical MessagePack of the fields without the picture. */
  readonly text: Bytes;
  readonly picture: Bytes | null;
}

export const textHash = (text: Bytes): Promise<Bytes> => digest("profile", text);
export const pictureHash = (picture: Bytes): Promise<Bytes> => digest("picture", picture);

export function contentsOf({ picture, ...text }: Fields): Contents {
  return { text: encode(text), picture: picture instanceof Uint8Array ? (picture as Bytes) : null };
}

/**
 * The fields of a profile record. A part that did not come with it is taken from the profile before, if its hash is the same. Without the
 * text they are unknown (null), without the picture they lack it. Throws `BadRecord` for contents whose hash was not signed.
 */
export async function knownFields(
  hashes: ProfileHashes,
  given: Signed,
  before: Fields | null,
): Promise<Fields | null> {
  const { text = null, picture = null } = given;
  if (text !== null && !equal(await textHash(text), hashes.text))
    throw new BadRecord("bad_record", "this is not the profile text whose hash was signed");
  if (picture !== null && !equal(await pictureHash(picture), hashes.picture))
    throw new BadRecord("bad_record", "this is not the profile picture whose hash was signed");
  const held = contentsOf(before ?? {});
  if (text === null && !equal(await textHash(held.text), hashes.text)) return null;
  const fields = decode(text ?? held.text, map);
  if ("picture" in fields) throw new BadRecord("bad_record", "a profile text holds the picture");
  if (picture !== null) return { ...fields, picture };
  const same = held.picture !== null && equal(await pictureHash(held.picture), hashes.picture);
  return same ? { ...fields, picture: held.picture } : fields;
}
