import type { LogRow } from "@tresen/core/api";
import { expect, test } from "vitest";
import { unanswered } from "./unanswered.ts";

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
const note = (name: string): LogRow => ({
  type: "note",
  key: name,
  pos: 1,
  atMs: 0,
  name,
  text: null,
  person: null,
});
const ours = message("Ja.", { ours: true });
const asked = message("Habt ihr offen?");

test("what the customer wrote waits for an answer, the newest first, whatever a machine said since", () => {
  expect(unanswered([message("Alt"), ours, message("Hallo"), asked])).toEqual(["Habt ihr offen?", "Hallo"]);
  expect(unanswered([asked, note("away"), note("assigned"), note("devices")])).toEqual(["Habt ihr offen?"]);
  expect(unanswered([message("Alt"), note("closed"), note("reopened"), asked])).toEqual(["Habt ihr offen?"]);
});

test("three messages are read at most", () => {
  expect(unanswered("abcde".split("").map((text) => message(text)))).toEqual(["e", "d", "c"]);
});

test.each([
  ["nobody wrote", []],
  ["it is answered", [asked, ours]],
  ["the answer waits to be sent", [asked, message("Ja.", { ours: true, pos: null })]],
  ["the conversation is closed", [asked, note("closed")]],
  ["it is erased", [asked, note("erased")]],
  ["the message is to be erased", [message("Habt ihr offen?", { erasing: true })]],
  ["the message is not believed", [message("Habt ihr offen?", { trouble: "forged" })]],
  ["the message is no text", [message("?", { content: { kind: "unknown" } })]],
])("nothing waits when %s", (_, rows) => {
  expect(unanswered(rows)).toEqual([]);
});
