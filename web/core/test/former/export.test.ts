/** [L8] An export is read where it lies: archives are bounded, checked and never believed. */

import { describe, expect, test } from "vitest";
import { type ExportTrouble, openExport, troubleOf } from "../../src/former/export.ts";
import { MEDIA_BYTES } from "../../src/former/media.ts";
import { ENTRIES, unpack, WrongZip } from "../../src/former/zip.ts";
import { archive, type Member } from "./archive.ts";

const CHAT = "13.12.25, 09:31 - Erika: IMG-1.jpg (Datei angehängt)\n13.12.25, 09:32 - Anna: Gern\n";
const chat = (more: Partial<Member> = {}): Member => ({
  name: "WhatsApp Chat mit Erika.txt",
  data: CHAT,
  ...more,
});
const reading = { order: null, onslice: async () => {} };
const open = (file: Blob) => openExport(file, reading);
const why = (file: Blob): Promise<ExportTrouble | "read"> =>
  open(file).then(() => "read" as const, troubleOf);

test("a text, and an archive with its media, deflated and stored", async () => {
  expect((await open(new Blob([CHAT]))).media.size).toBe(0);
  for (const stored of [true, false]) {
    const file = archive([
      chat({ stored }),
      { name: "IMG-1.jpg", data: "a photo", stored },
      { name: "VID-1.mp4", data: "x" },
    ]);
    const { chat: read, media } = await open(file);
    expect(read.messages).toHaveLength(2);
    expect([...media.keys()]).toEqual(["IMG-1.jpg"]);
    const [member] = media.values();
    if (member === undefined) throw new Error("no media");
    expect(new TextDecoder().decode(await unpack(file, member, 100))).toBe("a photo");
  }
});

test("a name is a name: whatever folders it speaks of, its last part is all that counts", async () => {
  const names = ["../../../etc/IMG-1.jpg", "C:\\\\Windows\\\\IMG-2.jpg", "/IMG-3.jpg", "folder/"];
  const { media } = await open(
    archive([chat({ name: "x/_chat.txt" }), ...names.map((name) => ({ name, data: "x" }))]),
  );
  expect([...media.keys()]).toEqual(["IMG-1.jpg", "IMG-2.jpg", "IMG-3.jpg"]);
});

describe("is refused", () => {
  const many = Array.from({ length: ENTRIES + 1 }, (_, n) => ({ name: `${n}`, data: "" }));
  const cut = (file: Blob, by: number) => file.slice(0, file.size - by);
  test.each<readonly [string, ExportTrouble, Blob]>([
    ["a file without a byte", "empty", new Blob([])],
    ["a picture", "not_export", new Blob([new Uint8Array([0xff, 0xd8, 0xff, 0, 1, 2])])],
    ["an archive without a text", "not_export", archive([{ name: "IMG-1.jpg", data: "x" }])],
    ["an empty archive", "not_export", archive([])],
    ["two chats in one archive", "not_export", archive([chat(), chat({ name: "_chat.txt" })])],
    ["an encrypted archive", "encrypted", archive([chat({ says: { flags: 1 } })])],
    ["an archive that was cut", "broken", cut(archive([chat()]), 30)],
    ["an archive without its end", "broken", cut(archive([chat()]), 1)],
    ["a wrong checksum", "broken", archive([chat({ says: { crc: 1 } })])],
    ["more than the archive says", "bomb", archive([chat({ says: { size: 10 } })])],
    ["less than the archive says", "broken", archive([chat({ says: { size: 1000 } })])],
    ["an entry that ends behind the file", "broken", archive([chat({ says: { packed: 1_000_000 } })])],
    ["more entries than are there", "broken", archive([chat()], 3)],
    ["more entries than a chat has", "too_large", archive(many)],
    ["ZIP64", "too_large", archive([chat()], 0xffff)],
    ["sizes that stand elsewhere", "too_large", archive([chat({ says: { size: 0xffffffff } })])],
    ["a text of gigabytes", "too_large", archive([chat({ says: { size: 0x7fffffff } })])],
    ["a bomb", "bomb", archive([chat({ data: CHAT + "x".repeat(20_000_000) })])],
  ])("%s", async (_, expected, file) => {
    expect(await why(file)).toBe(expected);
  });
});

test("a bomb among the media is named when it is asked for, and is not unpacked beyond what it says", async () => {
  const bomb = { name: "IMG-1.jpg", data: new Uint8Array(MEDIA_BYTES) };
  const lying = { name: "IMG-2.jpg", data: new Uint8Array(4 * MEDIA_BYTES), says: { size: 100 } };
  const file = archive([chat(), bomb, lying]);
  for (const member of (await open(file)).media.values())
    await expect(unpack(file, member, MEDIA_BYTES)).rejects.toThrow(WrongZip);
  expect(
    (await open(archive([chat(), { name: "IMG-3.jpg", data: new Uint8Array(MEDIA_BYTES + 1) }]))).media.size,
  ).toBe(0);
});
