import { describe, expect, test } from "vitest";
import { cpuMs } from "../../../core/test/world/cpu.ts";
import { nameSaid } from "./said.ts";

/** The team of the shop that is written to. */
const TEAM = ["Anna", "Ben", "Cem"];

const SAID: readonly (readonly [message: string, name: string])[] = [
  ["Hallo, hier ist Frau Krause", "Frau Krause"],
  ["Hallo, hier ist Frau Krause. Ich hätte gern eine Torte für Samstag.", "Frau Krause"],
  ["hallo hier ist frau krause, haben sie noch brot?", "Frau Krause"],
  ["Guten Tag, hier ist Herr Yılmaz aus der Wiener Straße", "Herr Yılmaz"],
  ["Hier ist Herr Dr. Müller-Lüdenscheidt, ich brauche zwei Brote", "Herr Dr. Müller-Lüdenscheidt"],
  ["Guten Morgen! Hier spricht Krause, ist das Brot noch da?", "Krause"],
  ["Hallo, hier Sabine Krause, wann habt ihr offen?", "Sabine Krause"],
  ["Hallo, hier ist Krause. Geht morgen auch?", "Krause"],
  ["Hallo zusammen, hier ist Anna-Lena von nebenan", "Anna-Lena"],
  ["Hier ist Maria Krause, ich wollte fragen, ob ihr am Montag aufhabt", "Maria Krause"],
  ["Hier ist nochmal Frau Schröder wegen der Torte", "Frau Schröder"],
  ["Hier ist Familie Öztürk. Wir nehmen 20 Brötchen.", "Familie Öztürk"],
  ["Hallo, hier ist wieder die Lisa", "Lisa"],
  ["Wir sind Familie Berger und suchen eine Torte", "Familie Berger"],
  ["Mein Name ist Jürgen von der Heide, ich habe eine Frage.", "Jürgen von der Heide"],
  ["mein name ist krause", "Krause"],
  ["Guten Tag, mein Name ist Çelik und ich suche glutenfreies Brot", "Çelik"],
  ["Ich heiße Łukasz Nowak und hätte gern einen Termin", "Łukasz Nowak"],
  ["ich heisse maria, habt ihr noch Laugenstangen", "Maria"],
  ["Hi, ich bin Lena und brauche einen Kuchen", "Lena"],
  ["Ich bin die Frau Weber von gegenüber", "Frau Weber"],
  ["Hallo, ich bin's, Peter! Liegt mein Schirm noch da?", "Peter"],
  ["Guten Tag, Krause hier. Ist die Torte fertig?", "Krause"],
  ["Hallo Anna, Frau Krause hier, kann ich noch bestellen?", "Frau Krause"],
  ["Hallo Anna, hier ist Karl Heinz Müller, ich nehme vier Brezeln", "Karl Heinz Müller"],
  ["Grüß Gott, Huber mein Name, ich brauche einen Termin.", "Huber"],
  ["Hi, this is Mary O'Brien, do you have rye bread?", "Mary O'Brien"],
  ["Hello, my name is John Smith and I need a cake", "John Smith"],
  ["Hi I'm Emily, are you open on Sunday?", "Emily"],
  ["This is Mrs Taylor. Is my order ready?", "Mrs Taylor"],
  ["Hello, Sarah here. Do you deliver?", "Sarah"],
  ["My name's Taylor, I called this morning", "Taylor"],
  ["Haben Sie morgen offen?\n\nViele Grüße\nSabine Krause", "Sabine Krause"],
  ["Haben Sie morgen offen? Viele Grüße, Sabine Krause", "Sabine Krause"],
  ["Bitte zwei Brote zurücklegen. LG Maria", "Maria"],
  ["bitte zwei brote zurücklegen lg maria", "Maria"],
  ["Ich komme um 5.\nMfG KRAUSE", "Krause"],
  ["Passt 10 Uhr?\nMit freundlichen Grüßen\nDr. Hans-Peter Wünsche", "Dr. Hans-Peter Wünsche"],
  ["Passt 10 Uhr?\nMit freundlichen Grüßen\n\nIhre S. Krause", "S. Krause"],
  ["Danke schon mal!\nLiebe Grüße von Frau Özdemir 😊", "Frau Özdemir"],
  ["Bis morgen!\nGruß\nKrause\n0170 1234567", "Krause"],
  ["Bis dann, herzliche Grüße Ihre Monika Groß", "Monika Groß"],
  ["Vielen Dank im Voraus\nKrause", "Krause"],
  ["Könnten Sie mir zwei Brote zurücklegen?\nDanke\nThomas Schmidt", "Thomas Schmidt"],
  ["Ist die Torte fertig?\nSabine Krause", "Sabine Krause"],
  ["Ist die Torte fertig?\n\nSabine", "Sabine"],
  ["Is my cake ready?\nKind regards,\nJane Doe", "Jane Doe"],
  ["Is my cake ready? Best wishes, Olivia", "Olivia"],
  ["Can I come at nine?\nThanks\nMatthew", "Matthew"],
];

