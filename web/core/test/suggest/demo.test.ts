/** The replies of the demo's bakery, beside what its customers write: a wrong hint costs more than a right one gives. */

import { describe, expect, test } from "vitest";
import { SuggestionIndex } from "../../src/suggest/index.ts";
import demo from "./demo.json" with { type: "json" };

const index = new SuggestionIndex();
for (const reply of demo) index.set(reply.shortcut, reply);
const best = (message: string) => index.suggest(message, 1)[0]?.id ?? null;

describe("the demo's replies", () => {
  test.each([
    ["Haben Sie so eine Torte?", "torte"],
    ["Torten?", "torte"],
    ["Haben Sie auch Kuchen?", "torte"],
    ["Was kostet eine Geburtstagstorte?", "torte"],
    ["Wir hätten gern eine Hochzeitstorte", "torte"],
    ["Wie hoch ist die Anzahlung?", "torte-anzahlung"],
    ["Ist der Pflaumenkuchen vegan?", "vegan"],
    ["ohne Haselnüsse bitte!", "allergie"],
    ["Kann ich mit EC-Karte zahlen?", "bezahlen"],
    ["Wo kann ich parken?", "anfahrt"],
    ["Wie sind die Öffnungszeiten?", "oeffnungszeiten"],
    ["Ist die Bestellung fertig?", "abholbereit"],
  ])("%s: %s is suggested", (message, reply) => {
    expect(best(message)).toBe(reply);
  });

  test.each([
    "Mohnkuchen?",
    "Haben Sie Mohnkuchen?",
    "Guten Tag, gibt es morgen noch Mohnkuchen?",
    "Der Mohnkuchen von gestern war köstlich",
    "Ein Stück Käsekuchen zum Mitnehmen bitte",
    "Mein Hund heißt Kuchenkrümel",
    "Die Torten waren toll",
    "Die Kirschtorte war wunderbar, danke!",
    "Bin gleich da",
    "Bis morgen!",
    "Drei Brezeln und zwei Schrippen bitte",
    "Kann ich um 5 kommen?",
    "Gibt es noch Roggenbrot?",
    "Mein Sohn kommt mit",
    "Wir sind zu viert",
    "Das passt mir gut",
    "Ich schicke meine Tochter",
    "Hier ist Frau Krause",
    "Einen schönen Feierabend!",
    "Ja, gern, wie immer",
  ])("%s: nothing is suggested", (message) => {
    expect(best(message)).toBeNull();
  });
});
