/** Invitations in the inbox, on a real store: made once, remembered, handed over to the card of who answers (S21). */

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, test } from "vitest";
import { type Bytes, fromBase64url, toBase64url } from "../../src/base/bytes.ts";
import type { Env } from "../../src/base/env.ts";
import { Refused, ServerRefusal, TooLong, Unreachable } from "../../src/base/errors.ts";
import { sizeClass } from "../../src/content/kind.ts";
import { carrying, isOver, without } from "../../src/customer/invited.ts";
import * as card from "../../src/documents/card.ts";
import * as invitations from "../../src/documents/invitations.ts";
import { type DocumentKind, writeVersion } from "../../src/documents/kinds.ts";
import { change, type Document, EMPTY, type Values } from "../../src/documents/merge.ts";
import { currentInvitations } from "../../src/documents/room.ts";
import type { NewInvitation } from "../../src/invitation/api.ts";
import { InvitationKeeper } from "../../src/invitation/leader.ts";
import type { Listed } from "../../src/invitation/listed.ts";
import { aboveIt, payloadFor, saidIn, verified } from "../../src/invitation/said.ts";
import { InvitationsPage } from "../../src/invitation/tab.ts";
import type { OutboxRow } from "../../src/model/outbox.ts";
import { rowOf, type StoredRow } from "../../src/model/row.ts";
import {
  carriedJson,
  invitationId,
  invitationKeys,
  sealInvitation,
  signInvitation,
  takeOf,
  unsealInvitation,
} from "../../src/seal/invitation.ts";
import { random } from "../../src/seal/suite.ts";
import { openStore, type Store } from "../../src/store/database.ts";
import { enqueue } from "../../src/sync/outbox.ts";
import { readFragment } from "../../src/wire/links.ts";
import { NOON, openBakery } from "../world/bakery.ts";

const bakery = await openBakery();
const { chain, anna } = bakery;
const DAY = 86_400_000;
const TALK = random(16);
const GIVEN: NewInvitation = {
  text: "Ihre Torte ist fertig.\nSie steht kühl.",
  files: [],
  reply: true,
  withDigits: true,
  days: 14,
  to: " Ingrid Albrecht ",
  phone: "030 5550 7788",
  email: "",
  card: null,
};

let store: Store;
let documents: Map<string, Document>;
let sets: string[];
let asked: { path: string; body: Values }[];
let answers: (() => object)[];

beforeEach(async () => {
  store = await openStore({ indexedDB: new IDBFactory() } as unknown as Env, "inbox");
  documents = new Map();
  sets = [];
  asked = [];
  answers = [];
});

/** Writes a document as the leading tab would, and as if the server had stored it. */
const writer = {
  async set(kind: DocumentKind, about: string | null, values: Values, key: Bytes | null = null) {
    const id = await kind.idOf(about === null ? null : fromBase64url(about), key);
    if (id === null) throw new Error("no such document");
    sets.push(kind.KIND);
    const name = toBase64url(id);
    const before = documents.get(name) ?? EMPTY;
    const changed = change(before, values, NOON, anna.id);
    const after = { ...before, fields: new Map([...before.fields, ...changed.fields]) };
    documents.set(name, after);
    await store.put("documents", {
      id: name,
      about,
      pos: documents.size,
      device: toBase64url(anna.id),
      atMs: NOON,
      payload: writeVersion(kind, after, key),
    });
  },
  refresh: async () => {},
};

/** As the server lists them; null: it cannot be reached. */
type Row = Pick<Listed, "id"> & Partial<Listed>;

function keeper(rows: readonly Row[] | null, at: { readonly ms: number } = { ms: NOON }): InvitationKeeper {
  const place = { env: { now: () => at.ms }, store, keys: anna, publicChain: { chain } };
  return new InvitationKeeper(writer, place, {
    get: async () => {
      if (rows === null) throw new Unreachable("no answer");
      const whole = rows.map((row) => ({
        id: row.id,
        made_ms: NOON,
        until_ms: NOON + DAY,
        reply: true,
        state: row.state ?? "open",
        tries_left: null,
        opened_ms: null,
        conversation: row.conversation ?? null,
      }));
      return { today: 1, most_today: 40, rows: whole };
    },
  });
}

