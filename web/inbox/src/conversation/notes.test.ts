import { describe, expect, it } from "vitest";
import { de } from "../i18n/de.ts";
import { noteText } from "./notes.ts";

const say = (name: string, person: number | null) =>
  noteText({ type: "note", key: "k", atMs: 0, name, text: null, person }, (n) => `P${n}`, de);

describe("notes in a conversation", () => {
  it("[L5] names who closed, reopened and took over", () => {
    expect(say("closed", 2)).toBe("P2 hat abgeschlossen.");
    expect(say("reopened", 2)).toBe("P2 hat wieder geöffnet.");
    expect(say("assigned", 2)).toBe("P2 übernimmt.");
    expect(say("assigned", null)).toBe("Niemand ist mehr zuständig.");
  });

  it("[L11] distinguishes a reopening by a message from one by a person", () => {
    expect(say("reopened", null)).toBe("Durch die neue Nachricht wieder geöffnet.");
  });

  it("[A7] leaves out what it does not know", () => {
    expect(say("later_kind", 1)).toBeNull();
  });
});
