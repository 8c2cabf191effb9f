/**
 * An invitation on the customer page: looked at, opened, verified. Nothing is stored: not before somebody answers. Fetched when an address
 * carries one (S21).
 */

import { type Bytes, equal, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { Refused, ServerRefusal } from "../base/errors.ts";
import { count, flag, nil } from "../base/shape.ts";
import type { FileRef } from "../content/file.ts";
import type { Invited, Inviting } from "../model/invited.ts";
import { OpeningFile } from "../seal/files.ts";
import { carriedJson, invitationId, invitationKeys, takeOf, unsealInvitation } from "../seal/invitation.ts";
import type { Chain } from "../trust/chain.ts";
import { PublicChain } from "../trust/pinned.ts";
import { readRecords } from "../wire/answers.ts";
import { BLOB_SEALED_BYTES } from "../wire/generated.ts";
import { b64, http } from "../wire/http.ts";
import type { Fragment } from "../wire/links.ts";
import { isRefused } from "../wire/refusals.ts";
import { type Said, verified } from "./said.ts";

type Place = Env & { readonly handle: string };
type Link = Extract<Fragment, { readonly type: "invitation" }>;

/** What the server says of it before anybody shows a proof. */
export interface Looked {
  /** Digits are asked for. */
  readonly digits: boolean;
  readonly reply: boolean;
  readonly untilMs: number;
  readonly triesLeft: number | null;
}

/** Why it does not open: `digits` with the tries that are left. */
export type Shut =
  | { readonly why: "unknown" | "expired" | "taken" | "withdrawn" | "locked" | "untrue" }
  | { readonly why: "digits"; readonly triesLeft: number };

export class ShutInvitation extends Error {
  override readonly name = "ShutInvitation";
  readonly shut: Shut;
  constructor(shut: Shut) {
    super(shut.why);
    this.shut = shut;
  }
}

const OVER = ["expired", "taken", "withdrawn", "locked"] as const;

/** In the words of this page; anything else is thrown as it came. */
function shutBy(error: unknown): never {
  if (isRefused(error, "invitation_over")) {
    const said = error.detail.split(" ", 1)[0];
    throw new ShutInvitation({ why: OVER.find((each) => each === said) ?? "expired" });
  }
  if (isRefused(error, "invitation_unknown")) throw new ShutInvitation({ why: "unknown" });
  if (isRefused(error, "invitation_digits"))
    throw new ShutInvitation({ why: "digits", triesLeft: Number.parseInt(error.detail, 10) || 0 });
  if (error instanceof Refused) throw new ShutInvitation({ why: "untrue" });
  throw error;
}

export class OpenInvitation {
  readonly said: Said;
  readonly #place: Place;
  readonly #proven: Invited["request"];
  /** Begins the conversation with it. */
  readonly inviting: Inviting;

  constructor(place: Place, said: Said, proven: Invited["request"], inviting: Inviting) {
    this.#place = place;
    this.said = said;
    this.#proven = proven;
    this.inviting = inviting;
  }

  /** One of its files, whole, checked to its end. Throws `Refused`, `ServerRefusal`, `Unreachable`. */
  file = (file: FileRef): Promise<Blob> => fileOf(this.#place, this.#proven, file);
}

/** A file that is the invitation's still. Throws `Refused`, `ServerRefusal`, `Unreachable`. */
export async function fileOf(place: Place, proven: Invited["request"], file: FileRef): Promise<Blob> {
  const body = JSON.stringify({ ...proven, blob: file.blob });
  const sealed = await http(place, () => null).call(
    `/businesses/${place.handle}/invitations/file`,
    { method: "POST", body },
    async (response) => new Uint8Array(await response.arrayBuffer()),
  );
  const opening = new OpeningFile(file);
  const parts: Bytes[] = [];
  for (let at = 0; at < sealed.length; at += BLOB_SEALED_BYTES)
    parts.push(await opening.add(sealed.subarray(at, at + BLOB_SEALED_BYTES)));
  opening.end();
  return new Blob(parts);
}

/** Throws `ShutInvitation`, `Unreachable`, `ServerRefusal`. */
export async function look(place: Place, { secret }: Link): Promise<Looked> {
  try {
    const id = toBase64url(await invitationId(secret));
    const answer = await http(place, () => null).post(`/businesses/${place.handle}/invitations/look`, { id });
    const { digits, reply, until_ms: untilMs, tries_left: triesLeft } = answer;
    return {
      digits: flag(digits),
      reply: flag(reply),
      untilMs: count(untilMs),
      triesLeft: nil(count)(triesLeft),
    };
  } catch (error) {
    return shutBy(error);
  }
}

/** Opens and verifies it, against the chain whose fingerprint the link names. Throws as `look`. */
export async function open(place: Place, link: Link, digits: string): Promise<OpenInvitation> {
  try {
    const chain = await chainOf(place, link);
    const keys = await invitationKeys(link.secret, digits, chain.business);
    const proven = { id: toBase64url(keys.id), proof: toBase64url(keys.proof) };
    const calls = http(place, () => null);
    const answer = await calls.post(`/businesses/${place.handle}/invitations/open`, proven);
    const signed = await unsealInvitation(keys, chain.business, b64(answer.sealed));
    const said = await verified(chain, keys.id, signed);
    return new OpenInvitation(place, said, proven, async (conversation) => ({
      request: proven,
      payload: carriedJson({
        ...signed,
        secret: link.secret,
        digits,
        take: await takeOf(link.secret, conversation),
      }),
      blobs: said.files.map(({ file }) => file.blob),
    }));
  } catch (error) {
    return shutBy(error);
  }
}

/** The business's records, whole. Throws `Refused` when they are not those of the link. */
async function chainOf(place: Place, { fingerprint }: Link): Promise<Chain> {
  const answer = await http(place, () => null).get(`/businesses/${place.handle}`);
  const { chain } = await PublicChain.open(readRecords(answer));
  if (!equal(chain.fingerprint, fingerprint))
    throw new Refused("wrong_place", "not the business that the link names");
  return chain;
}

/** It cannot be reached now; asking again may help. */
export const passes = (error: unknown): boolean => !(error instanceof ServerRefusal) || error.retryable;
