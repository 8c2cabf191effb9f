import { expect, test } from "vitest";
import { tradeOf } from "../../src/suggest/starters/guess.ts";

test.each([
  ["Brot, Brötchen und Torten aus Berlin-Neukölln", "bakery"],
  ["BÄCKEREI", "bakery"],
  ["Friseursalon für Damen und Herren", "hairdresser"],
  ["Zahnärztin", "practice"],
  ["Praxis für Physiotherapie", "practice"],
  ["Elektroinstallation und Reparatur", "craft"],
  ["Zimmerei Möller", "craft"],
  ["Buchhandlung am Markt", "bookshop"],
  ["Bücher, Hefte und Kalender", "bookshop"],
  ["Secondhand books", "bookshop"],
  ["Buchhaltung und Lohn", "shop"],
  ["Blumen und Geschenke", "shop"],
  ["", "shop"],
])("the starter set for “%s” is that of a %s", (said, trade) => {
  expect(tradeOf(said)).toBe(trade);
});
