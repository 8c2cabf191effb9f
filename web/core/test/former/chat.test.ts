/** [L8] What is written in each format of an export is read back; what is no export is refused by name. */

import { describe, expect, test } from "vitest";
import {
  CHAT_CHARACTERS,
  CUT,
  type FormerText,
  MESSAGES,
  NotRead,
  readChat,
  SLICE,
  TEXT_CHARACTERS,
} from "../../src/former/chat.ts";
import type { DayOrder } from "../../src/former/heads.ts";

const read = (text: string, order: DayOrder | null = null): Promise<FormerText> =>
  readChat(text, { order, onslice: async () => {} });
const why = (text: string): Promise<string> =>
  read(text).then(
    () => "read",
    (error) => (error instanceof NotRead ? error.why : String(error)),
  );
const LRM = "\u200e";
const NNBSP = "\u202f";

const FORMATS: readonly (readonly [string, string, string])[] = [
  ["Android, German", "13.12.25, 09:31 - Erika Krause: Guten Tag", "2025-12-13T09:31"],
  ["Android, German, long year", "13.12.2025, 09:31 - Erika Krause: Guten Tag", "2025-12-13T09:31"],
  ["Android, German, um", "13.12.25 um 09:31 Uhr - Erika Krause: Guten Tag", "2025-12-13T09:31"],
  ["Android, English", "12/13/25, 9:31 AM - Erika Krause: Guten Tag", "2025-12-13T09:31"],
  ["Android, British", "13/12/2025, 21:31 - Erika Krause: Guten Tag", "2025-12-13T21:31"],
  ["Android, narrow space", `12/13/25, 9:31${NNBSP}PM - Erika Krause: Guten Tag`, "2025-12-13T21:31"],
  ["Android, small letters", "13/12/2025, 9:31 pm - Erika Krause: Guten Tag", "2025-12-13T21:31"],
  ["Android, with points", "13/12/2025, 9:31 p.m. - Erika Krause: Guten Tag", "2025-12-13T21:31"],
  ["midnight", "12/13/25, 12:05 AM - Erika Krause: Guten Tag", "2025-12-13T00:05"],
  ["noon", "12/13/25, 12:05 PM - Erika Krause: Guten Tag", "2025-12-13T12:05"],
  ["iOS, German", "[13.12.25, 09:31:07] Erika Krause: Guten Tag", "2025-12-13T09:31:07"],
  ["iOS, with a mark", `${LRM}[13.12.25, 09:31:07] Erika Krause: ${LRM}Guten Tag`, "2025-12-13T09:31:07"],
  ["iOS, English", `[12/13/25, 9:31:07${NNBSP}PM] Erika Krause: Guten Tag`, "2025-12-13T21:31:07"],
  ["iOS, the year first", "[2025-12-13, 09:31:07] Erika Krause: Guten Tag", "2025-12-13T09:31:07"],
  ["iOS, an unknown number", `[13.12.25, 09:31:07] ~${NNBSP}Erika Krause: Guten Tag`, "2025-12-13T09:31:07"],
];

