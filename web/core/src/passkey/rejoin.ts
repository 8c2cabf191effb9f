/** A person of the team comes back on an empty browser: the device that the passkey opens adds this one (S4, S20). */

import { equal } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { NotAdmitted, ServerRefusal, Unreachable } from "../base/errors.ts";
import { installDevice } from "../documents/install.ts";
import { type DeviceKeys, newDeviceKeys, paperKeys } from "../seal/keys.ts";
import { devicePayload } from "../seal/records.ts";
import { INBOX_STORE, openStore } from "../store/database.ts";
import { signIn } from "../sync/signin.ts";
import { activeDevice } from "../trust/chain.ts";
import { PublicChain } from "../trust/pinned.ts";
import { publicationJson, withCurrentKey } from "../trust/publication.ts";
import { TeamRing } from "../trust/teamkeys.ts";
import { readRecords, readTeamKeys } from "../wire/answers.ts";
import { type Http, http } from "../wire/http.ts";
import { callsFor } from "../wire/refusals.ts";
import { type Authenticator, PasskeyProblem } from "./api.ts";
import { openByPasskey } from "./back.ts";
import { subjectOf } from "./wrap.ts";

const TRIES = 5;

/** This browser becomes a device of the person; the page is to be loaded again. Throws as `openByPasskey`, and `BadRecord`. */
export async function rejoinByPasskey(env: Env, authenticator: Authenticator): Promise<void> {
  const { secret, place, handle } = await openByPasskey(env, authenticator, "staff", null);
  const publicChain = await PublicChain.open(
    readRecords(await http(env, () => null).get(`/businesses/${handle}`)),
  );
  // The address is the server's word; the passkey says which business it must be.
  if (!equal(publicChain.chain.business, place.business)) throw new PasskeyProblem("changed");
  const paper = await paperKeys("paper", secret);
  const keys = await newDeviceKeys();
  await asPaper(env, paper, (calls) => join(env, calls, publicChain, paper, keys, place.subject));
  const store = await openStore(env, INBOX_STORE);
  await installDevice(env, store, { keys, handle, publicChain, names: null }).finally(() => store.close());
  void env.persist();
}

/** Other records may come first. The record is then made again on top of them. */
async function join(
  env: Env,
  calls: Http,
  publicChain: PublicChain,
  paper: DeviceKeys,
  keys: DeviceKeys,
  subject: Uint8Array,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    await publicChain.take(readRecords(await calls.get(`/records?after=${publicChain.chain.rev}`)));
    const { chain } = publicChain;
    if (activeDevice(chain, keys.id) !== null) return;
    const own = activeDevice(chain, paper.id);
    if (own === null || !equal(subjectOf(own.person), subject)) throw new PasskeyProblem("changed");
    const ring = new TeamRing(paper, () => publicChain.chain);
    ring.take(readTeamKeys(await calls.get("/team/keys")));
    const payload = devicePayload(keys, own.role, own.person);
    const made = await withCurrentKey(paper, chain, await ring.get(chain.teams.length), [payload], env.now());
    try {
      await calls.post("/records", publicationJson(made));
      await publicChain.take(made.records);
      return;
    } catch (error) {
      const lost = error instanceof Unreachable || callsFor(error) === "anew";
      if (!lost || tries === TRIES) throw error;
    }
  }
}

async function asPaper(env: Env, paper: DeviceKeys, work: (calls: Http) => Promise<void>): Promise<void> {
  const { session } = await signIn(env, paper).catch((error: unknown) => {
    throw error instanceof NotAdmitted ? new PasskeyProblem("unknown") : error;
  });
  try {
    await work(http(env, session.bearer));
  } catch (error) {
    throw error instanceof ServerRefusal && error.code === "revoked" ? new PasskeyProblem("unknown") : error;
  } finally {
    session.close();
  }
}
