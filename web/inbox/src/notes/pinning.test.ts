import type { NotesView, TeamNote } from "@tresen/core/api";
import { expect, test } from "vitest";
import { besides } from "./pinning.ts";

const note = (key: string, text: string): TeamNote => ({ key, parts: [text] }) as unknown as TeamNote;
const view = { typed: ({ parts }: TeamNote) => parts.join("") } as unknown as NotesView;
const keys = (pinned: string, ...notes: TeamNote[]) => besides(view, notes, pinned).map(({ key }) => key);

test("the note that is pinned above does not stand among the others a second time", () => {
  const all = [note("a", "Emma wird 5."), note("b", "Schoko")];
  expect(keys("Emma wird 5.", ...all)).toEqual(["b"]);
  expect(keys("", ...all)).toEqual(["a", "b"]);
  expect(keys("Emma wird 6.", ...all)).toEqual(["a", "b"]);
});

test("a text is the same note whatever its line ends, edges and composed letters", () => {
  expect(keys("Käse,\nkein Ei", note("a", "  Ka\u0308se,\r\nkein Ei \n"))).toEqual([]);
  expect(keys("Käse, kein Ei", note("a", "Käse, kein  Ei"))).toEqual([]);
});
