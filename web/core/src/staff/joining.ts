/** Adding this browser to a team by an invite link: answer with keys and MAC, show four words, wait for the owner's device (S12). */

import { type Bytes, equal, fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { ServerRefusal, Unreachable } from "../base/errors.ts";
import { list, text } from "../base/shape.ts";
import { inviteMac } from "../seal/invite.ts";
import { type DeviceKeys, newDeviceKeys } from "../seal/keys.ts";
import { fourWords } from "../seal/words.ts";
import { type Store, write } from "../store/database.ts";
import { activeDevice } from "../trust/chain.ts";
import { PublicChain } from "../trust/pinned.ts";
import { type Http, http, readSigned } from "../wire/http.ts";
import type { Fragment } from "../wire/links.ts";

type Invite = Extract<Fragment, { readonly type: "invite" }>;

/** Kept until the device is confirmed, so that a reload goes on waiting. */
export interface Linking {
  readonly id: string;
  readonly secret: string;
  readonly fingerprint: string;
  readonly keys: DeviceKeys;
  /** The answer may have reached the server. */
  readonly posted: boolean;
}

export interface Linked {
  readonly handle: string;
  readonly keys: DeviceKeys;
  readonly publicChain: PublicChain;
}

/** It did not work; `problem` is `not_found`, `dropped` (taken back while this device waited), `invite_used`, `invite_expired`, `mismatch` (another business than the link names) or `other`. */
export class LinkProblem extends Error {
  override readonly name = "LinkProblem";
  readonly problem: string;
  constructor(problem: string) {
    super(problem);
    this.problem = problem;
  }
}

const POLL_MS = 500;
const OFFLINE_MS = 3_000;

/** Begins to answer an invite, or goes on with the one that was begun here. */
export async function beginLinking(store: Store, invite: Invite | null): Promise<Linking | null> {
  const begun = ((await store.get("state", "linking")) as Linking | undefined) ?? null;
  if (invite === null || begun?.id === toBase64url(invite.id)) return begun;
  const linking: Linking = {
    id: toBase64url(invite.id),
    secret: toBase64url(invite.secret),
    fingerprint: toBase64url(invite.fingerprint),
    keys: await newDeviceKeys(),
    posted: false,
  };
  await store.put("state", linking, "linking");
  return linking;
}

const macOf = ({ id, secret, fingerprint, keys }: Linking, purpose: "invite" | "words"): Promise<Bytes> =>
  inviteMac(purpose, fromBase64url(secret), fromBase64url(id), fromBase64url(fingerprint), keys);

export const linkingWords = async (linking: Linking): Promise<readonly string[]> =>
  fourWords(await macOf(linking, "words"));

export interface LinkingTold {
  onOffline(offline: boolean): void;
  /** True ends the waiting. */
  ended(): boolean;
}

/** Waits until an owner's device confirmed, however long the network is away. Throws `LinkProblem`; null when it was ended. */
export async function link(
  env: Env,
  store: Store,
  begun: Linking,
  told: LinkingTold,
): Promise<Linked | null> {
  const calls = http(env, () => null);
  let linking = begun;
  while (!told.ended()) {
    try {
      if (!linking.posted) linking = await answer(calls, store, linking);
      const invite = await calls.get(`/invites/${linking.id}`);
      told.onOffline(false);
      if (invite.state === "confirmed") return await linked(calls, store, linking, text(invite.handle));
      if (invite.state === "expired") throw new LinkProblem("invite_expired");
      await pause(env, POLL_MS);
    } catch (error) {
      if (!isPassing(error)) throw problemOf(error, linking.posted);
      told.onOffline(true);
      await pause(env, OFFLINE_MS);
    }
  }
  return null;
}

async function answer(calls: Http, store: Store, linking: Linking): Promise<Linking> {
  const invite = await calls.get(`/invites/${linking.id}`);
  if (invite.state === "expired") throw new LinkProblem("invite_expired");
  if (invite.state !== "open") throw new LinkProblem("invite_used");
  await business(calls, linking, text(invite.handle));
  const mac = toBase64url(await macOf(linking, "invite"));
  const { keys } = linking;
  // Kept before it is sent: if the answer gets lost, a second one would find the invite used.
  const posted = { ...linking, posted: true };
  await store.put("state", posted, "linking");
  try {
    await calls.post(`/invites/${linking.id}/answer`, {
      ed: toBase64url(keys.ed),
      x: toBase64url(keys.x),
      mac,
    });
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
  }
  return posted;
}

/** The business's records, verified; it is the one that the link names, or else nothing is handed over. */
async function business(calls: Http, linking: Linking, handle: string): Promise<PublicChain> {
  const shop = await calls.get(`/businesses/${handle}`);
  const publicChain = await PublicChain.open(list(readSigned)(shop.records));
  if (!equal(publicChain.chain.fingerprint, fromBase64url(linking.fingerprint)))
    throw new LinkProblem("mismatch");
  return publicChain;
}

async function linked(calls: Http, store: Store, linking: Linking, handle: string): Promise<Linked> {
  const publicChain = await business(calls, linking, handle);
  // Somebody else answered with the same link.
  if (activeDevice(publicChain.chain, linking.keys.id) === null) throw new LinkProblem("invite_used");
  await write(store, async (tx) => {
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

const CODES = new Set(["not_found", "invite_used", "invite_expired"]);

function problemOf(error: unknown, posted: boolean): unknown {
  if (!(error instanceof ServerRefusal)) return error;
  if (error.code === "unknown_invite") return new LinkProblem(posted ? "dropped" : "not_found");
  return new LinkProblem(CODES.has(error.code) ? error.code : "other");
}

const pause = (env: Env, ms: number): Promise<void> =>
  new Promise((resolve) => {
    env.later(ms, resolve);
  });
