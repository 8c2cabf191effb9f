import { expect, test } from "vitest";
import { reachable } from "./reach.ts";

const links = (text: string) => reachable(text).flatMap(({ text, href }) => (href ? [[text, href]] : []));

test("an imprint's telephone and e-mail are links, and all of its words stay", () => {
  const imprint = `Bäckerei Sonnenschein
Inhaberin: Anna Sonnenschein
Lindenallee 7, 12045 Berlin
Telefon: 030 901820
E-Mail: post@sonnenschein.example
USt-IdNr. DE123456789, HRB 12345 B, Steuernummer 24/123/45678`;
  expect(links(imprint)).toEqual([
    ["030 901820", "tel:030901820"],
    ["post@sonnenschein.example", "mailto:post@sonnenschein.example"],
  ]);
  expect(
    reachable(imprint)
      .map(({ text }) => text)
      .join(""),
  ).toBe(imprint);
});

test.each([
  ["Tel. +49 (0)30 / 90 18-20", "tel:+4930901820"],
  ["+49 30 901820", "tel:+4930901820"],
  ["Phone (030) 90 18 20", "tel:030901820"],
  ["Mobil: 0151/5550100", "tel:01515550100"],
])("%s can be called", (text, href) => {
  expect(links(text).map(([, to]) => to)).toEqual([href]);
});

test.each([
  "12045 Berlin",
  "HRB 1234567",
  "Steuernummer 24/123/45678",
  "Öffnungszeiten 06:00-13:00",
  "anna@",
  "@sonnenschein.example",
  "javascript:alert(1)",
  "",
])("%s stays words", (text) => {
  expect(links(text)).toEqual([]);
});

test("an address cannot add a subject or another receiver", () => {
  for (const [, href] of links("a@b.example?bcc=c@d.example&subject=x und e@f.example,g@h.example"))
    expect(href).toMatch(/^mailto:[^?&,]+$/);
});
