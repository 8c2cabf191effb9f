/** Both sides come back to the busy street while the server lies: what the page shows then, and whether it says that something is wrong. */

import { fromBase64url } from "../../src/base/bytes.ts";
import type { Readable } from "../../src/base/readable.ts";
import type { LogRow } from "../../src/conversation/rows.ts";
import type { Chat } from "../../src/customer/api.ts";
import { ServerTag } from "../../src/wire/generated.ts";
import { until } from "../world/browser.ts";
import { said } from "../world/said.ts";
import { openChat, openInbox, type Street, twin } from "./street.ts";
import { type Tell, toldAnswer, toldFrame } from "./telling.ts";

export interface Seen {
  /** Something says that it is wrong. */
  readonly alarm: string;
  readonly shown: readonly unknown[];
}

export type Visit = (street: Street) => Promise<Seen>;

/** What a visit may wait for one thing, while others run beside it. An honest one takes a tenth of a second by itself. */
const PATIENCE_MS = 1_500;
const ALARMS = new Set(["unasked", "unproven", "cut"]);

/** True if it came to be. */
const soon = <T>(readable: Readable<T>, fits: (value: T) => boolean): Promise<boolean> =>
  until(readable, fits, PATIENCE_MS).then(
    () => true,
    () => false,
  );

/** What a server says beside the log, once to every connection. */
function gossip({ server, talk }: Street): void {
  const [id, none] = [fromBase64url(talk), null];
  const call = new Uint8Array(16).fill(3);
  for (const line of server.lines) {
    line.push([ServerTag.bearer, line.bearer, server.clock + 900_000]);
    line.push([ServerTag.typingNow, id, line.staff ? 2 : none, true]);
    line.push([ServerTag.ring, "requests"]);
    line.push([ServerTag.error, none, "internal", true, "no"]);
    line.push([ServerTag.callNow, id, call, "ended", 0, false, none, none, "missed", server.clock, none]);
  }
}

/** What became of a visit while `tell` retells everything that the server says. */
export async function visited(street: Street, visit: Visit, tell: Tell): Promise<Seen> {
  const here = await twin(street);
  here.server.retell = (frame) => toldFrame(frame, tell);
  here.server.retellAnswer = (method, path, answer) => toldAnswer(method, path, answer, tell);
  return visit(here);
}

/** The first row that says that it is wrong, and how. */
export const troubleIn = (rows: readonly LogRow[]): string => {
  const odd = rows.find((row) => (row.type === "message" ? row.trouble !== null : ALARMS.has(row.name)));
  return odd === undefined ? "" : odd.type === "message" ? (odd.trouble ?? "") : odd.name;
};

const plain = (row: LogRow): unknown => {
  const { key: _, ...rest } = row;
  return row.type === "message" ? { ...rest, said: said(row), content: row.content.kind } : rest;
};

const isSent = (text: string) => (rows: readonly LogRow[]) =>
  rows.some((row) => row.type === "message" && said(row) === text && row.pos !== null);

/** The last word about a call. */
const calledIn = ({ called }: Pick<Chat, "called">): unknown => {
  const note = called.get();
  return note !== null && "now" in note ? note.now : null;
};

/** How often the page lost its connection after it had one: it does so when it refuses what it was told. */
function losses({ net }: Pick<Chat, "net">): () => string {
  let lost = 0;
  const end = net.subscribe((now) => {
    if (now !== "online") lost += 1;
  });
  return () => {
    end();
    return lost > 0 ? "refused" : "";
  };
}

/** Frau Krause looks, and says something. */
export const customerReturns: Visit = async (street) => {
  const chat = await openChat(street);
  try {
    if (chat.phase.get() !== "conversation")
      return { alarm: `${chat.phase.get()} ${chat.stop.get()}`, shown: [] };
    const online = await soon(chat.net, (net) => net === "online");
    const lost = losses(chat);
    const whole = online && (await soon(chat.rows, (rows) => rows.some(isLastCall)));
    if (whole) gossip(street);
    if (online) await chat.send("zwei").catch(() => {});
    const sent = online && (await soon(chat.rows, isSent("zwei")));
    const devices = online ? await chat.devices().catch(() => []) : [];
    const rows = chat.rows.get();
    const alarm = troubleIn(rows) || (chat.stop.get() ?? "") || (online ? lost() : chat.net.get());
    const { profile, hours, trust } = chat.shopfront.get() ?? {};
    const around = [
      profile?.name,
      hours,
      trust,
      chat.pins.get(),
      calledIn(chat),
      chat.returnLink.get() === null,
    ];
    return { alarm, shown: [whole, sent, devices.length, rows.map(plain), ...around] };
  } finally {
    chat.close();
  }
};

const isLastCall = (row: LogRow): boolean => row.type === "note" && row.name === "call";

/** The same after a long time: what was missed is read over HTTP. */
export const afterLong =
  (visit: Visit): Visit =>
  (street) => {
    street.server.behind = true;
    return visit(street);
  };

/** Anna looks at the list and into the conversation, and answers. */
export const ownerReturns: Visit = async (street) => {
  const inbox = await openInbox(street);
  try {
    if (inbox.phase.get() !== "ready")
      return { alarm: `${inbox.phase.get()} ${inbox.stop.get()}`, shown: [] };
    inbox.window(0, 10);
    const online = await soon(inbox.net, (net) => net === "online");
    const lost = losses(inbox);
    const listed = online && (await soon(inbox.revision, () => inbox.rowAt(0)?.preview?.text === "Gern!"));
    if (inbox.phase.get() !== "ready") return { alarm: `${inbox.stop.get()}`, shown: [] };
    const view = inbox.open(street.talk);
    const whole = online && (await soon(view.rows, (rows) => rows.some(isLastCall)));
    if (whole) await soon(view.card, (card) => card !== null);
    // That somebody types stands there for a moment only.
    const { typing: _, customerTyping: __, ...listedAs } = inbox.rowAt(0) ?? {};
    if (whole) gossip(street);
    if (online) await view.send("Danke").catch(() => {});
    const sent = online && (await soon(view.rows, isSent("Danke")));
    const rows = view.rows.get();
    const preview = inbox.rowAt(0)?.preview?.trouble ?? "";
    const alarm =
      troubleIn(rows) ||
      preview ||
      (view.disputed.get() ? "disputed" : "") ||
      (inbox.stop.get() ?? "") ||
      (online ? lost() : inbox.net.get());
    const around = [
      inbox.counts.get(),
      inbox.total.get(),
      listedAs,
      inbox.people.get(),
      inbox.me.get(),
      view.card.get(),
      calledIn(inbox),
    ];
    view.leave();
    return { alarm, shown: [listed, whole, sent, rows.map(plain), ...around] };
  } finally {
    inbox.close();
  }
};
