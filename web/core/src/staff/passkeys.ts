/** The passkeys of a person of the team: each opens a device of that person that nobody uses otherwise (S20). */

import { fromBase64url, toBase64url } from "../base/bytes.ts";
import { Unreachable } from "../base/errors.ts";
import type { Authenticator, PasskeysView } from "../passkey/api.ts";
import { Passkeys } from "../passkey/keep.ts";
import { subjectOf } from "../passkey/wrap.ts";
import { paperKeys } from "../seal/keys.ts";
import { random } from "../seal/suite.ts";
import { borrow } from "../sync/lent.ts";
import { SECRET_BYTES } from "../wire/generated.ts";
import type { Inbox } from "./api.ts";
import type { StaffCommands } from "./commands.ts";

export function passkeysOf(
  { me, shopfront, team }: Pick<Inbox, "me" | "shopfront" | "team">,
  leader: StaffCommands,
  authenticator: Authenticator,
): PasskeysView {
  const [person, shop] = [me.get(), shopfront.get()];
  if (person === null || shop === null) throw new Unreachable("this inbox is not ready");
  return new Passkeys({
    http: borrow(leader),
    authenticator,
    place: { kind: "staff", business: fromBase64url(shop.business), subject: subjectOf(person.person) },
    paper: async () => {
      const secret = random(SECRET_BYTES);
      const { id, ed, x } = await paperKeys("paper", secret);
      await leader.teamAddPaper({ id, ed, x });
      await leader.teamNameDevice(toBase64url(id), "Passkey");
      return { id, secret };
    },
    // What a passkey opens is good for nothing else, so it is shut out with it.
    retire: (device) => team.revoke({ device }),
  });
}
