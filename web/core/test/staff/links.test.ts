/** What other documents said about a conversation goes when it is erased, on two browsers with real sealing (L7, L8). */

import { expect, test } from "vitest";
import { toBase64url } from "../../src/base/bytes.ts";
import * as card from "../../src/documents/card.ts";
import * as flags from "../../src/documents/flags.ts";
import { EMPTY } from "../../src/documents/merge.ts";
import { currentEntries } from "../../src/documents/room.ts";
import { endFlags, flagCommands } from "../../src/flags/leader.ts";
import { random } from "../../src/seal/suite.ts";
import { endLinks } from "../../src/staff/links.ts";
import { bakery, conversation, Desk, RoomServer } from "../world/desks.ts";
import { entry } from "./list/shelf.ts";

const erased = toBase64url(random(16));
const other = toBase64url(random(16));

test("[L7, L8] links from other cards and flags are taken back, and all else stays", async () => {
  const server = new RoomServer();
  const one = await Desk.open(server, bakery.anna, bakery.annaWrap);
  const two = await Desk.open(server, bakery.ben, bakery.benWrap);
  await one.set({ ...card.named("Frau Krause"), ...card.linked(card.cardIn(EMPTY), [other, erased]) });
  for (const each of [erased, other])
    await flagCommands(one.documents).setFlags(each, { pinned: true, unread: true });
  await one.settle();
  await two.readAll();
  // Both learn of it at the same time, and both have the card on their list.
  for (const desk of [one, two]) {
    await desk.store.put("list", { ...entry(conversation), earlier: [other, erased] });
    await endLinks(desk.documents, desk.store, erased);
    await endFlags(desk.documents, { store: desk.store, mine: desk.keys.id }, erased);
  }
  for (const desk of [one, two, one, two]) {
    await desk.settle();
    await desk.readAll();
  }
  for (const desk of [one, two]) {
    expect(await desk.card()).toMatchObject({ name: "Frau Krause", earlier: [other] });
    const held = await currentEntries(desk.store, flags, desk.keys.id);
    const flagged = held.flatMap(({ document }) => [...flags.flagsIn(document)]);
    expect(flagged.map(([id]) => id)).toEqual([other]);
  }
});

test("[L8] where nothing was said, nothing is written", async () => {
  const server = new RoomServer();
  const desk = await Desk.open(server, bakery.anna, bakery.annaWrap);
  await desk.store.put("list", { ...entry(conversation), earlier: [other] });
  await endLinks(desk.documents, desk.store, erased);
  await endFlags(desk.documents, { store: desk.store, mine: desk.keys.id }, erased);
  expect(await desk.store.count("outbox")).toBe(0);
});
