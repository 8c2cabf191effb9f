/** Operations of the shared vectors on invitations: what a secret gives, and what is believed of one (S21). */

import { fromBase64url, toBase64url } from "../../src/base/bytes.ts";
import { Refused } from "../../src/base/errors.ts";
import * as memory from "../../src/documents/invitations.ts";
import { saidIn } from "../../src/invitation/said.ts";
import {
  checkTake,
  type InvitationBody,
  invitationId,
  invitationKeys,
  readCarried,
  takeOf,
  unsealInvitation,
  verifyInvitation,
} from "../../src/seal/invitation.ts";
import { currentTeam, fold, writer } from "../../src/trust/chain.ts";
import { invitationLink, readFragment } from "../../src/wire/links.ts";
import { hex, unhex } from "./plain.ts";

type Values = Readonly<Record<string, unknown>>;

const bin = (value: unknown) => unhex(String(value));
const keysOf = ({ secret, digits, business }: Values) =>
  invitationKeys(bin(secret), String(digits), bin(business));
const signersOf = ({ signers }: Values) => {
  const known = signers as Readonly<Record<string, string>>;
  return (signer: Uint8Array) => {
    const ed = known[hex(signer)];
    return ed === undefined ? null : unhex(ed);
  };
};

function saidOf(body: InvitationBody): Values {
  const { files, text, by } = saidIn(body);
  return {
    signer: hex(body.signer),
    at_ms: body.atMs,
    until_ms: body.untilMs,
    reply: body.reply,
    text,
    by,
    files: files.map(({ kind, file }) => ({
      kind,
      blob: hex(fromBase64url(file.blob)),
      name: file.name,
      size: file.size,
    })),
  };
}

export const invitationOperations: Readonly<Record<string, (given: Values) => Promise<Values>>> = {
  invitation_keys: async (given) => {
    const { id, proof, lock } = await keysOf(given);
    const take = await takeOf(bin(given.secret), bin(given.conversation));
    return { id: hex(id), proof: hex(proof), lock: hex(lock), take: hex(take) };
  },
  invitation_signers: async ({ records }) => {
    const signed = (records as readonly Record<"body" | "signature", string>[]).map((each) => ({
      body: unhex(each.body),
      signature: unhex(each.signature),
    }));
    const chain = await fold(null, signed);
    if (chain === null) throw new Refused("malformed", "no records");
    const rev = currentTeam(chain)?.rev ?? 0;
    const may = [...chain.devices.values()].flatMap(({ id }) => writer(chain, id, rev) ?? []);
    const listed = may.map(({ id, ed }) => [hex(id), hex(ed)] as const);
    return { signers: Object.fromEntries(listed.sort(([one], [other]) => (one < other ? -1 : 1))) };
  },
  open_invitation: async (given) => {
    const keys = await keysOf(given);
    const signed = await unsealInvitation(keys, bin(given.business), bin(given.sealed));
    return saidOf(await verifyInvitation(signed, bin(given.business), keys.id, signersOf(given)));
  },
  read_quoted_invitation: async (given) => {
    const said = Object.entries(given.said as Values).map(([name, value]) => [
      name,
      name === "d" || typeof value !== "string" ? value : unhex(value),
    ]);
    const read = readCarried(Object.fromEntries(said));
    await checkTake(read, bin(given.conversation));
    const id = await invitationId(read.secret);
    return saidOf(await verifyInvitation(read, bin(given.business), id, signersOf(given)));
  },
  invitation_place: async ({ invitation }) => {
    const id = bin(invitation);
    const key = memory.keyOf(id);
    const [field = ""] = Object.keys(memory.written(toBase64url(id), null));
    return { key: hex(key), document: hex((await memory.idOf(null, key)) ?? key), field };
  },
  remembered_invitation: async ({ value }) => {
    const id = new Uint8Array(16);
    const [field = ""] = Object.keys(memory.written(toBase64url(id), null));
    const stamp = { atMs: 0, device: id };
    const document = { fields: new Map([[field, { value, stamp }]]), removed: null };
    const found = memory.invitationsIn(document).get(toBase64url(id));
    if (found === undefined) return { said: null };
    const { secret, atMs, untilMs, card, files, taken, ...said } = found;
    return {
      said: {
        ...said,
        secret: secret === null ? "" : hex(secret),
        files: files.map((each) => [...each]),
        at_ms: atMs,
        until_ms: untilMs,
        card: card === null ? null : hex(fromBase64url(card)),
        taken: taken === null ? null : hex(fromBase64url(taken)),
      },
    };
  },
  read_invitation_link: async ({ url }) => {
    const { origin, pathname, hash } = new URL(String(url));
    const handle = pathname.slice(1);
    const fragment = readFragment(hash);
    if (fragment.type !== "invitation") throw new Refused("malformed", "not the link of an invitation");
    const { secret, fingerprint } = fragment;
    const again = invitationLink(origin, handle, secret, fingerprint);
    return { public_url: origin, handle, secret: hex(secret), fingerprint: hex(fingerprint), url: again };
  },
};