describe("formats", () => {
  test.each(FORMATS)("%s", async (_, line, at) => {
    expect(await read(`\ufeff${line}\r\n`)).toEqual({
      writers: ["Erika Krause"],
      messages: [{ at, writer: 0, text: "Guten Tag", mark: "none", file: null }],
      notices: 0,
    });
  });

  test("several lines are one message, and a line that looks like a beginning of another system is one of them", async () => {
    const { messages } = await read(
      "13.12.25, 09:31 - Erika: Drei Brote:\n\n- Roggen\n[13.12.25, 09:31:07] Anna: Zitat\n13.12.25, 09:32 - Anna: Gern",
    );
    expect(messages.map(({ text }) => text)).toEqual([
      "Drei Brote:\n\n- Roggen\n[13.12.25, 09:31:07] Anna: Zitat",
      "Gern",
    ]);
  });

  test("notices of the messenger are left out and counted", async () => {
    const { messages, notices, writers } = await read(
      [
        "13.12.25, 09:30 - Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. Niemand kann mitlesen.",
        "13.12.25, 09:30 - Anna hat die Gruppe „Brot: täglich“ erstellt.",
        "13.12.25, 09:31 - Erika: Guten Tag",
        "13.12.25, 09:31 - Erika hat Ben hinzugefügt.",
        "13.12.25, 09:32 - Erika: Anna hat zwei Brote hinzugefügt",
      ].join("\n"),
    );
    expect([writers, messages.length, notices]).toEqual([["Erika"], 2, 3]);
    const ios = await read(
      `[13.12.25, 09:30:00] Erika: ${LRM}Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.\n[13.12.25, 09:31:00] Erika: Guten Tag`,
    );
    expect([ios.messages.length, ios.notices]).toEqual([1, 1]);
  });

  const MARKS: readonly (readonly [string, object])[] = [
    ["<Medien ausgeschlossen>", { text: "", file: "" }],
    ["<Media omitted>", { text: "", file: "" }],
    [`${LRM}Bild weggelassen`, { text: "", file: "" }],
    [`${LRM}image omitted`, { text: "", file: "" }],
    [`Angebot.pdf • ${LRM}2 Seiten ${LRM}Dokument weggelassen`, { text: "", file: "Angebot.pdf" }],
    [
      "IMG-20251213-WA0001.jpg (Datei angehängt)\nSo eine Torte",
      { text: "So eine Torte", file: "IMG-20251213-WA0001.jpg" },
    ],
    [`${LRM}IMG-20251213-WA0001.jpg (file attached)`, { text: "", file: "IMG-20251213-WA0001.jpg" }],
    [`${LRM}<attached: 0001-PHOTO-2025.jpg>`, { text: "", file: "0001-PHOTO-2025.jpg" }],
    [`So eine ${LRM}<Anhang: 0001-PHOTO-2025.jpg>`, { text: "So eine", file: "0001-PHOTO-2025.jpg" }],
    ["Morgen um 8 <Diese Nachricht wurde bearbeitet.>", { text: "Morgen um 8", mark: "edited" }],
    [`Tomorrow at 8 ${LRM}<This message was edited>`, { text: "Tomorrow at 8", mark: "edited" }],
    ["Diese Nachricht wurde gelöscht.", { text: "", mark: "deleted" }],
    [`${LRM}You deleted this message.`, { text: "", mark: "deleted" }],
    ["<script>alert(1)</script>", { text: "<script>alert(1)</script>" }],
  ];
  test.each(MARKS)("the messenger's own words: %s", async (said, expected) => {
    const { messages } = await read(`13.12.25, 09:31 - Erika: ${said}`);
    expect(messages).toEqual([
      { at: "2025-12-13T09:31", writer: 0, text: "", mark: "none", file: null, ...expected },
    ]);
  });
});

describe("day and month", () => {
  const line = (day: string) => `${day}, 09:31 - Erika: Guten Tag`;
  const days = async (all: readonly string[], order: DayOrder | null = null) =>
    (await read(all.map(line).join("\n"), order)).messages.map(({ at }) => at.slice(0, 10));

  test("one day that only one order has decides for the whole file", async () => {
    expect(await days(["1/2/25", "1/13/25"])).toEqual(["2025-01-02", "2025-01-13"]);
    expect(await days(["1/2/25", "13/2/25"])).toEqual(["2025-02-01", "2025-02-13"]);
  });

  test("time goes on, also where both orders have every day", async () => {
    expect(await days(["1/11/25", "2/11/25", "3/1/25"], null)).toEqual([
      "2025-01-11",
      "2025-02-11",
      "2025-03-01",
    ]);
  });

  test("where nothing decides, a person is asked, and answers for the whole file", async () => {
    expect(await why(line("1/2/25"))).toBe("which_day");
    expect(await days(["1/2/25"], "dmy")).toEqual(["2025-02-01"]);
    expect(await days(["1/2/25"], "mdy")).toEqual(["2025-01-02"]);
    expect(await days(["2/2/25"])).toEqual(["2025-02-02"]);
  });
});

describe("names", () => {
  const names = async (...lines: readonly string[]) =>
    (await read(lines.map((line) => `13.12.25, 09:31 - ${line}`).join("\n"))).writers;

  test("a colon ends the name; one that every message has is of the name", async () => {
    expect(await names("Erika: Achtung: heiß", "Erika: Ja")).toEqual(["Erika"]);
    expect(await names("Laden: Anna: Ja", "Laden: Anna: Nein", "Laden: Anna: Doch")).toEqual(["Laden: Anna"]);
  });

  const PHOTO = "00000001-PHOTO.jpg";
  test.each(["Anhang", "attached"])("files alone are no part of a name: <%s: …>", async (word) => {
    const line = `[01.02.20, 10:01:00] Maria: ${LRM}<${word}: ${PHOTO}>`;
    const { writers, messages } = await read([line, line, line].join("\n"));
    expect(writers).toEqual(["Maria"]);
    expect(messages.map(({ text, file }) => [text, file])).toEqual(Array(3).fill(["", PHOTO]));
    expect((await read(Array(3).fill(line.replace(LRM, "")).join("\n"))).writers).toEqual(["Maria"]);
  });

  test("words that all begin alike are no part of a name that wrote nothing as well", async () => {
    expect(await names(...Array(3).fill("Maria: Laden: zu"), "Maria:")).toEqual(["Maria"]);
    expect(await names(...Array(3).fill("Maria: Laden: zu"), "Ma\u061cria: Ja")).toEqual(["Maria"]);
  });

  test("a long name does not swallow words with colons", async () => {
    const long = "ä".repeat(70);
    expect(await names(`${long}: a: x`, `${long}: b: x`, `${long}: c: x`)).toEqual(["ä".repeat(60)]);
  });

  test.each(["\u061c", "\u200e", "\u200f", "\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"])(
    "%j in a name makes no second writer",
    async (unseen) => {
      expect(await names("Anna: Ja", `A${unseen}nna: Ja`, `${unseen}Anna${unseen}: Ja`)).toEqual(["Anna"]);
    },
  );

  test("nothing in a name turns what stands around it, and long ones are cut", async () => {
    expect(await names(`\u202eKrause\u202c\u200f: Ja`)).toEqual(["Krause"]);
    expect(await names(`${"ä".repeat(200)}: Ja`)).toEqual(["ä".repeat(60)]);
    for (const name of ["Erika 👩‍🍳", "👨‍👩‍👧 Krause", "Ben 🤷🏽‍♂️", "Pride 🏳️‍🌈"])
      expect(await names(`${name}: Ja`)).toEqual([name]);
  });
});

