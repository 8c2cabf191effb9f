/** What an invitation says, once it is verified (S21). */

import { type Bytes, fromBase64url } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import { type FileContent, file, photo, video, voice } from "../content/file.ts";
import type { KindOf } from "../content/kind.ts";
import { FIRST, isFirst } from "../model/first.ts";
import {
  type Carried,
  checkTake,
  type InvitationBody,
  invitationId,
  readCarried,
  verifyInvitation,
} from "../seal/invitation.ts";
import type { Store } from "../store/database.ts";
import { type Chain, currentTeam, writer } from "../trust/chain.ts";
import { BLOBS_NAMED, INVITATION_CHARACTERS, NAME_CHARACTERS } from "../wire/generated.ts";
import { type Payload, readEpoch } from "../wire/layouts.ts";

/** An invitation's words, as they are shown. */
export interface Said {
  readonly text: string;
  /** The sender's name; "" where it says none. */
  readonly by: string;
  readonly files: readonly FileContent[];
  readonly atMs: number;
  readonly untilMs: number;
  readonly reply: boolean;
}

const KINDS: Readonly<Record<string, KindOf<FileContent>>> = {
  photo,
  video,
  voice,
  file,
} as Readonly<Record<string, KindOf<FileContent>>>;

const wrong = (what: string) => new Refused("malformed", what);

/** What the body says. Throws `Refused` `malformed`. */
export function saidIn({ payload, atMs, untilMs, reply }: InvitationBody): Said {
  const { kind, text = "", by = "", files = [] } = payload;
  if (kind !== "text" || typeof text !== "string" || [...text].length > INVITATION_CHARACTERS)
    throw wrong("the words of an invitation");
  if (typeof by !== "string" || [...by].length > NAME_CHARACTERS) throw wrong("the name of who wrote it");
  if (!Array.isArray(files) || files.length > BLOBS_NAMED) throw wrong("four files at most");
  const read = files.map((each: Payload) => KINDS[String(each?.kind)]?.read(each) ?? null);
  const known = read.filter((each) => each !== null);
  if (known.length !== read.length) throw wrong("a file of another shape");
  if (new Set(known.map(({ file }) => file.blob)).size !== known.length) throw wrong("each file once");
  if (text.trim() === "" && known.length === 0) throw wrong("it says nothing");
  return { text, by, files: known, atMs, untilMs, reply };
}

/** The payload to sign. */
export function payloadFor(text: string, by: string, files: readonly FileContent[]): Payload {
  const named = files.map((each) => KINDS[each.kind]?.payload(each) ?? {});
  return {
    kind: "text",
    text,
    ...(by === "" ? {} : { by }),
    ...(named.length === 0 ? {} : { files: named }),
  };
}

/** Verifies what was opened, against devices that may write under the newest team record. Throws `Refused`. */
export async function verified(
  chain: Chain,
  id: Bytes,
  signed: Parameters<typeof verifyInvitation>[0],
): Promise<Said> {
  const rev = currentTeam(chain)?.rev ?? 0;
  const ed = (signer: Bytes) => writer(chain, signer, rev)?.ed ?? null;
  return saidIn(await verifyInvitation(signed, chain.business, id, ed));
}

/** The message of a conversation that may carry one, as far as it is known. */
interface Carrier {
  readonly conversation: string;
  /** What it carries. */
  readonly carried: unknown;
}

/**
 * What a conversation's first message carries. Throws `Refused` when the words are not the business's, or whoever began the conversation did
 * not hold the link (S10).
 */
export async function carriedIn(
  store: Store,
  chain: Chain,
  { conversation, carried }: Carrier,
): Promise<{ readonly read: Carried; readonly said: Said }> {
  const read = readCarried(carried);
  await checkTake(read, fromBase64url(conversation));
  const kept = await store.get("keys", conversation);
  const first = kept?.epochs[0];
  const team = first === undefined ? null : readEpoch(first.body).teamN;
  const rev = (chain.teams.find(({ n }) => n === team) ?? currentTeam(chain))?.rev ?? 0;
  const ed = (signer: Bytes) => writer(chain, signer, rev)?.ed ?? null;
  const id = await invitationId(read.secret);
  const body = await verifyInvitation(read, chain.business, id, ed);
  // Nobody can have answered one that takes no answer.
  if (!body.reply) throw wrong("it takes no answer");
  return { read, said: saidIn(body) };
}

/** The words above a conversation's first message; null instead of what cannot be believed: nobody is shown them then. */
export async function aboveIt(store: Store, chain: Chain | null, carrier: Carrier): Promise<Said | null> {
  if (chain === null) return null;
  try {
    // Not there: it waits to be sent, from here.
    const row = await store.get("rows", [carrier.conversation, FIRST]);
    if (row !== undefined && !isFirst(row)) return null;
    return (await carriedIn(store, chain, carrier)).said;
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}
