import type { LogRow } from "@tresen/core/api";
import { expect, test } from "vitest";
import { isNameRow, withName } from "./place.ts";

const message = (text: string, change: object = {}): LogRow => ({
  type: "message",
  key: text,
  pos: 1,
  atMs: 0,
  ours: false,
  by: null,
  person: null,
  content: { kind: "text", text },
  state: null,
  trouble: null,
  erasing: false,
  kept: null,
  ...change,
});
const greeting: LogRow = {
  type: "note",
  key: "greeting",
  pos: 2,
  atMs: 0,
  name: "greeting",
  text: "Hallo",
  person: null,
};
const said = (text: string) => (text.includes("Krause") ? "Frau Krause" : null);

/** The rows' keys; the question is shown as what it asks. */
const asked = (rows: readonly LogRow[]) =>
  withName(rows, said).map((row) => (row.type === "other" && isNameRow(row) ? `${row.called}?` : row.key));

test("the question stands under the message that says the name", () => {
  const rows = [
    message("Hallo"),
    message("Hier Krause"),
    greeting,
    message("Ja", { ours: true }),
    message("Gut"),
  ];
  expect(asked(rows)).toEqual(["Hallo", "Hier Krause", "Frau Krause?", "greeting", "Ja", "Gut"]);
});

test("without a name it stands under what the guest wrote before the team's first word", () => {
  expect(asked([message("a"), greeting, message("b"), message("Ja", { ours: true }), message("c")])).toEqual([
    "a",
    "greeting",
    "b",
    "null?",
    "Ja",
    "c",
  ]);
});

test("the sixth message is none of the first", () => {
  const rows = [..."abcde", "Krause"].map((text) => message(text));
  expect(asked(rows)).toEqual([..."abcde", "Krause", "null?"]);
});

test.each([
  ["nobody has written", []],
  ["only the team has written", [message("Krause", { ours: true })]],
  ["the guest's message is not believed", [message("Krause", { trouble: "forged" })]],
  ["the guest's message is to be erased", [message("Krause", { erasing: true })]],
  ["the guest sent no text", [message("Krause", { content: { kind: "unknown" } })]],
])("nothing is asked when %s", (_, rows) => {
  expect(asked(rows)).toEqual(rows.map(({ key }) => key));
});
