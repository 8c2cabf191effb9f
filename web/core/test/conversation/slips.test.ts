import { describe, expect, test } from "vitest";
import { oneSlip } from "../../src/conversation/slips.ts";

const note = (name: string, text: string | null) => ({ type: "note", name, text });
const message = { type: "message" };
const greeting = note("greeting", "Guten Abend! Wir antworten, sobald jemand am Tresen frei ist.");
const away = note("away", "Der Ofen ist aus. Morgen ab 6 lesen wir das als Erstes.");

describe("[S14] a greeting and an away text in a row", () => {
  test("are one slip: the greeting's first sentence, then the away text", () => {
    expect(oneSlip([message, greeting, away, message])).toEqual([
      message,
      note("away", "Guten Abend! Der Ofen ist aus. Morgen ab 6 lesen wir das als Erstes."),
      message,
    ]);
  });

  test("say the same words once", () => {
    const danke = note("away", "Guten Abend! Heute ist zu.");
    expect(oneSlip([greeting, danke])).toEqual([danke]);
  });

  test("a line that ends is a sentence", () => {
    const lines = note("greeting", "Willkommen bei uns\nWas darf es sein?");
    expect(oneSlip([lines, away])[0]?.text).toBe(`Willkommen bei uns ${away.text}`);
  });

  test("each stays alone where something stands between them, or where one cannot be displayed", () => {
    for (const rows of [
      [greeting],
      [away],
      [greeting, message, away],
      [away, greeting],
      [note("greeting", null), away],
      [greeting, note("away", null)],
      [greeting, note("closed", "x"), away],
    ])
      expect(oneSlip(rows)).toEqual(rows);
  });

  test("later away texts are not touched", () => {
    expect(oneSlip([greeting, away, message, away]).at(-1)).toEqual(away);
  });
});
