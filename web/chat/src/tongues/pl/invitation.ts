// Translated by machine, to be read by a person.
import type { Catalogs } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("pl");

export const invitation: Catalogs["invitation"] = {
  fits: "Klucz pasuje do linku",
  nothing: "Na Państwa urządzeniu nic jeszcze nie zapisano.",
  nothingMore: "Dopiero Państwa odpowiedź rozpoczyna rozmowę.",
  answer: "Odpowiedz",
  answerUntil: (day) => `Można też tylko przeczytać. Odpowiedzieć można do ${day}.`,
  readUntil: (day) => `Tylko do czytania. Wiadomość czeka tu do ${day}.`,
  here: (day) => `Mają tu Państwo już rozmowę. Odpowiedź trafi do niej; przeczytać można do ${day}.`,
  about: (said, day) => `W sprawie Państwa wiadomości z dnia ${day}: „${said}”`,
  toConversation: "Do rozmowy",
  digitsTitle: "Jakie sześć cyfr Państwu podano?",
  digitsMore: (name) => `${name} ma dla Państwa wiadomość. Cyfry poda ktoś stamtąd.`,
  digits: "Cyfry",
  digitsShort: "To ma być sześć cyfr.",
  digitsWrong: (typed, left) =>
    `${typed} nie pasuje. Pozostało: ${count(left, { one: "# próba", few: "# próby", many: "# prób" })}, potem wiadomość się usunie.`,
  openIt: "Otwórz wiadomość",
  noDigits: "Nie mają Państwo cyfr? Prosimy zadzwonić:",
  shut: {
    expired: {
      title: "Tej wiadomości już nie ma.",
      lines: ["Czekała tu tylko przez pewien czas. Jej treść usunięto."],
    },
    taken: {
      title: "Na tę wiadomość już odpowiedziano.",
      lines: ["Link działa tylko raz. Jeśli odpowiedziano z innego Państwa urządzenia, rozmowa jest tam."],
    },
    withdrawn: { title: "Tę wiadomość wycofano.", lines: ["Jej treść usunięto."] },
    locked: {
      title: "Ta wiadomość się usunęła.",
      lines: ["Cyfry były pięć razy błędne. Nikt już nie może odczytać jej treści."],
    },
    unknown: {
      title: "Nie ma takiej wiadomości.",
      lines: ["Może link jest stary albo nie skopiowano go w całości."],
    },
    untrue: {
      title: "Nie pokazujemy tej wiadomości.",
      lines: ["Nie podpisała jej ta firma. Prosimy zapytać tam w inny sposób."],
    },
    damaged: {
      title: "Brakuje części tego linku.",
      lines: ["Może został ucięty przy kopiowaniu. Prosimy otworzyć go jeszcze raz lub zeskanować kod."],
    },
  },
  stays: "Na Państwa urządzeniu nic nie zapisano. Prosimy napisać, a powiemy to jeszcze raz.",
  gone: "Zaproszenie już nie obowiązywało. Państwa wiadomość mimo to dotarła.",
};