function page(): InvitationsPage {
  return new InvitationsPage({
    env: { now: () => NOON, origin: "https://tresen.example" } as unknown as Env,
    leader: {
      keepInvitation: (id, kept) =>
        writer.set(invitations, null, invitations.written(id, kept), invitations.keyOf(fromBase64url(id))),
    },
    http: {
      get: async () => ({ today: 1, most_today: 40, rows: [] }),
      post: async (path, body) => {
        asked.push({ path, body: body as Values });
        return (answers.shift()?.() ?? { until_ms: NOON, today: 1, most_today: 40 }) as never;
      },
    },
    place: () => ({ store, keys: anna, handle: "sonnenschein", chain }),
    me: () => ({ person: 1 }),
    nameOf: () => "Anna",
  });
}

const lost = () => {
  throw new Unreachable("no answer");
};

describe("making one", () => {
  test("[S21] the link opens what was sealed, by its digits, and says who wrote it", async () => {
    const made = page();
    const id = await made.make(GIVEN);
    const [row] = made.rows.get() ?? [];
    const link = readFragment(new URL(row?.link ?? "").hash);
    if (link.type !== "invitation") throw new Error("another link");
    expect(row).toMatchObject({ id, state: "waiting", kept: { to: "Ingrid Albrecht", by: "Anna" } });
    expect(row?.kept?.line).toBe("Ihre Torte ist fertig. Sie steht kühl.");
    expect(row?.digits).toMatch(/^\d{6}$/);
    const keys = await invitationKeys(link.secret, row?.digits ?? "", chain.business);
    const request = asked[0]?.body ?? {};
    expect(request).toMatchObject({ id: toBase64url(keys.id), lock: toBase64url(keys.lock), digits: true });
    const signed = await unsealInvitation(keys, chain.business, fromBase64url(String(request.sealed)));
    const said = await verified(chain, keys.id, signed);
    expect(said).toMatchObject({ text: GIVEN.text, by: "Anna", reply: true, untilMs: NOON + 14 * DAY });
    const wrong = await invitationKeys(link.secret, "", chain.business);
    await expect(
      unsealInvitation(wrong, chain.business, fromBase64url(String(request.sealed))),
    ).rejects.toThrow(Refused);
  });

  test("[A4] a lost answer makes no second one: the same again is the same", async () => {
    const made = page();
    answers = [lost];
    await expect(made.make(GIVEN)).rejects.toThrow(Unreachable);
    await made.make(GIVEN);
    expect(asked.map(({ body }) => body.id)).toEqual([asked[0]?.body.id, asked[0]?.body.id]);
    expect(asked[1]?.body).toEqual(asked[0]?.body);
    expect(made.rows.get()).toHaveLength(1);
  });

  test("[S21] what the server refuses is not remembered either", async () => {
    const made = page();
    answers = [
      () => {
        throw new ServerRefusal("invitations_full", false, "");
      },
    ];
    await expect(made.make(GIVEN)).rejects.toMatchObject({ code: "invitations_full" });
    const [document] = documents.values();
    expect(invitations.invitationsIn(document ?? EMPTY).size).toBe(0);
  });

  test("[S21] of a withdrawn one nothing stays", async () => {
    const made = page();
    const id = await made.make(GIVEN);
    await made.withdraw(id);
    expect(made.rows.get()?.[0]).toMatchObject({ state: "withdrawn", link: null, digits: "", kept: null });
    const [document] = documents.values();
    expect(invitations.invitationsIn(document ?? EMPTY).size).toBe(0);
  });
});

