import { describe, expect, test } from "vitest";
import { contentOf, lineOf, payloadOf } from "../../src/content/index.ts";
import { sizeClass } from "../../src/content/kind.ts";

const TEXT = { kind: "text", text: "Zwei Brezeln,\n\n bitte" } as const;

describe("what a message says", () => {
  test("[S9] a text is sent in the form in which it is read, with the staff member's name beside it", () => {
    expect(payloadOf(TEXT)).toEqual({ kind: "text", text: TEXT.text });
    expect(payloadOf(TEXT, "Anna")).toEqual({ kind: "text", text: TEXT.text, by: "Anna" });
    expect(contentOf(payloadOf(TEXT, "Anna"))).toEqual(TEXT);
  });

  test("its line is one line", () => {
    expect(lineOf(TEXT)).toBe("Zwei Brezeln, bitte");
  });

  test.each([
    null,
    {},
    { kind: "photo", text: "x" },
    { kind: "text" },
    { kind: "text", text: 1 },
    { kind: "toString" },
    { kind: "unknown" },
    { kind: 1 },
  ])("[S9] %j is of no known kind: it cannot be shown, and nothing is guessed", (payload) => {
    const content = contentOf(payload);
    expect(content).toEqual({ kind: "unknown" });
    expect(lineOf(content)).toBeNull();
  });

  test("[S9] the server sees one of four sizes; beyond the largest there is none", () => {
    const sized = (length: number) => sizeClass({ kind: "text", text: "x".repeat(length) });
    expect(sized(1)).toBe(256);
    expect(sized(300)).toBe(1024);
    expect(sized(16_000)).toBe(16_384);
    expect(sized(16_384)).toBeNull();
  });
});
