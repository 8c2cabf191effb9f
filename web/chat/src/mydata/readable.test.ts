import { speak } from "@tresen/ui";
import { de } from "@tresen/ui/i18n/de";
import { en } from "@tresen/ui/i18n/en";
import { expect, test } from "vitest";
import { isWhole } from "./package.ts";
import { readable } from "./readable.ts";

const EVIL = `<img src=x onerror=alert(1)>"'&</script><script>alert(2)</script>`;
const message = (pos: number, from: string, payload: object, more: object = {}) => ({
  pos,
  at_ms: 1_795_000_000_000 + pos,
  type: "message",
  device: "D",
  counter: pos,
  from,
  payload,
  ...more,
});
const json = {
  format: "tresen-my-data",
  version: 1,
  made_ms: 1_795_000_000_000,
  business: { name: EVIL, privacy: EVIL, imprint: EVIL },
  conversation: { id: "c", complete: true },
  entries: [
    message(
      3,
      "customer",
      { kind: "text", text: `KANARIE-1 ${EVIL}` },
      {
        invitation: {
          at_ms: 1_794_000_000_000,
          by: EVIL,
          text: `KANARIE-18 ${EVIL}`,
          files: [{ name: "KANARIE-19", type: "application/pdf", bytes: 1, path: "files/00003-1-a b.pdf" }],
        },
      },
    ),
    message(4, "team", { kind: "text", text: "KANARIE-2" }, { by: EVIL }),
    message(5, "customer", { kind: "edit", text: "KANARIE-3" }, { refers: "D.3" }),
    message(6, "team", { kind: "reaction", emoji: "👍" }, { refers: "D.3" }),
    message(
      7,
      "team",
      { kind: "photo", caption: "KANARIE-4", alt: EVIL },
      {
        file: { name: EVIL, type: "image/svg+xml", bytes: 1, path: "files/00007-a b#.svg" },
      },
    ),
    message(
      8,
      "team",
      { kind: "file", caption: "" },
      { file: { name: "KANARIE-5", type: "x", bytes: 1, missing: "gone" } },
    ),
    message(9, "team", { kind: "from-the-future", secret: "KANARIE-6" }),
    message(10, "team", undefined as never, { trouble: "unreadable", payload: undefined }),
    { pos: 11, at_ms: 1, type: "gone" },
    { pos: 12, at_ms: 1, type: "automatic", name: "greeting", text: "KANARIE-7" },
    { pos: 13, at_ms: 1, type: "closed" },
  ],
  waiting: [{ at_ms: 5, payload: { kind: "text", text: "KANARIE-8" } }],
  contact_card: { name: "KANARIE-9", phone: "", email: "", address: "KANARIE-10" },
  back_room: [
    {
      looked_ms: 5,
      card: [{ field: "note", value: "KANARIE-11" }],
      labels: ["KANARIE-12"],
      notes: [{ at_ms: 5, text: "KANARIE-13" }],
      later: [{ at_ms: 5, text: "KANARIE-14" }],
      struck: 2,
    },
  ],
  held: {
    since_ms: 5,
    events: 11,
    bytes: 5,
    files: 1,
    objected: false,
    restricted: true,
    passkeys: [{ device: "AAAA", since_ms: Date.UTC(2026, 10, 25) }],
    devices: [{ device: "KANARIE-15", paper: false, since_ms: 5, removed_ms: 6 }],
    access: [{ at_ms: 5, what: "exported", person: null }],
    retention: [{ class: "chat", days: 90, until_ms: 7 }],
    purposes: [{ what: "KANARIE-16", purpose: "p", basis: EVIL, kept: "k" }],
    recipients: [{ who: "KANARIE-17", what: "w", where: "x", basis: "b" }],
    requests: [{ n: 1, kind: "access", state: "open", at_ms: 5, due_ms: 6 }],
  },
};

test.each(["de", "en"] as const)("[Art. 15] every canary is on the page (%s)", (language) => {
  speak(language, language === "de" ? de : en);
  const page = readable(json, "Europe/Berlin");
  for (let n = 1; n <= 19; n++) expect(page).toContain(`KANARIE-${n}`);
});

test("[Art. 15, S20] each passkey is named: what it opens, and since when", () => {
  const row = "<dt>Passkey zum Rückkehr-Link seit</dt><dd>25. November 2026</dd>";
  speak("de", de);
  expect(readable(json, "Europe/Berlin")).toContain(row);
  speak("en", en);
  expect(readable(json, "Europe/Berlin")).toContain("Passkey for the return link since");
  const none = readable({ ...json, held: { ...json.held, passkeys: undefined } }, "Europe/Berlin");
  expect(none).not.toContain("Passkey");
});

test("nothing that anybody wrote becomes markup, and the page asks for nothing", () => {
  const page = readable(json, "Europe/Berlin");
  expect(page).not.toContain("<script");
  expect(page.match(/<img /g)).toHaveLength(1);
  expect(page).not.toContain('onerror=alert(1)>"');
  expect(page).toContain('src="files/00007-a%20b%23.svg"');
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
});

test("a package says whether something is missing that could still be had", () => {
  expect(isWhole(json)).toBe(true);
  expect(isWhole({ ...json, held: null })).toBe(false);
  expect(isWhole({ ...json, conversation: { complete: false } })).toBe(false);
  expect(isWhole({ ...json, entries: [{ file: { missing: "unreachable" } }] })).toBe(false);
});

test("what is not of the shape that the page knows is left out, not an error", () => {
  expect(() =>
    readable(
      { business: 7, conversation: null, entries: "x", held: null, back_room: null, contact_card: null },
      "nowhere",
    ),
  ).not.toThrow();
});