/** The first message of a conversation that began with it. */
async function firstMessage(kept: invitations.Kept, over: Partial<StoredRow> = {}): Promise<StoredRow> {
  const secret = kept.secret ?? random(16);
  const keys = await invitationKeys(secret, kept.digits, chain.business);
  const signed = await signInvitation(anna, {
    business: chain.business,
    id: keys.id,
    atMs: NOON,
    untilMs: NOON + DAY,
    reply: true,
    payload: payloadFor("Ihre Torte ist fertig.", "Anna", []),
  });
  const take = await takeOf(secret, TALK);
  const invitation = carriedJson({ ...signed, secret, digits: kept.digits, take });
  const event = { kind: 1, atMs: NOON, seq: 9, rev: null, conversation: TALK, pos: 3, device: random(16) };
  return {
    ...rowOf(toBase64url(TALK), { ...event, counter: 1, body: null }),
    num: 1,
    party: "customer",
    payload: { kind: "text", text: "Ja!", invitation },
    ...over,
  };
}

describe("an answered one", () => {
  const talk = toBase64url(TALK);
  const cardOf = async () => {
    const id = await card.idOf(TALK);
    return card.cardIn(documents.get(toBase64url(id ?? random(16))) ?? EMPTY);
  };

  const memory = async () => [...(await currentInvitations(store, anna.id)).values()];
  const takenIn = async (kept: invitations.Kept): Promise<Row[]> => [
    {
      id: toBase64url(await invitationId(kept.secret ?? random(16))),
      state: "taken",
      conversation: talk,
    },
  ];
  const handOver = async (kept: invitations.Kept, rows: readonly StoredRow[]) =>
    keeper(await takenIn(kept)).handOver(talk, rows);

  async function remembered(given: Partial<NewInvitation> = {}): Promise<invitations.Kept> {
    await page().make({ ...GIVEN, ...given });
    const [kept] = invitations.invitationsIn([...documents.values()].at(-1) ?? EMPTY).values();
    if (kept === undefined) throw new Error("nothing is remembered");
    return kept;
  }

  test("[S21] gives its card who it was for, and goes on from the card that was chosen", async () => {
    const before = toBase64url(random(16));
    const kept = await remembered({ card: before });
    await handOver(kept, [await firstMessage(kept)]);
    expect(await cardOf()).toMatchObject({
      name: "Ingrid Albrecht",
      phone: "030 5550 7788",
      email: null,
      earlier: [before],
    });
  });

  test("[S21] the link without the digits, or other words, hand nothing over", async () => {
    const kept = await remembered();
    const row = await firstMessage(kept);
    const honest = row.payload?.invitation as Values;
    const forged = { ...honest, d: "", body: new Uint8Array(0), signature: new Uint8Array(64) };
    const other = kept.digits === "000000" ? "000001" : "000000";
    for (const each of [
      forged,
      { ...honest, signature: random(64) },
      { ...honest, d: "" },
      { ...honest, d: other },
    ])
      await handOver(kept, [{ ...row, payload: { ...row.payload, invitation: each } }]);
    expect(sets).not.toContain(card.KIND);
    expect(await memory()).toEqual([kept]);
  });

  test("[S21] only the conversation that took it is handed anything, and in its time", async () => {
    const kept = await remembered();
    const row = await firstMessage(kept);
    const id = toBase64url(await invitationId(kept.secret ?? random(16)));
    const elsewhere = toBase64url(random(16));
    for (const row_ of [
      { id, state: "withdrawn" },
      { id, state: "locked" },
      { id, state: "expired" },
      { id, state: "taken", conversation: elsewhere },
      { id: elsewhere, state: "taken", conversation: talk },
    ])
      await keeper([row_]).handOver(talk, [row]);
    await handOver(kept, [{ ...row, atMs: kept.untilMs + 11 * 60_000 }]);
    expect(sets).not.toContain(card.KIND);
    await writer.set(invitations, null, invitations.written(id, null), invitations.keyOf(fromBase64url(id)));
    await handOver(kept, [row]);
    expect(sets).not.toContain(card.KIND);
  });

  test("[S21] without the server's word nothing is handed over; with the next connection it is", async () => {
    const kept = await remembered();
    const row = await firstMessage(kept);
    await store.put("rows", row);
    await keeper(null).handOver(talk, [row]);
    expect(sets).not.toContain(card.KIND);
    expect(await memory()).toEqual([kept]);
    await keeper(await takenIn(kept)).sweep();
    expect((await cardOf()).name).toBe("Ingrid Albrecht");
  });

  test("[L7, S21] once it is answered only who it was for is remembered; with the conversation that goes", async () => {
    const kept = await remembered({ card: toBase64url(random(16)) });
    await handOver(kept, [await firstMessage(kept)]);
    const { atMs, untilMs, to } = kept;
    expect(await memory()).toEqual([invitations.takenBy(talk, { atMs, untilMs, to })]);
    await keeper([]).end(toBase64url(random(16)));
    expect(await memory()).toHaveLength(1);
    await keeper([]).end(talk);
    expect(await memory()).toEqual([]);
  });

  test("[L7, S21] one that waits goes on from no conversation that was erased", async () => {
    const before = toBase64url(random(16));
    const kept = await remembered({ card: before });
    await keeper([]).end(before);
    expect(await memory()).toEqual([{ ...kept, card: null }]);
  });

  test("[S21] what the team took off the card stays off, on a new device too", async () => {
    const kept = await remembered();
    const row = await firstMessage(kept);
    await handOver(kept, [row]);
    await writer.set(card, talk, card.written({ name: "", phone: "" }));
    for (const server of [null, await takenIn(kept)]) await keeper(server).handOver(talk, [row]);
    expect(await cardOf()).toMatchObject({ name: null, phone: null });
  });

  test("[S21] the leading tab lets go of what is over", async () => {
    const kept = await remembered();
    const [{ id } = { id: "" }] = await takenIn(kept);
    const row = await firstMessage(kept);
    const rule = async (rows: readonly Row[], ms = NOON) => {
      await writer.set(
        invitations,
        null,
        invitations.written(id, kept),
        invitations.keyOf(fromBase64url(id)),
      );
      await keeper(rows, { ms }).sweep();
      return memory();
    };
    expect(await rule([{ id }])).toEqual([kept]);
    expect(await rule([], NOON + 60_000)).toEqual([kept]);
    expect(await rule([], NOON + 3_700_000)).toEqual([]);
    expect(await rule([{ id, state: "expired" }], kept.untilMs + 31 * DAY)).toEqual([]);
    expect(await rule([{ id, state: "withdrawn" }])).toEqual([]);
    expect(await rule([{ id, state: "taken" }])).toEqual([]);
    expect(await rule(await takenIn(kept))).toEqual([kept]);
    await store.put("rows", row);
    expect(await rule(await takenIn(kept))).toMatchObject([{ secret: null, taken: talk }]);
    expect((await cardOf()).name).toBe("Ingrid Albrecht");
    await store.put("rows", { ...row, payload: { kind: "text", text: "Ja!" } });
    expect(await rule(await takenIn(kept))).toMatchObject([{ secret: null, phone: "", taken: talk }]);
  });

  test("[S21] what the card says already stays", async () => {
    const kept = await remembered();
    await writer.set(card, talk, card.named("Frau Albrecht"));
    await handOver(kept, [await firstMessage(kept)]);
    expect(await cardOf()).toMatchObject({ name: "Frau Albrecht", phone: "030 5550 7788" });
  });

  test("[S10, S21] words for another conversation, or in another message, are nobody's", async () => {
    const kept = await remembered();
    const row = await firstMessage(kept);
    const other = toBase64url(random(16));
    expect(await aboveIt(store, chain, { conversation: other, carried: row.payload?.invitation })).toBeNull();
    const silent = { ...row, payload: { ...row.payload, kind: "callback" } };
    for (const wrong of [{ pos: 4 }, { party: "team" as const }, { num: 2 }, { trouble: "gap" as const }])
      await handOver(kept, [{ ...row, ...wrong }]);
    await handOver(kept, [silent]);
    await keeper(null).handOver(other, [row]);
    expect((await cardOf()).name).toBeNull();
    for (const wrong of [{ num: 2 }, { party: "team" as const }, { payload: silent.payload }]) {
      await store.put("rows", { ...row, ...wrong });
      expect(
        await aboveIt(store, chain, { conversation: talk, carried: row.payload?.invitation }),
      ).toBeNull();
    }
    await store.put("rows", row);
    const said = await aboveIt(store, chain, { conversation: talk, carried: row.payload?.invitation });
    expect(said?.text).toBe("Ihre Torte ist fertig.");
  });
});

