/** Adding this browser to a team by an invite link: answer with keys and MAC, show four words, wait for the owner's device (S12). */

import { type Bytes, equal, fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { Occupied, ServerRefusal, Unreachable } from "../base/errors.ts";
import { text } from "../base/shape.ts";
import {
  type Answer,
  checkCommitment,
  type InviteSecret,
  inviteMac,
  newNonce,
  wordsHash,
} from "../seal/invite.ts";
import { type DeviceKeys, newDeviceKeys } from "../seal/keys.ts";
import { fourWords } from "../seal/words.ts";
import { readState, type Store, takePlace, type Writing, write } from "../store/database.ts";
import { activeDevice } from "../trust/chain.ts";
import { PublicChain } from "../trust/pinned.ts";
import { readOffer, readRecords } from "../wire/answers.ts";
import { type Http, http } from "../wire/http.ts";
import type { Fragment } from "../wire/links.ts";
import { isRefused } from "../wire/refusals.ts";

export type Invite = Extract<Fragment, { readonly type: "invite" }>;

/** What this browser holds of a business that it joined; null: nothing. */
export async function linkedIn(store: Store): Promise<Linked | null> {
  const keys = await readState<DeviceKeys>(store, "keys");
  const records = await readState<Parameters<typeof PublicChain.open>[0]>(store, "records");
  const handle = await readState<string>(store, "handle");
  if (keys === null || records === null || handle === null) return null;
  return { keys, handle, publicChain: await PublicChain.open(records) };
}

/** Does the invitation name the business that this browser belongs to? */
export const belongs = (known: Linked, invite: { readonly fingerprint: Uint8Array }): boolean =>
  toBase64url(known.publicChain.chain.fingerprint) === toBase64url(invite.fingerprint);

/** Stored until the device is confirmed, so that waiting continues after a reload. */
export interface Linking {
  readonly id: string;
  readonly secret: string;
  readonly fingerprint: string;
  readonly keys: DeviceKeys;
  /** This device's part of the four words. */
  readonly nonce: string;
  /** What the inviting device had committed to before this one answered; null: the answer has not gone out. */
  readonly commitment: string | null;
}

export interface Linked {
  readonly handle: string;
  readonly keys: DeviceKeys;
  readonly publicChain: PublicChain;
}

/**
 * Joining failed. `problem` is `not_found`, `dropped` (withdrawn while this device waited), `invite_used`, `invite_expired`, `mismatch`
 * (another business than the link names), `forged` (the inviting side changed what it had committed to) or `other`.
 */
export class LinkProblem extends Error {
  override readonly name = "LinkProblem";
  readonly problem: string;
  constructor(problem: string) {
    super(problem);
    this.problem = problem;
  }
}

/** Meanwhile this browser has become another device, in another tab. `linking` is what was begun here. */
export class Displaced extends Error {
  override readonly name = "Displaced";
  readonly linking: Linking;
  constructor(linking: Linking) {
    super("another device is here");
    this.linking = linking;
  }
}

/** The database in which an answer waits. `put` throws `Occupied` where another device than `id` lies in the way. */
export interface Place {
  readonly store: Store;
  put<T>(id: Bytes, work: (tx: Writing) => Promise<T>): Promise<T>;
}

/** Where the device will stay. */
export const inInbox = (env: Env, store: Store): Place => ({
  store,
  put: (id, work) => takePlace(env, store, id, work),
});

/** Where it lies until the person has said that the first business's device may go. */
export const besideInbox = (store: Store): Place => ({
  store,
  put: (_, work) => write(store, work, "strict"),
});

const POLL_MS = 500;
const OFFLINE_MS = 3_000;

/** The answer that was begun here: to this invite, or with null to any. */
export async function begunIn(store: Store, invite: Invite | null): Promise<Linking | null> {
  const begun = await readState<Linking>(store, "linking");
  return invite === null || begun?.id === toBase64url(invite.id) ? begun : null;
}

/** Begins to answer an invite, or continues with the one begun here, in this tab or another. Throws `Occupied`. */
export async function beginLinking(place: Place, invite: Invite): Promise<Linking> {
  const linking: Linking = {
    id: toBase64url(invite.id),
    secret: toBase64url(invite.secret),
    fingerprint: toBase64url(invite.fingerprint),
    keys: await newDeviceKeys(),
    nonce: toBase64url(newNonce()),
    commitment: null,
  };
  return place.put(linking.keys.id, async (tx) => {
    const state = tx.objectStore("state");
    const begun = (await state.get("linking")) as Linking | undefined;
    if (begun?.id === linking.id) return begun;
    await state.put(linking, "linking");
    return linking;
  });
}

/** Ends an answer, unless another one has been begun in its place. */
export const dropLinking = (store: Store, { id }: Linking): Promise<void> =>
  write(store, async (tx) => {
    const state = tx.objectStore("state");
    const begun = (await state.get("linking")) as Linking | undefined;
    if (begun?.id === id) await state.delete("linking");
  });

export const inviteOf = (linking: Linking): Invite => ({ type: "invite", ...secretOf(linking) });

const secretOf = ({ id, secret, fingerprint }: Linking): InviteSecret => ({
  id: fromBase64url(id),
  secret: fromBase64url(secret),
  fingerprint: fromBase64url(fingerprint),
});

const answerOf = ({ keys: { ed, x }, nonce }: Linking): Answer => ({ ed, x, nonce: fromBase64url(nonce) });

export interface LinkingTold {
  onOffline(offline: boolean): void;
  /** The inviting device is there: both screens show these words. */
  onWords(words: readonly string[]): void;
  /** True ends the waiting. */
  ended(): boolean;
}

/**
 * Waits until an owner's device has confirmed, however long the network is away. Throws `LinkProblem` or `Displaced`; null when the waiting
 * was ended.
 */
export async function link(
  env: Env,
  place: Place,
  begun: Linking,
  told: LinkingTold,
): Promise<Linked | null> {
  const calls = http(env, () => null);
  let linking = begun;
  let shown = false;
  while (!told.ended()) {
    try {
      // Of two tabs with the same invitation one answers; the other finds its answer.
      if (linking.commitment === null)
        linking = await alone(
          env,
          async () => (await answeredIn(place.store, linking)) ?? answer(calls, place, linking),
        );
      const invite = readOffer(await calls.get(`/invites/${linking.id}`));
      told.onOffline(false);
      if (invite.state === "confirmed") return await linked(calls, place, linking, invite.handle);
      if (invite.state === "expired") throw new LinkProblem("invite_expired");
      const { nonce } = invite;
      if (nonce !== null && !shown) {
        told.onWords(await wordsOf(linking, nonce));
        shown = true;
      }
      await pause(env, POLL_MS);
    } catch (error) {
      if (error instanceof Occupied) throw new Displaced(linking);
      if (!isPassing(error)) throw problemOf(error, linking.commitment !== null);
      told.onOffline(true);
      await pause(env, OFFLINE_MS);
    }
  }
  return null;
}

async function answeredIn(store: Store, { id }: Linking): Promise<Linking | null> {
  const stored = await readState<Linking>(store, "linking");
  return stored?.id === id && stored.commitment !== null ? stored : null;
}

const alone = <T>({ locks }: Env, work: () => Promise<T>): Promise<T> =>
  locks === null ? work() : (locks.request("tresen-inbox-answer", {}, work) as Promise<T>);

async function answer(calls: Http, place: Place, linking: Linking): Promise<Linking> {
  const invite = readOffer(await calls.get(`/invites/${linking.id}`));
  if (invite.state === "expired") throw new LinkProblem("invite_expired");
  if (invite.state !== "open") throw new LinkProblem("invite_used");
  await business(calls, linking, invite.handle);
  const { keys, nonce } = linking;
  const mac = toBase64url(await inviteMac(secretOf(linking), answerOf(linking)));
  // Stored before it is sent: if the answer got lost, a second one would find the invite used.
  const posted = { ...linking, commitment: text(invite.commitment) };
  await place.put(keys.id, (tx) => tx.objectStore("state").put(posted, "linking"));
  try {
    await calls.post(`/invites/${linking.id}/answer`, {
      ed: toBase64url(keys.ed),
      x: toBase64url(keys.x),
      nonce,
      mac,
    });
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
  }
  return posted;
}

/** The words for a nonce that fits what was read before the answer went out. Throws `LinkProblem` `forged`. */
async function wordsOf(linking: Linking, nonce: Bytes): Promise<readonly string[]> {
  await checkCommitment(fromBase64url(linking.commitment ?? ""), nonce).catch(() => {
    throw new LinkProblem("forged");
  });
  return fourWords(await wordsHash(secretOf(linking), answerOf(linking), nonce));
}

/**
 * The business that an invite is for, by verified records; asks, and changes nothing. `answered`: it was answered from here, so it need not
 * be open. Throws `LinkProblem`, or `Unreachable`.
 */
export async function inviterOf(
  env: Env,
  invite: Invite,
  answered: boolean,
): Promise<{ readonly handle: string; readonly publicChain: PublicChain }> {
  const calls = http(env, () => null);
  try {
    const offer = readOffer(await calls.get(`/invites/${toBase64url(invite.id)}`));
    if (offer.state === "expired") throw new LinkProblem("invite_expired");
    if (offer.state !== "open" && !answered) throw new LinkProblem("invite_used");
    const fingerprint = toBase64url(invite.fingerprint);
    return { handle: offer.handle, publicChain: await business(calls, { fingerprint }, offer.handle) };
  } catch (error) {
    if (isPassing(error)) throw new Unreachable("the invitation could not be asked for");
    throw problemOf(error, answered);
  }
}

/** The business's verified records. It must be the one that the link names; otherwise nothing is handed over. */
async function business(
  calls: Http,
  linking: Pick<Linking, "fingerprint">,
  handle: string,
): Promise<PublicChain> {
  const shop = await calls.get(`/businesses/${handle}`);
  const publicChain = await PublicChain.open(readRecords(shop));
  if (!equal(publicChain.chain.fingerprint, fromBase64url(linking.fingerprint)))
    throw new LinkProblem("mismatch");
  return publicChain;
}

async function linked(calls: Http, place: Place, linking: Linking, handle: string): Promise<Linked> {
  const publicChain = await business(calls, linking, handle);
  // Somebody else answered with the same link first.
  if (activeDevice(publicChain.chain, linking.keys.id) === null) throw new LinkProblem("invite_used");
  await place.put(linking.keys.id, async (tx) => {
    const state = tx.objectStore("state");
    await state.put(linking.keys, "keys");
    await state.put([...publicChain.records], "records");
    await state.put(handle, "handle");
    await state.delete("linking");
  });
  return { handle, keys: linking.keys, publicChain };
}

const isPassing = (error: unknown): boolean =>
  error instanceof Unreachable || (error instanceof ServerRefusal && error.retryable);

const CODES = ["not_found", "invite_used", "invite_expired"] as const;

function problemOf(error: unknown, posted: boolean): unknown {
  if (!(error instanceof ServerRefusal)) return error;
  if (isRefused(error, "unknown_invite")) return new LinkProblem(posted ? "dropped" : "not_found");
  return new LinkProblem(isRefused(error, ...CODES) ? error.code : "other");
}

/** Until it is worth to ask again. */
export const whileOffline = (env: Env): Promise<void> => pause(env, OFFLINE_MS);

const pause = (env: Env, ms: number): Promise<void> =>
  new Promise((resolve) => {
    env.later(ms, resolve);
  });

/** As `link`, and shows what both screens compare, and whether there is no connection. */
export function linkShowing(
  env: Env,
  place: Place,
  linking: Linking,
  show: (shown: { readonly words: readonly string[]; readonly problem: string | null }) => void,
  ended: () => boolean,
): Promise<Linked | null> {
  let words: readonly string[] = [];
  show({ words, problem: null });
  return link(env, place, linking, {
    onOffline: (offline) => show({ words, problem: offline ? "offline" : null }),
    onWords: (shown) => {
      words = shown;
      show({ words, problem: null });
    },
    ended,
  });
}
