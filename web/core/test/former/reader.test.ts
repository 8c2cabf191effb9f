/** [L8] An export is chosen from, packed and read back; the same messages are never kept twice. */

import { describe, expect, test } from "vitest";
import { CUT, TEXT_CHARACTERS } from "../../src/former/chat.ts";
import { foundIn, wanted } from "../../src/former/find.ts";
import { type KeptMessage, openPart, PART_MESSAGES, packMessages, partsOf } from "../../src/former/pack.ts";
import { type Choice, ExportReader, type Packed } from "../../src/former/reader.ts";
import { type FormerPort, remoteReader, serveReader } from "../../src/former/remote.ts";
import { seeded } from "../world/seeded.ts";
import { archive } from "./archive.ts";

const lines = (count: number, day = (n: number) => 1 + (n % 28)) =>
  Array.from({ length: count }, (_, n) => {
    const two = String(day(n)).padStart(2, "0");
    return `${two}.11.25, 09:31 - ${n % 2 === 0 ? "Erika" : "Anna"}: Nachricht ${n}`;
  });
const blob = (all: readonly string[]) => new Blob([all.join("\n")]);
const ALL: Choice = { from: "2025-01-01", to: "2025-12-31", known: [] };
const all = async (file: Blob): Promise<readonly KeptMessage[]> =>
  (await Promise.all((await partsOf(file)).map((place) => openPart(file, place)))).flat();

async function packed(file: Blob, choice: Choice = ALL): Promise<Packed> {
  const reader = new ExportReader();
  await reader.open(file, null, () => {});
  await reader.choose(choice);
  return reader.pack(new Map(), () => {});
}

test("a preview says who wrote, on which days, and what can be kept", async () => {
  const text = [
    "01.11.25, 09:31 - Erika: IMG-1.jpg (Datei angehängt)",
    "03.11.25, 09:31 - Anna: Gern",
    "03.11.25, 10:00 - Erika: fehlt.jpg (Datei angehängt)",
  ];
  const reader = new ExportReader();
  const file = archive([
    { name: "_chat.txt", data: text.join("\n") },
    { name: "IMG-1.jpg", data: "x" },
  ]);
  expect(await reader.open(file, null, () => {})).toEqual({
    writers: [
      { name: "Erika", messages: 2 },
      { name: "Anna", messages: 1 },
    ],
    days: [
      { day: "2025-11-01", messages: 1, media: 1 },
      { day: "2025-11-03", messages: 2, media: 0 },
    ],
    notices: 0,
  });
  expect(await reader.choose(ALL)).toEqual({ messages: 3, before: 0, media: ["IMG-1.jpg"] });
  expect(await reader.choose({ ...ALL, from: "2025-11-02" })).toEqual({ messages: 2, before: 0, media: [] });
  await reader.choose(ALL);
  const place = { name: "Foto.jpg", type: "image/jpeg", bundle: 1, from: 0, size: 1 };
  const kept = await reader.pack(new Map([["IMG-1.jpg", place]]), () => {});
  expect([kept.writers, kept.from, kept.to, kept.messages]).toEqual([
    ["Erika", "Anna"],
    "2025-11-01",
    "2025-11-03",
    3,
  ]);
  const media = (await all(kept.text)).map((each) => each.media);
  expect(media).toEqual([
    place,
    null,
    { name: "fehlt.jpg", type: "image/jpeg", bundle: 0, from: 0, size: 0 },
  ]);
});

describe("what is kept already", () => {
  test("the same export again adds nothing, a later one what is new, and what was said twice stays twice", async () => {
    const first = [
      "01.11.25, 09:31 - Erika: Ja",
      "01.11.25, 09:31 - Erika: Ja",
      "01.11.25, 09:32 - Anna: Gern",
    ];
    const kept = await packed(blob(first));
    const known = [{ file: kept.text, writers: kept.writers }];
    const reader = new ExportReader();
    await reader.open(blob(first), null, () => {});
    expect(await reader.choose({ ...ALL, known })).toEqual({ messages: 0, before: 3, media: [] });
    await reader.open(
      blob([...first, "02.11.25, 09:31 - Erika: Ja", "01.11.25, 09:31 - Erika: Ja"]),
      null,
      () => {},
    );
    expect(await reader.choose({ ...ALL, known })).toEqual({ messages: 2, before: 3, media: [] });
  });

  test("other days of the same export add those days", async () => {
    const file = blob(lines(100));
    const kept = await packed(file, { ...ALL, to: "2025-11-10" });
    const reader = new ExportReader();
    await reader.open(file, null, () => {});
    const chosen = await reader.choose({ ...ALL, known: [{ file: kept.text, writers: kept.writers }] });
    expect(chosen).toEqual({ messages: 100 - kept.messages, before: kept.messages, media: [] });
  });
});

