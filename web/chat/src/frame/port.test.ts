import type { LogRow } from "@tresen/core/api";
import { expect, test } from "vitest";
import { type Heard, MOST, newest, portIn, shownIn, standsIn, unread } from "./port.ts";
import { comesAlong, isOneSite, windowLink } from "./window.ts";

const HOST = "https://www.baeckerei.example";
const around = { name: "the website" };
const port = new MessageChannel().port1;
const hello = { tresen: 1, type: "hello", handle: "sonnenschein" };
const heard = (more: Partial<Heard>): Heard => ({
  data: hello,
  origin: HOST,
  source: around,
  ports: [port],
  ...more,
});
const taken = (more: Partial<Heard>) => portIn(heard(more), around, HOST, "sonnenschein");

test("[S22] the greeting of the website around it brings the port", () => {
  expect(taken({})).toBe(port);
  expect(taken({ data: { ...hello, later: true } })).toBe(port);
});

test("[S22] nobody else's greeting does", () => {
  for (const origin of [
    "https://baeckerei.example",
    "http://www.baeckerei.example",
    "null",
    `${HOST}:8443`,
    "",
  ])
    expect(taken({ origin })).toBeNull();
  expect(taken({ source: { name: "a stranger" } })).toBeNull();
  expect(taken({ source: null })).toBeNull();
  expect(taken({ ports: [] })).toBeNull();
  expect(taken({ ports: [port, port] })).toBeNull();
});

test("[S22] what is no greeting for this business does not", () => {
  const others = [
    null,
    undefined,
    "hello",
    7,
    [],
    [hello],
    {},
    { ...hello, tresen: 2 },
    { ...hello, tresen: "1" },
  ];
  const wrong = [
    { ...hello, type: "ready" },
    { ...hello, handle: "andere" },
    { ...hello, handle: undefined },
  ];
  for (const data of [...others, ...wrong]) expect(taken({ data })).toBeNull();
});

test("[S22] on the port it hears whether it is shown, and nothing else", () => {
  expect(shownIn({ type: "shown", open: true })).toBe(true);
  expect(shownIn({ type: "shown", open: false, later: 1 })).toBe(false);
  const others = [
    null,
    "shown",
    {},
    { type: "shown" },
    { type: "shown", open: 1 },
    { type: "hide", open: true },
  ];
  for (const data of [...others, ["shown", true], { open: true }]) expect(shownIn(data)).toBeNull();
});

test("[S22] exactly the website may be above, and nobody above that", () => {
  expect(standsIn(HOST, [HOST], true)).toBe(true);
  // A browser that does not say who is above.
  expect(standsIn(HOST, undefined, true)).toBe(true);
  expect(standsIn(HOST, [HOST], false)).toBe(false);
  expect(standsIn(HOST, undefined, false)).toBe(false);
  for (const above of [[], ["https://x.example"], [HOST, "https://x.example"], [HOST, HOST], ["null"]])
    expect(standsIn(HOST, above, true)).toBe(false);
});

const row = (pos: number | null, ours = false, type = "message"): LogRow =>
  ({ type, pos, ours, key: String(pos) }) as unknown as LogRow;

test("[S22] answers are counted from where somebody looked last, up to what a button has room for", () => {
  const rows = [row(1, true), row(2), row(3, false, "note"), row(4), row(null, true), row(5, true)];
  expect(newest(rows)).toBe(4);
  expect([0, 2, 3, 4, 5].map((seenTo) => unread(rows, seenTo))).toEqual([2, 1, 1, 0, 0]);
  expect(newest([])).toBe(0);
  expect(
    unread(
      Array.from({ length: 300 }, (_, at) => row(at + 1)),
      0,
    ),
  ).toBe(MOST);
});

const hash = `#key=ABC&host=${encodeURIComponent(HOST)}`;
const here = { path: "/sonnenschein", hash, returnLink: null, draft: "" };

test("[S22] a window gets the sign, the way back if there is one, and the words that were typed", () => {
  expect(windowLink(here)).toBe("/sonnenschein#key=ABC");
  expect(windowLink({ ...here, draft: "Guten Tag & mehr" })).toBe(
    "/sonnenschein#q=Guten%20Tag%20%26%20mehr&key=ABC",
  );
  const returnLink = "https://t.example/sonnenschein#return=S.F";
  expect(windowLink({ ...here, returnLink })).toBe(returnLink);
  expect(windowLink({ ...here, returnLink, draft: "a#b" })).toBe(`${returnLink}&q=a%23b`);
  expect(windowLink({ ...here, hash: `${hash}&w=7K3M2QXD&q=Vorher`, draft: "Jetzt" })).toBe(
    "/sonnenschein#q=Jetzt&key=ABC&w=7K3M2QXD",
  );
  expect(windowLink({ ...here, hash: `#return=T.F&${hash.slice(1)}` })).toBe("/sonnenschein#key=ABC");
});

test("[S3] words that do not fit a link stay where they are", () => {
  const long = "🥨".repeat(501);
  expect(comesAlong("🥨".repeat(500))).toBe(true);
  expect(comesAlong(long)).toBe(false);
  expect(windowLink({ ...here, draft: long })).toBe("/sonnenschein#key=ABC");
});

test("[S22] of one site is what certainly is", () => {
  expect(isOneSite("https://www.shop.example", "https://chat.shop.example")).toBe(true);
  expect(isOneSite("https://shop.example", "https://chat.shop.example:8443")).toBe(true);
  expect(isOneSite("http://localhost:1", "http://localhost:2")).toBe(true);
  expect(isOneSite("http://127.0.0.1:1", "http://localhost:2")).toBe(false);
  expect(isOneSite("https://myshop.example", "https://shop.example")).toBe(false);
  expect(isOneSite("https://a.shop.example", "https://b.shop.example")).toBe(false);
});