describe("the customer's first message", () => {
  const invited = {
    request: { id: "aa", proof: "bb" },
    payload: { k: random(16), d: "", body: random(500), signature: random(64), take: random(32) },
    blobs: ["AAAAAAAAAAAAAAAAAAAAAA"],
  };
  const row = (text: string): OutboxRow => ({
    counter: 1,
    conversation: toBase64url(TALK),
    payload: { kind: "text", text },
    spoken: true,
    doc: null,
    about: null,
    atMs: NOON,
    sealed: null,
    failed: null,
  });

  test("[S9, S21] together with the invitation it fits, or it is refused before it waits", async () => {
    const draft = (length: number) => ({
      conversation: toBase64url(TALK),
      payload: { kind: "text", text: "x".repeat(length) },
      invited,
    });
    await expect(enqueue(store, draft(15_800), NOON)).rejects.toThrow(TooLong);
    expect(await store.getAll("outbox")).toEqual([]);
    const waiting = await enqueue(store, draft(15_300), NOON);
    expect(sizeClass(carrying(waiting, invited)?.payload ?? {})).toBe(16_384);
    // A later message carries nothing.
    await enqueue(store, { ...draft(15_800), invited: null }, NOON);
  });

  test("[S21] carries the invitation and names its files", () => {
    expect(carrying(row("Ja!"), invited)).toMatchObject({
      payload: { text: "Ja!", invitation: invited.payload },
      blob: invited.blobs[0],
    });
    expect(carrying(undefined, invited)).toBeUndefined();
    expect(carrying(row("Ja!"), null)).toEqual(row("Ja!"));
  });

  test("[S21] that cannot be answered any more, it goes on its own", async () => {
    expect(isOver(new ServerRefusal("invitation_over", false, "taken"))).toBe(true);
    expect(isOver(new ServerRefusal("stale_epoch", true, ""))).toBe(false);
    const conversation = toBase64url(TALK);
    const payload = { kind: "text", text: "Ja!", invitation: invited.payload };
    const { counter } = await enqueue(store, { conversation, payload }, NOON);
    await without(store, conversation);
    expect((await store.get("outbox", counter))?.payload).toEqual({ kind: "text", text: "Ja!" });
  });
});