const NOTHING: readonly string[] = [
  "Hallo Frau Krause, ist die Torte fertig?",
  "Hallo Anna, haben Sie morgen offen?",
  "Ist hier Frau Krause?",
  "Ist Ben hier?",
  "Guten Tag, haben Sie morgen offen?",
  "Ich bin Stammkunde bei Ihnen und hätte eine Frage",
  "Ich bin Allergikerin, ist da Nuss drin?",
  "Ich bin Samstag da",
  "Ich bin die Tochter von Frau Krause",
  "Ich bin die Frau von Herrn Krause",
  "Hier ist Paul Krauses Mutter",
  "Guten Abend, hier ist die Mama von Paul",
  "Cheers Mate",
  "Sonnenschein hier oder Regen?",
  "Hier ist Stau, ich komme später.",
  "Hallo, hier ist die Bestellung für Samstag",
  "Hier ist Bestellung Nummer 5",
  "Hallo, hier meine Adresse: Wiener Straße 5",
  "Ich heiße nicht gut, was ihr da macht",
  "Meine Tochter heißt Lena und wird 5",
  "Mein Name ist nicht wichtig",
  "Vielen Dank, Frau Krause",
  "Vielen Dank, Frau Krause!",
  "Haben Sie offen?\nDanke Ben",
  "Haben Sie offen?\nDanke\nBen",
  "Bis morgen. Viele Grüße aus Berlin",
  "Bis dann, liebe Grüße und bis Samstag",
  "Schöne Grüße an Frau Krause",
  "LG",
  "Viele Grüße\nBis Samstag",
  "Ich komme später. Danke\nSamstag passt auch",
  "Kann ich am Montag kommen?\nOder Dienstag?",
  "This is urgent, please call",
  "This is Great Bread",
  "I am looking for a birthday cake",
  "I'm Sorry for the delay",
  "Is anybody here?",
  "Thanks, Mr Smith",
  "My name is on the list",
  "My daughter's name is Lena",
  "Zwei Brote\nDrei Brezeln",
  "Torte bitte mit Aufschrift „Alles Gute Maria“",
  "Ist jemand hier?",
  "Kuchen hier, bitte",
  "",
  "👍",
];

describe("the name that somebody says in a first message", () => {
  test("the table is long enough to mean something", () => {
    expect(SAID.length + NOTHING.length).toBeGreaterThanOrEqual(60);
    expect(NOTHING.length).toBeGreaterThanOrEqual(25);
  });

  test.each(SAID)("%j: %s", (message, name) => {
    expect(nameSaid(message, TEAM)).toBe(name);
  });

  test.each(NOTHING)("%j says no name", (message) => {
    expect(nameSaid(message, TEAM)).toBeNull();
  });

  test("whatever is sent, reading takes no time and gives a name of sixty characters at most", () => {
    for (const part of ["hier ist ", "Frau ", "LG ", "von ", "A. ", "a", "Krause-", "\n", "'"]) {
      const message = part.repeat(100_000);
      let [name, least] = [nameSaid(message), Number.POSITIVE_INFINITY];
      // The first tries compile.
      for (let tries = 0; tries < 5 && least >= 200; tries++) {
        const began = cpuMs();
        name = nameSaid(message);
        least = cpuMs() - began;
      }
      expect(least).toBeLessThan(200);
      expect(name?.length ?? 0).toBeLessThanOrEqual(60);
    }
  });
});