describe("parts", () => {
  test("50,000 messages: a reader unpacks the parts that are looked at and no other", async () => {
    const told: number[] = [];
    const reader = new ExportReader();
    await reader.open(blob(lines(50_000)), null, () => {});
    await reader.choose(ALL);
    const { text } = await reader.pack(new Map(), (done) => told.push(done));
    expect(told).toHaveLength(50_000 / PART_MESSAGES);
    const places = await partsOf(text);
    expect(places).toHaveLength(50_000 / PART_MESSAGES);
    const last = await openPart(text, places.at(-1) as (typeof places)[number]);
    expect(last.at(-1)?.text).toBe("Nachricht 49999");
  });

  test("long messages close a part early", async () => {
    const long = {
      at: "2025-11-01T09:31",
      writer: 0,
      text: "ä".repeat(TEXT_CHARACTERS) + CUT,
      mark: "none",
      media: null,
    } as const;
    const text = await packMessages(Array.from({ length: 30 }, () => long));
    expect((await partsOf(text)).length).toBeGreaterThan(3);
    expect(await all(text)).toHaveLength(30);
  });

  test("what is cut or turned is refused", async () => {
    const { text } = await packed(blob(lines(20)));
    const bytes = new Uint8Array(await text.arrayBuffer());
    const random = seeded(7);
    for (let n = 0; n < 200; n++) {
      const at = Math.floor(random() * bytes.length);
      const wrong =
        n % 2 === 0
          ? bytes.slice(0, at)
          : Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ (1 + n) : byte));
      const read = await all(new Blob([wrong])).catch((error: Error) => error.name);
      // A turned bit inside a letter may be another letter: the file's hash finds it (F2).
      if (typeof read === "string") expect(read).toBe("Refused");
    }
  });
});

test("[property] what is written in each format is read back equal", async () => {
  const random = seeded(11);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const two = (n: number) => String(n).padStart(2, "0");
  const words = [
    "Brot",
    "8:30",
    "Ä: ja",
    "שלום",
    "مرحبا",
    "👩‍🍳",
    "- eins",
    "<b>x</b>",
    "https://a.example/?q=1",
    "1/2/25",
    "[x]",
  ];
  for (let round = 0; round < 60; round++) {
    const format = round % 4;
    const said = Array.from({ length: 40 }, (_, n) => ({
      day: 1 + Math.floor(n / 2),
      hour: Math.floor(random() * 24),
      minute: Math.floor(random() * 60),
      name: pick(["Erika Krause", "Anna B.", "Ömer", "+49 151 1"]),
      text: Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick(words)).join(pick([" ", "\n"])),
    }));
    const half = (hour: number, minute: number) =>
      `${hour % 12 || 12}:${two(minute)}\u202f${hour < 12 ? "AM" : "PM"}`;
    const text = said
      .map(({ day, hour, minute, name, text: words }) => {
        const head = [
          `${two(day)}.12.25, ${two(hour)}:${two(minute)} - `,
          `12/${day}/25, ${half(hour, minute)} - `,
          `\u200e[${two(day)}.12.25, ${two(hour)}:${two(minute)}:00] `,
          `[12/${day}/25, ${half(hour, minute).replace("\u202f", ":00\u202f")}] `,
        ][format];
        return `${head}${name}: ${words}`;
      })
      .join(round % 2 === 0 ? "\n" : "\r\n");
    const kept = await packed(new Blob([text]));
    const read = (await all(kept.text)).map((each) => [
      each.at.slice(0, 16),
      kept.writers[each.writer],
      each.text,
    ]);
    expect(read).toEqual(
      said.map(({ day, hour, minute, name, text: words }) => [
        `2025-12-${two(day)}T${two(hour)}:${two(minute)}`,
        name,
        words,
      ]),
    );
  }
});

describe("in a worker", () => {
  function pair() {
    const port: FormerPort & { onmessage: ((event: never) => void) | null } = {
      postMessage: () => {},
      onmessage: null,
    };
    const worker = {
      ...port,
      onerror: null as ((event: never) => void) | null,
      ended: false,
      terminate: () => {},
    };
    const pass = (to: { onmessage: ((event: never) => void) | null }) => (data: unknown) =>
      queueMicrotask(() => to.onmessage?.({ data: structuredClone(data) } as never));
    port.postMessage = pass(worker);
    worker.postMessage = pass(port);
    serveReader(port);
    return { worker, reader: remoteReader(worker) };
  }

  test("the same steps, with progress", async () => {
    const { reader } = pair();
    const told: number[] = [];
    const { writers } = await reader.open(blob(lines(5000)), null, (done) => told.push(done));
    expect(writers.map(({ messages }) => messages)).toEqual([2500, 2500]);
    expect(told.length).toBeGreaterThan(2);
    expect((await reader.choose(ALL)).messages).toBe(5000);
    expect((await reader.pack(new Map(), () => {})).messages).toBe(5000);
  });

  test("a refusal says why, and closing ends what is under way", async () => {
    const { reader } = pair();
    await expect(reader.open(new Blob([]), null, () => {})).rejects.toMatchObject({ why: "empty" });
    const open = reader.open(blob(lines(5000)), null, () => {});
    reader.close();
    await expect(open).rejects.toMatchObject({ why: "unreadable" });
  });
});

test("every word is found by its beginning, whatever its case and accents", () => {
  const text = "Bitte zwei Öffnungstorten für die Straßenbäckerei am Samstag";
  expect(foundIn(text, wanted("oeff STRASSE"))?.marks).toEqual([
    [11, 25],
    [34, 49],
  ]);
  expect(foundIn(text, wanted("off"))?.text).toBe(text);
  expect(foundIn(text, wanted("torten"))).toBeNull();
  expect(foundIn(text, wanted("zwei drei"))).toBeNull();
  expect(foundIn(`${"x ".repeat(100)}Torte`, wanted("torte"))?.text.startsWith("…")).toBe(true);
  expect(wanted(" - ")).toEqual([]);
});
