import { expect, test } from "vitest";
import { withQuote, wordsOf } from "./quote.ts";

const file = (name: string) => ({ file: { name } });

test("what was said stands in one line, and is cut", () => {
  expect(wordsOf({ text: "Ihr Rad\n ist fertig. ", files: [file("Rechnung.pdf")] })).toBe(
    "Ihr Rad ist fertig.",
  );
  expect(wordsOf({ text: "🚲".repeat(300), files: [] })).toBe(`${"🚲".repeat(240)} …`);
});

test("files without words are named", () => {
  expect(wordsOf({ text: " ", files: [file("Angebot.pdf"), file("Rad.jpg")] })).toBe("Angebot.pdf, Rad.jpg");
});

test("what stood in the field stays, and the quotation comes once", () => {
  const once = withQuote("Und noch etwas", "Zu „Ihr Rad“");
  expect(once).toBe("Zu „Ihr Rad“\nUnd noch etwas");
  expect(withQuote(once, "Zu „Ihr Rad“")).toBe(once);
  expect(withQuote("", "Zu „Ihr Rad“")).toBe("Zu „Ihr Rad“\n");
});
