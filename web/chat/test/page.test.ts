import type { Shopfront } from "@tresen/core/api";
import { profileOf } from "@tresen/core/profile";
import { frontOf } from "@tresen/ui/front/front";
import { expect, test } from "vitest";
import { withoutSecret } from "../src/address.ts";
import { refusalOf } from "../src/refusal/refusal.ts";
import { de as refusals } from "../src/words/de.refusals.ts";
import { de as sheets } from "../src/words/de.sheets.ts";
import { de as page } from "../src/words/de.ts";
import { en as enRefusals } from "../src/words/en.refusals.ts";
import { en as enSheets } from "../src/words/en.sheets.ts";
import { en as enPage } from "../src/words/en.ts";

const de = { ...page, ...sheets, ...refusals };
const en = { ...enPage, ...enSheets, ...enRefusals };

test("both catalogs say everything, in equally many paragraphs", () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(de).sort());
  for (const key of Object.keys(de) as (keyof typeof de)[]) {
    const [german, english] = [de[key], en[key]];
    expect(typeof german).toBe(typeof english);
    if (Array.isArray(german)) expect(german).toHaveLength((english as string[]).length);
  }
});

const textsIn = (words: unknown): string[] => {
  if (typeof words === "string") return [words];
  return typeof words === "object" && words !== null ? Object.values(words).flatMap(textsIn) : [];
};

test("customers are addressed as Sie, and nobody says leider", () => {
  for (const text of textsIn(de)) expect(text).not.toMatch(/\b(du|dein|deine|dir|dich|leider|ungültig)\b/i);
});

const shop = (more: Partial<Shopfront>): Shopfront => ({
  business: "b",
  handle: "h",
  profile: profileOf({ name: "B" }),
  trust: "verified",
  open: true,
  stale: false,
  hours: null,
  calls: null,
  changes: [],
  ...more,
});

test("a wrong or damaged identity stops the page in any state", () => {
  expect(refusalOf(null, shop({ trust: "mismatch" }), true)).toBe("mismatch");
  expect(refusalOf(null, shop({ trust: "broken" }), false)).toBe("broken");
});

test("a business that is not open yet takes no first message, but keeps its conversations", () => {
  expect(refusalOf(null, shop({ open: false }), false)).toBe("not_open");
  expect(refusalOf(null, shop({ open: false }), true)).toBeNull();
});

test("an unverified business can be written to", () => {
  expect(refusalOf(null, shop({ trust: "unverified" }), false)).toBeNull();
  expect(refusalOf("revoked", shop({}), true)).toBe("revoked");
});

test("bread stands on the shelf where bread is sold", () => {
  expect(frontOf("Brot, Brötchen und Torten", "Sonnenschein")).toBe("bread");
  expect(frontOf("", "Bäckerei Sonnenschein")).toBe("bread");
  expect(frontOf("Änderungsschneiderei", "Özdemir")).toBe("shelf");
});

test("a return link's secret is taken out of the address; the verifying part stays", () => {
  expect(withoutSecret("#return=SECRET.FINGER")).toBe("#key=FINGER");
  expect(withoutSecret("#return=SECRET")).toBe("");
  expect(withoutSecret("#key=FINGER")).toBe("#key=FINGER");
  expect(withoutSecret("")).toBe("");
});
