import type { Chat } from "@tresen/core/api";
import { type NewWrap, PasskeyProblem } from "@tresen/core/passkey";
import { hasPasskeys, passkeys } from "@tresen/ui/passkey/authenticator";
import { saidOf } from "@tresen/ui/passkey/trouble";
import { words } from "./passkey.words.ts";

// What becomes of a conversation's passkeys when its return link is replaced, in words; empty where there is none.

type Here = Pick<Chat, "passkeys" | "keepReturnLink">;

/** That the device will ask for a touch. */
export const asks = (chat: Pick<Chat, "passkeys">): Promise<string> => whereKept(chat, words().touch);
/** What is left of it outside, once the conversation is erased. */
export const leaves = (chat: Pick<Chat, "passkeys">): Promise<string> => whereKept(chat, words().leaves);

const whereKept = async (chat: Pick<Chat, "passkeys">, text: string): Promise<string> =>
  (await (await chat.passkeys(passkeys)).list()).length > 0 ? text : "";

/**
 * Replaces the link by `renew`; before that one touch makes a passkey follow, where there is one. Without the touch the link is replaced all
 * the same: somebody may have seen it. What became of the passkeys is what the server keeps afterwards: another tab may have renewed too.
 * Rejects as `renew`, and with `PasskeyProblem` where another passkey was chosen; changes nothing then.
 */
export async function renewed(chat: Here, renew: (follows?: NewWrap) => Promise<void>): Promise<string> {
  const view = await chat.passkeys(passkeys);
  const before = await view.list();
  if (before.length === 0) return renew().then(() => "");
  const follows = hasPasskeys() ? await view.follow().catch(declined) : undefined;
  await renew(follows);
  const { fates } = words();
  const after = await view.list().catch(() => null);
  if (after === null) return fates.unknown;
  await chat.keepReturnLink(after.length > 0);
  if (after.length === 0) return fates.ended;
  return after.length < before.length ? fates.only : fates.follows;
}

function declined(error: unknown): undefined {
  if (!(error instanceof PasskeyProblem) || error.trouble !== "cancelled") throw error;
}

/** What to say where the passkey that was chosen is not the one; empty for everything else that can go wrong. */
export const troubleOf = (error: unknown): string =>
  error instanceof PasskeyProblem ? `${saidOf(error)} ${words().again}` : "";
