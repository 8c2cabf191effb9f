import type { LogRow } from "@tresen/core/api";
import { expect, test } from "vitest";
import { asksName, nameWanted } from "./asksname.ts";

const ASKS = [
  "Wie heißen Sie?",
  "Wie heissen Sie denn",
  "WIE HEISSEN SIE?",
  "Gern! Wie heißt du?",
  "Wie ist Ihr Name?",
  "wie ist ihr name",
  "Guten Morgen! Gern. Wie ist Ihr Name?",
  "Wie war noch mal Ihr Name?",
  "Wie lautet Ihr Name?",
  "Wie ist denn Ihr Nachname?",
  "Wie schreibt man Ihren Namen?",
  "Ihr Name bitte",
  "Ihr Name, bitte.",
  "Ihr Name?",
  "Name?",
  "Bitte noch Ihren Namen.",
  "Und Ihren Namen, bitte!",
  "Ihr Vor- und Nachname bitte",
  "Sagen Sie mir bitte noch Ihren Namen.",
  "Verraten Sie mir Ihren Namen?",
  "Können Sie mir Ihren Namen nennen?",
  "Nennen Sie uns Ihren Namen, dann legen wir die Torte zurück.",
  "Wenn Sie mir Ihren Namen sagen, lege ich es zurück.",
  "Wir bräuchten noch Ihren Namen",
  "Ich brauche noch Ihren vollen Namen.",
  "Jetzt fehlt nur noch Ihr Name.",
  "Darf ich nach Ihrem Namen fragen?",
  "Darf ich Ihren Namen wissen?",
  "Auf welchen Namen?",
  "Auf welchen Namen darf ich die Torte zurücklegen",
  "Bis Samstag ist sie fertig. Auf welchen Namen geht die Bestellung?",
  "Unter welchem Namen haben Sie bestellt?",
  "Auf wen darf ich reservieren?",
  "Mit wem schreibe ich denn?",
  "Wer sind Sie?",
  "Die Torte ist fertig.\nIhr Name bitte",
  "What’s your name?",
  "What's your name please",
  "whats your name",
  "What is your full name?",
  "Your name, please.",
  "Your name?",
  "Name please",
  "May I have your name?",
  "Could I take your name?",
  "Could you tell me your name, please?",
  "I just need your name.",
  "Please let me know your name",
  "Sorry, I didn’t catch your name.",
  "Who am I speaking to?",
  "Under which name shall I put it?",
  "What name should I put it under?",
  "Which name is it under?",
];

const SILENT = [
  "",
  "Guten Morgen!",
  "Ihr Name steht auf der Schachtel.",
  "Ihr Name.",
  "Danke, Ihren Namen habe ich.",
  "Ihren Namen habe ich notiert.",
  "Ich habe Ihren Namen schon.",
  "Ihren Namen brauche ich nicht.",
  "Sie müssen Ihren Namen nicht nennen.",
  "Wie heißt der Kuchen?",
  "Wie heißt Ihre Tochter?",
  "Wie heißen Ihre Kinder?",
  "Wie ist der Name der Torte?",
  "Welcher Name soll auf die Torte?",
  "Schreiben Sie Ihren Namen bitte auf die Tüte.",
  "Darf ich Ihren Namen auf die Liste setzen?",
  "Sagen Sie Ihren Namen nicht laut.",
  "Wir heißen Sie herzlich willkommen.",
  "Wie heißen Sie die Gäste willkommen?",
  "Mein Name ist Anna.",
  "Im Namen des ganzen Teams: danke!",
  "Der Name der Sorte ist Elstar.",
  "Wissen Sie, wer schreibt?",
  "Auf Ihren Namen ist bis Samstag reserviert.",
  "Your name is on the list.",
  "Thanks, I’ve got your name.",
  "I don’t need your name.",
  "There’s no need to tell us your name; we have not asked.",
  "Can I put your name on the list?",
  "What name should go on the cake?",
  "What’s the name of the cake?",
  "My name is Anna.",
  "Who is this for?",
  "Tell me the name of the cake.",
  "We rename the rolls every week.",
];

test.each(ASKS)("asks for a name: %s", (text) => {
  expect(asksName(text)).toBe(true);
});

test.each(SILENT)("asks for none: %s", (text) => {
  expect(asksName(text)).toBe(false);
});

const message = (pos: number | null, ours: boolean, content: object) =>
  ({ type: "message", pos, ours, content, trouble: null }) as LogRow;
const text = (said: string) => ({ kind: "text", text: said });
const request = { kind: "contact_request" };
const card = (name: string) => ({ kind: "contact", name, phone: "", email: "", address: "" });

test("a request is open until a name is handed over, and again once it is taken back", () => {
  const rows = [message(1, true, text("x")), message(2, false, request)];
  expect(nameWanted(rows.slice(0, 1))).toBeNull();
  expect(nameWanted(rows)).toBe(2);
  expect(nameWanted([...rows, message(3, true, card(""))])).toBe(2);
  const named = [...rows, message(3, true, card("Sabine Krause"))];
  expect(nameWanted(named)).toBeNull();
  expect(nameWanted([...named, message(4, false, request)])).toBeNull();
  expect(nameWanted([...named, message(4, true, card("")), message(5, false, request)])).toBe(5);
});

test("a question in words is open until the customer writes, or hands over a name", () => {
  const rows = [message(1, true, text("Zwei Brote")), message(2, false, text("Gern. Wie ist Ihr Name?"))];
  expect(nameWanted(rows)).toBe(2);
  expect(nameWanted([...rows, message(3, false, text("Bis Samstag."))])).toBe(2);
  expect(nameWanted([...rows, message(null, true, text("Krause"))])).toBeNull();
  expect(nameWanted([...rows, message(3, true, card("Sabine Krause"))])).toBeNull();
  expect(
    nameWanted([...rows, message(3, true, text("Später")), message(4, false, text("Auf welchen Namen?"))]),
  ).toBe(4);
});

test("the customer’s own question is none of the team’s", () => {
  expect(nameWanted([message(1, true, text("Wie heißen Sie?"))])).toBeNull();
});

test("the card’s own question stays open over what is written", () => {
  expect(nameWanted([message(1, false, request), message(2, true, text("Gleich"))])).toBe(1);
});
