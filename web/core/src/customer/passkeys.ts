/** The customer's passkeys: each opens the return link that this device knows (S20). */

import { fromBase64url } from "../base/bytes.ts";
import { Unreachable } from "../base/errors.ts";
import type { Authenticator, PasskeysView } from "../passkey/api.ts";
import { Passkeys } from "../passkey/keep.ts";
import { paperKeys } from "../seal/keys.ts";
import { borrow, type LentHttp } from "../sync/lent.ts";
import type { PublicChain } from "../trust/pinned.ts";
import { readFragment } from "../wire/links.ts";

export function passkeysOf(
  leader: LentHttp,
  { conversation, publicChain }: { readonly conversation: string; readonly publicChain: PublicChain | null },
  link: string | null,
  authenticator: Authenticator,
): PasskeysView {
  if (publicChain === null) throw new Unreachable("this device holds no conversation");
  const { business } = publicChain.chain;
  return new Passkeys({
    http: borrow(leader),
    authenticator,
    place: { kind: "customer", business, subject: fromBase64url(conversation) },
    // Another device may have replaced the link. Then this one can make no passkey, but it can replace the link in turn.
    paper: async () => {
      const back = readFragment(link === null ? "" : new URL(link).hash);
      if (back.type !== "return") throw new Unreachable("this device knows no return link");
      return { id: (await paperKeys("paper", back.secret)).id, secret: back.secret };
    },
  });
}