describe("what is no chat", () => {
  const group = Array.from({ length: 41 }, (_, n) => `13.12.25, 09:31 - P${n}: x`).join("\n");
  test.each([
    ["nothing", "", "empty"],
    ["blanks", " \n\n", "empty"],
    ["another text", "Sehr geehrte Damen und Herren\n".repeat(50), "not_export"],
    ["days that do not exist", "31.02.25, 09:31 - Erika: Guten Tag", "no_date"],
    ["notices alone", "13.12.25, 09:31 - Nachrichten sind Ende-zu-Ende-verschlüsselt.", "empty"],
    ["a crowd", group, "group"],
    ["more letters than a chat has", "x".repeat(CHAT_CHARACTERS + 1), "too_large"],
  ])("%s", async (_, text, expected) => {
    expect(await why(text)).toBe(expected);
  });

  test("more messages than a chat has", async () => {
    expect(await why("13.12.25, 09:31 - E: x\n".repeat(MESSAGES + 1))).toBe("too_large");
  });

  test("control characters go, a text without end is cut", async () => {
    const { messages } = await read(
      `13.12.25, 09:31 - E: a\u0000\u0007\u001b[31mb\u2066c\ud800\n${"x".repeat(TEXT_CHARACTERS)}`,
    );
    expect(messages[0]?.text.startsWith("a[31mbc\ufffd\nxxx")).toBe(true);
    expect(messages[0]?.text.endsWith("x […]")).toBe(true);
  });

  test("marks of direction go, joiners of emoji stay", async () => {
    const { messages } = await read("13.12.25, 09:31 - E: a\u061cb\u200e\u200fc\u202e\u2069d\u00ade 👩‍🍳");
    expect(messages[0]?.text).toBe("abcde 👩‍🍳");
  });

  test("blank lines at the end go, however many stand elsewhere: none is looked at twice", async () => {
    const many = "\n".repeat(200_000);
    const { messages } = await read(`13.12.25, 09:31 - E: a\n\nb${many}\n13.12.25, 09:31 - E: c${many}d`);
    expect(messages[0]?.text).toBe("a\n\nb");
    expect(messages[1]?.text).toHaveLength(TEXT_CHARACTERS + CUT.length);
  });

  test("a day that does not exist goes on with the message, with all its lines", async () => {
    const { messages } = await read(
      `13.12.25, 09:31 - E: a\n31.02.25, 09:31 - E: b${"\n".repeat(2_000_000)}`,
    );
    expect(messages.map(({ text }) => text)).toEqual(["a\n31.02.25, 09:31 - E: b"]);
  });

  test("a line with a hundred thousand signs costs one look", async () => {
    const { messages } = await read(`13.12.25, 09:31 - E: a\n${"[1.1.1, 1:1".repeat(100_000)}`);
    expect(messages).toHaveLength(1);
  });
});

describe("50,000 messages", () => {
  const text = Array.from({ length: 50_000 }, (_, n) => `13.12.25, 09:31 - E${n % 2}: Nachricht ${n}`).join(
    "\n",
  );

  test("are read in slices, each of which says how far it is", async () => {
    const told: number[] = [];
    const chat = await readChat(text, {
      order: null,
      onslice: async (done) => {
        told.push(done);
      },
    });
    expect(chat.messages).toHaveLength(50_000);
    expect(told).toHaveLength(50_000 / SLICE + 1);
    expect(told.at(-1)).toBe(text.length);
  });

  test("are stopped after any slice", async () => {
    let slices = 0;
    const stopped = readChat(text, {
      order: null,
      onslice: async () => {
        if (++slices === 3) throw new RangeError("stop");
      },
    });
    await expect(stopped).rejects.toThrow("stop");
    expect(slices).toBe(3);
  });
});
