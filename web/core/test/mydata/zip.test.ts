import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { crcOf, endOf, zipOf } from "../../src/mydata/zip.ts";

const AT = Date.UTC(2026, 10, 27, 9, 30, 12);
const blob = (text: string) => new Blob([text]);

/** What another program finds in it: Python's reader, which checks every checksum. */
async function read(zip: Blob): Promise<Record<string, string>> {
  const file = join(mkdtempSync(join(tmpdir(), "zip-")), "x.zip");
  writeFileSync(file, Buffer.from(await zip.arrayBuffer()));
  const script =
    "import json,sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; " +
    "print(json.dumps({i.filename: [z.read(i).decode(), list(i.date_time)] for i in z.infolist()}))";
  return JSON.parse(execFileSync("python3", ["-c", script, file], { encoding: "utf8" }));
}

test("[Art. 20] another program opens it: names beyond ASCII, folders, empty files, the time", async () => {
  const entries = [
    { path: "index.html", data: blob("<p>Grüße</p>") },
    { path: "files/00012-Kuchen für Gerda 🎂.jpg", data: blob("x".repeat(200_000)) },
    { path: "leer.txt", data: blob("") },
  ];
  const found = await read(await zipOf(entries, AT));
  expect(found["index.html"]).toEqual(["<p>Grüße</p>", [2026, 11, 27, 9, 30, 12]]);
  expect(Object.keys(found)).toEqual(entries.map(({ path }) => path));
  expect(await read(await zipOf([], AT))).toEqual({});
});

test("the checksum is CRC-32", async () => {
  expect(await crcOf(blob("123456789"))).toBe(0xcbf43926);
  expect(await crcOf(blob(""))).toBe(0);
});

test.each([
  ["more files than the old format counts", 65_535, 10, 20],
  ["a directory beyond 4 GiB", 3, 10, 2 ** 33],
])("ZIP64: %s", (_, count, size, at) => {
  const bytes = Buffer.from(endOf(count, size, at));
  expect(bytes).toHaveLength(56 + 20 + 22);
  expect(bytes.readUInt32LE(0)).toBe(0x06064b50);
  expect([24, 32, 40, 48].map((place) => Number(bytes.readBigUInt64LE(place)))).toEqual([
    count,
    count,
    size,
    at,
  ]);
  expect(bytes.readUInt32LE(56)).toBe(0x07064b50);
  expect(Number(bytes.readBigUInt64LE(64))).toBe(at + size);
  expect(bytes.readUInt32LE(76)).toBe(0x06054b50);
});

test("packing is told of and can be stopped", async () => {
  const told: number[] = [];
  const stop = new AbortController();
  await zipOf([{ path: "a", data: blob("abc") }], AT, (done) => told.push(done), stop.signal);
  expect(told.at(-1)).toBe(3);
  stop.abort();
  await expect(zipOf([{ path: "a", data: blob("abc") }], AT, () => {}, stop.signal)).rejects.toThrow();
});
