/** What the pages ask over HTTP when a person wants to know or to change something. Each gives what the interface then holds. */

import { Refused } from "../../src/base/errors.ts";
import type { Chat } from "../../src/customer/api.ts";
import type { Inbox } from "../../src/staff/api.ts";
import { NOON } from "../world/bakery.ts";
import { until } from "../world/browser.ts";
import type { Street } from "./street.ts";

type Asked<Page> = Readonly<Record<string, (page: Page, street: Street) => Promise<unknown>>>;

/** Connections are never made here. */
const noMedia = () => ({ close: () => {} }) as never;
const AT = { fromMs: NOON - 1000, toMs: NOON, knownMs: NOON };
export const BANNER = new Uint8Array([1, 2, 3]);
const QUIET = { mode: "hours", fromMinute: 0, untilMinute: 60, awayFrom: null, awayUntil: null } as const;

export const team: Asked<Inbox> = {
  statistics: (inbox) => inbox.statistics({ from: "2026-11-01", to: "2026-11-27", by: "day" } as never),
  condition: (inbox) => inbox.condition(),
  requests: async (inbox) => (await inbox.law()).requests(true, null),
  request: async (inbox) => (await inbox.law()).setRequest(5, "answered"),
  holds: async (inbox) => (await inbox.law()).holds(),
  hold: async (inbox, { talk }) => (await inbox.law()).hold(talk, "dispute" as never, NOON),
  dropHold: async (inbox, { talk }) => (await inbox.law()).dropHold(talk),
  retention: async (inbox) => (await inbox.law()).retention(),
  audit: async (inbox) => {
    const law = await inbox.law();
    const page = await law.audit(null);
    const { wrong } = await law.checkTrail(page.lines, page, null);
    if (wrong !== null)
      throw new Refused("wrong_hash", "the page says that this line is not what was written");
    return page;
  },
  risk: async (inbox) => (await inbox.law()).risk(1000, "de"),
  incident: async (inbox) => (await inbox.law()).incident(AT),
  noteIncident: async (inbox) => (await inbox.law()).noteIncident(AT),
  archive: async (inbox) => (await inbox.law()).archive(0),
  notifications: async ({ notifications }) => [await notifications.refresh(), notifications.choices.get()],
  push: async ({ notifications }) => [
    await notifications.setPush("https://push.example/1"),
    notifications.choices.get(),
  ],
  noPush: async ({ notifications }) => [await notifications.setPush(null), notifications.choices.get()],
  tryPush: async ({ notifications }) => [await notifications.tryPush(), notifications.choices.get()],
  mail: async ({ notifications }) => [
    await notifications.setMail("a@example.org", "de"),
    notifications.choices.get(),
  ],
  noMail: async ({ notifications }) => [await notifications.setMail(null, "de"), notifications.choices.get()],
  tryMail: async ({ notifications }) => [await notifications.tryMail(), notifications.choices.get()],
  rings: async ({ notifications }) => [await notifications.setRings(true), notifications.choices.get()],
  quiet: async ({ notifications }) => [
    await notifications.setQuiet(QUIET as never),
    notifications.choices.get(),
  ],
  mute: async ({ notifications }, { talk }) => [
    await notifications.mute(talk, true),
    notifications.choices.get(),
  ],
  devices: async ({ team: { refresh, seen, invites } }) => [
    await refresh(),
    Object.entries(seen.get()),
    invites.get(),
  ],
  invite: async ({ team }) => {
    const { link: _, id: __, ...made } = await team.invite(2, "Ben", "member");
    return made;
  },
  drop: ({ team }) => team.drop("BwcHBwcHBwcHBwcHBwcHBw"),
  banner: (inbox) => inbox.profile.keepBanner(BANNER),
  preview: (inbox) => inbox.profile.preview({ name: "Bäckerei" }, NOON),
  holidays: (inbox) => inbox.profile.holidays("DE-BE", 2026),
  mayCall: async (inbox, { talk }) => {
    const calls = await inbox.calls(noMedia);
    return calls.may(talk).finally(() => calls.close());
  },
  room: (inbox) => inbox.replyFiles().limits(),
  receipts: async (inbox, { talk }) => {
    const view = inbox.open(talk);
    await until(view.rows, (rows) => rows.length > 0);
    const details = (await view.acts()).details(view.rows.get()[0]?.key ?? "");
    return details.finally(() => view.leave());
  },
};

export const customer: Asked<Chat> = {
  held: async (chat) => {
    const { raw: _, ...held } = await (await chat.myData()).held("de");
    return held;
  },
  ask: async (chat) => (await chat.myData()).ask("access" as never),
  withdraw: async (chat) => (await chat.myData()).withdraw(5),
  restrict: async (chat) => (await chat.myData()).restrict(true),
  object: async (chat) => (await chat.myData()).object(true),
  exported: async (chat) => (await chat.myData()).exported(),
  objection: async (chat) => (await chat.acts()).objection(),
  receipts: async (chat) => (await chat.acts()).details(chat.rows.get()[0]?.key ?? ""),
  limits: async (chat) => (await chat.files()).limits(),
  mayCall: async (chat) => {
    const calls = await chat.calls(noMedia);
    return calls.may().finally(() => calls.close());
  },
  notifications: async (chat) => {
    const notifications = await chat.notifications();
    return [await notifications.refresh(), notifications.choices.get()];
  },
  devices: async (chat) => chat.devices(),
};
