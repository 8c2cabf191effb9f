import { describe, expect, it } from "vitest";
import { de } from "../i18n/de.ts";
import { noteText, waitsFor } from "./notes.ts";

const say = (name: string, person: number | null) =>
  noteText(
    { type: "note", key: "k", atMs: 0, name, text: null, person },
    (n) => `P${n}`,
    "Sabine Krause",
    de,
  );

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

  it("[L12] says who is blocked, and no longer", () => {
    expect(say("blocked", null)).toBe("Sabine Krause ist blockiert.");
    expect(say("unblocked", null)).toBe("Sabine Krause ist nicht mehr blockiert.");
  });

  it("[A7] leaves out what it does not know", () => {
    expect(say("later_kind", 1)).toBeNull();
  });
});

describe("why what was written waits", () => {
  const waits = (why: string | null) => waitsFor({ type: "slowed", why, conversation: "a" }, "b", de);

  it("[W7] says it of the server and the business everywhere, and of a full conversation only there", () => {
    expect(waits("business_full")).toContain("Platz auf dem Server");
    expect(waits("storage_full")).toContain("keinen Platz");
    expect(waits("conversation_full")).toBeNull();
    const here = waitsFor({ type: "slowed", why: "conversation_full", conversation: "b" }, "b", de);
    expect(here).toContain("Diese Unterhaltung ist voll");
  });

  it("[A7] leaves out what passes in a moment, or what it does not know", () => {
    for (const why of [null, "internal", "later_code", "constructor"]) expect(waits(why)).toBeNull();
    expect(waitsFor(null, "b", de)).toBeNull();
  });
});
