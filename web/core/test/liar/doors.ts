/** How people come in, once: a first message, a device that joins a team, a sheet that finds its business, a business that is set up. */

import { type Bytes, toBase64url, toCrockford } from "../../src/base/bytes.ts";
import type { Env } from "../../src/base/env.ts";
import type { Readable } from "../../src/base/readable.ts";
import { createChat } from "../../src/customer/page.ts";
import { Recovery } from "../../src/recovery/recover.ts";
import { sheetGroups } from "../../src/seal/sheet.ts";
import { wrapTeamKey } from "../../src/seal/team.ts";
import { createSetup } from "../../src/setup/setup.ts";
import { createInbox } from "../../src/staff/page.ts";
import { currentTeam } from "../../src/trust/chain.ts";
import { Browser, until } from "../world/browser.ts";
import { bakery } from "../world/desks.ts";
import { InviteDesk } from "../world/invites.ts";
import { browserAt, Registry } from "../world/registry.ts";
import { said } from "../world/said.ts";
import { MemoryServer } from "../world/server.ts";
import { openStreet } from "./street.ts";
import { type Tell, toldAnswer, toldFrame } from "./telling.ts";
import { type Seen, troubleIn } from "./visits.ts";

export type Door = (tell: Tell) => Promise<Seen>;

const PATIENCE_MS = 1_500;

const soon = <T>(readable: Readable<T>, fits: (value: T) => boolean): Promise<boolean> =>
  until(readable, fits, PATIENCE_MS).then(
    () => true,
    () => false,
  );

/** The same fetch with every answer retold. */
const retold =
  (fetch: Env["fetch"], tell: Tell): Env["fetch"] =>
  async (url, init) => {
    const response = await fetch(url, init);
    if (!response.ok) return response;
    const path = new URL(url, "https://tresen.example").pathname.replace("/api/v1", "");
    const answer = toldAnswer(init?.method ?? "GET", path, await response.json(), tell);
    return Response.json(answer, { status: response.status });
  };

/** A customer's first message, from nothing. */
export const begins: Door = async (tell) => {
  const server = new MemoryServer(bakery);
  server.retell = (frame) => toldFrame(frame, tell);
  server.retellAnswer = (method, path, answer) => toldAnswer(method, path, answer, tell);
  const browser = new Browser(server);
  browser.pace = 10;
  const key = toCrockford(bakery.chain.fingerprint);
  const chat = createChat(browser.chat(`#key=${key}`));
  try {
    await soon(chat.phase, (phase) => phase !== "loading");
    await chat.begin();
    const wrote = await chat.send("eins").then(
      () => true,
      () => false,
    );
    const sent =
      wrote &&
      (await soon(chat.rows, (rows) => rows.some((row) => said(row) === "eins" && row.pos !== null)));
    if (sent) await soon(chat.net, (net) => net === "online");
    const rows = chat.rows.get();
    const alarm =
      troubleIn(rows) || (chat.stop.get() ?? "") || (chat.net.get() === "online" ? "" : chat.net.get());
    const { profile, trust, open } = chat.shopfront.get() ?? {};
    return {
      alarm,
      shown: [sent, rows.map(said), profile?.name, trust, open, chat.returnLink.get() === null],
    };
  } finally {
    chat.close();
  }
};

/** A device answers an invitation, and the owner's device takes it in. */
export const joins: Door = async (tell) => {
  const desk = new InviteDesk({ sonnenschein: bakery });
  const browser = new Browser(new MemoryServer(bakery));
  const { id, fragment } = desk.invite("sonnenschein");
  const env = { ...browser.tab(fragment), fetch: retold(desk.fetch as Env["fetch"], tell) };
  const inbox = createInbox(env);
  try {
    await soon(inbox.entrance.invitation, (shown) => shown?.by != null || shown?.problem != null);
    const asked = inbox.entrance.invitation.get();
    void inbox.entrance.accept();
    const words = await soon(inbox.entrance.linking, (shown) => shown?.words.length === 4);
    if (words) await desk.confirm(id);
    const ready = words && (await soon(inbox.phase, (phase) => phase === "ready"));
    const problem = inbox.entrance.linking.get()?.problem ?? asked?.problem ?? inbox.stop.get() ?? "";
    return {
      alarm: ready ? "" : problem || "waits",
      shown: [asked?.by, words, ready, inbox.shopfront.get()?.profile.name],
    };
  } finally {
    inbox.close();
  }
};

const sheetWrap = await wrapTeamKey(
  bakery.team,
  bakery.sheet.id,
  bakery.sheet.x,
  currentTeam(bakery.chain)?.hash ?? (new Uint8Array(32) as Bytes),
);
const { server: known } = await openStreet();

/** The sheet finds its business and who leads it. */
export const finds: Door = async (tell) => {
  const server = known.twin();
  server.office = async (method, path, body, device) =>
    path === "/team/keys"
      ? { wraps: [{ n: 1, wrap: toBase64url(sheetWrap) }] }
      : known.office(method, path, body, device);
  server.retell = (frame) => toldFrame(frame, tell);
  server.retellAnswer = (method, path, answer) => toldAnswer(method, path, answer, tell);
  const recovery = new Recovery({ env: new Browser(server).tab(), done: async () => {} });
  const found = await recovery.find("sonnenschein", sheetGroups(bakery.sheetSecret).join(" "), null);
  // What does not open is not shown: the role stands there alone.
  return { alarm: found.owners.some(({ name }) => name === "") ? "nameless" : "", shown: [found] };
};

/** A business is set up. */
export const setsUp: Door = async (tell) => {
  const registry = new Registry();
  const open = browserAt(registry);
  const setup = createSetup({
    ...open(registry.link()),
    fetch: retold(registry.fetch as Env["fetch"], tell),
  });
  try {
    await soon(setup.phase, (phase) => phase !== "loading");
    const state = await setup.look("sonnenschein");
    const profile = { name: "Bäckerei", imprint: "Anna", privacy: "Anna" };
    await setup.create({ handle: "sonnenschein", profile, name: "Bäckerei", you: "Anna" });
    const { handle, name } = setup.done.get() ?? {};
    return { alarm: setup.stop.get() ?? "", shown: [state, setup.phase.get(), handle, name] };
  } finally {
    setup.close();
  }
};