describe("what it may say", () => {
  const body = { business: random(16), id: random(16), signer: random(16), atMs: 1, untilMs: 2, reply: true };
  const says = (payload: Values) => () => saidIn({ ...body, payload });

  test.each<[string, Values]>([
    ["nothing", { kind: "text", text: " \n" }],
    ["another kind", { kind: "photo", text: "a" }],
    ["a name that is a number", { kind: "text", text: "a", by: 1 }],
    ["files that are no list", { kind: "text", text: "a", files: {} }],
    ["a file of another shape", { kind: "text", text: "a", files: [{ kind: "photo" }] }],
    ["no map among the files", { kind: "text", text: "a", files: [null] }],
    ["4,001 characters", { kind: "text", text: "ä".repeat(4001) }],
  ])("[S21] refuses %s", (_, payload) => {
    expect(says(payload)).toThrow(Refused);
  });

  test("[S21] too much is not sealed", async () => {
    const keys = await invitationKeys(random(16), "", chain.business);
    const payload = { kind: "text", text: "ä".repeat(4000), by: "x".repeat(300) };
    const signing = { business: chain.business, id: keys.id, atMs: NOON, untilMs: NOON + DAY, reply: true };
    await expect(signInvitation(anna, { ...signing, payload })).rejects.toMatchObject({
      reason: "too_large",
    });
    const whole = { ...signing, payload: payloadFor("ä".repeat(3900), "Anna", []) };
    const sealed = await sealInvitation(keys, chain.business, await signInvitation(anna, whole));
    expect(sealed.length).toBe(16_384 + 28);
  });
});
