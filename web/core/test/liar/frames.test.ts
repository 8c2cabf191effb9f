/**
 * One lie for each field of the frames that a server sends a customer's page: the page notices it, shows what it shows without the lie, or the
 * field stands among the server's claims (protocol/threats.md), which Python's clients are held to as well.
 */

import { afterEach, expect, test } from "vitest";
import table from "../../../../protocol/claims.json" with { type: "json" };
import type { Chat } from "../../src/customer/api.ts";
import { createChat } from "../../src/customer/page.ts";
import { openBakery } from "../world/bakery.ts";
import { Browser, until } from "../world/browser.ts";
import { said } from "../world/said.ts";
import { MemoryServer } from "../world/server.ts";

type Told = readonly unknown[];
type Verdict = "noticed" | "harmless" | "believed";

const bakery = await openBakery();
const open: Chat[] = [];
const frames: Readonly<Record<string, readonly string[]>> = table.frames;
/** What a visit may take; the same without a lie takes a tenth. */
const PATIENCE_MS = 800;

afterEach(() => {
  for (const chat of open.splice(0)) chat.close();
});

/** What may stand there instead. */
function others(value: unknown): unknown[] {
  if (typeof value === "boolean") return [!value];
  if (typeof value === "number")
    return [value + 1, value === 0 ? 2 : value - 1, 0, Number.MAX_SAFE_INTEGER, null];
  if (typeof value === "string") return [`${value}x`, "", null];
  if (value instanceof Uint8Array && value.length > 0)
    return [value.map((byte, at) => (at === 0 ? byte ^ 1 : byte)), new Uint8Array(value.length), null];
  if (value === null) return [1, new Uint8Array(16)];
  return [];
}

/** Retells a frame: `tell` is asked for each field by its name. */
function retold(frame: unknown, tell: (name: string, value: unknown) => unknown): unknown {
  const [tag, ...values] = frame as Told;
  const [name, ...fields] = frames[String(tag)] ?? [];
  if (name === undefined) return frame;
  const rows = { Events: ["Event", table.event], Marks: ["MarkRow", table.marks] } as const;
  const inner = name in rows ? rows[name as keyof typeof rows] : null;
  const told = values.map((value, at) => {
    const within =
      inner !== null && at === 0
        ? (value as readonly Told[]).map((row) =>
            row.map((each, column) => tell(`${inner[0]}.${inner[1][column]}`, each)),
          )
        : value;
    return tell(`${name}.${fields[at]}`, within);
  });
  return [tag, ...told];
}

/** What a page shows that is opened again and says something. */
async function visit(
  tell: (name: string, value: unknown) => unknown,
): Promise<{ alarm: boolean; shown: string }> {
  const server = new MemoryServer(bakery);
  const browser = new Browser(server);
  const first = createChat(browser.chat());
  open.push(first);
  await first.begin();
  await first.send("eins");
  await until(first.rows, (rows) => sent(rows) === 1);
  first.close();
  // The team closes the conversation meanwhile: the page is told an event.
  for (const talk of server.talks.keys()) server.close(talk);
  server.retell = (frame) => retold(frame, tell);
  const chat = createChat(browser.chat());
  open.push(chat);
  await until(chat.phase, (phase) => phase !== "loading");
  if (chat.phase.get() !== "conversation") return { alarm: true, shown: "stopped" };
  await chat.send("zwei").catch(() => {});
  const done = await until(chat.rows, (rows) => sent(rows) === 2, PATIENCE_MS).then(
    () => true,
    () => false,
  );
  const rows = chat.rows.get();
  const troubled = rows.some((row) => row.type === "message" && row.trouble);
  const alarm = troubled || chat.stop.get() !== null || chat.net.get() === "offline";
  return {
    alarm: alarm || (!done && chat.net.get() !== "online"),
    shown: JSON.stringify([done, rows.map(plain)]),
  };
}

type Rows = ReturnType<Chat["rows"]["get"]>;

const sent = (rows: Rows): number =>
  rows.filter((row) => row.type === "message" && (row.state === "sent" || row.state === "read")).length;
const plain = (row: Rows[number]): unknown => (row.type === "message" ? [said(row), row.state] : row.type);

const honest = new Map<string, unknown>();
const truth = await visit((name, value) => {
  if (!honest.get(name)) honest.set(name, value);
  return value;
});

test("the truth is no alarm", () => {
  expect(truth.alarm).toBe(false);
  expect(honest.size).toBeGreaterThan(20);
});

test.for([...honest.keys()].filter((name) => others(honest.get(name)).length > 0))(
  "[S15] %s is noticed, harmless, or the server's claim",
  { timeout: 30_000 },
  async (name) => {
    const found = new Set<Verdict>();
    for (const other of others(honest.get(name)).filter((_, at) => at % 2 === 0)) {
      const { alarm, shown } = await visit((field, value) => (field === name ? other : value));
      found.add(alarm ? "noticed" : shown === truth.shown ? "harmless" : "believed");
    }
    if (found.has("believed")) expect(table.claims).toContain(name);
  },
);
