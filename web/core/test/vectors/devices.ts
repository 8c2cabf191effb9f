/** Operations of the shared vectors on devices that join and leave a conversation (S4), on passkeys (S20) and on invitations (S21). */

import { withTeam } from "../../src/conversation/rows.ts";
import { deviceChange } from "../../src/model/devices.ts";
import { fold } from "../../src/trust/chain.ts";
import { readCustomerDevices } from "../../src/wire/layouts.ts";
import { invitationOperations } from "./invitation.ts";
import { passkeyOperations } from "./passkeys.ts";
import { unhex } from "./plain.ts";

type Values = Readonly<Record<string, unknown>>;

const devicesIn = (body: unknown) => readCustomerDevices(unhex(String(body))).devices;

export const deviceOperations: Readonly<Record<string, (given: Values) => Promise<Values>>> = {
  ...passkeyOperations,
  ...invitationOperations,
  device_change: async ({ before, body }) => ({ change: deviceChange(devicesIn(before), devicesIn(body)) }),
  team_changes: async ({ records, messages, since_ms }) => {
    const signed = (records as readonly Record<"body" | "signature", string>[]).map((each) => ({
      body: unhex(each.body),
      signature: unhex(each.signature),
    }));
    const changes = (await fold(null, signed))?.changes ?? [];
    const rows = (messages as readonly number[]).map((atMs) => ({ atMs }));
    const entries = withTeam(rows, since_ms === null ? null : Number(since_ms), changes);
    return {
      changes: changes.map(({ rev, atMs, joined, left }) => ({ rev, at_ms: atMs, joined, left })),
      entries: entries.map((each) => ("key" in each ? { rev: Number(each.key.split(".")[1]) } : each.atMs)),
    };
  },
};
