import { catalogOf } from "@tresen/ui";

/** Words of the question for a name, in both languages. */

const de = {
  title: "Das Team fragt nach Ihrem Namen",
  ask: "Ihr Name?",
  send: "Senden",
  give: "Namen senden",
  no: "Keinen Namen nennen",
  missing: "Schreiben Sie Ihren Namen in das Feld.",
  given: "Das Team sieht jetzt Ihren Namen. Ändern können Sie ihn im Menü unter „Visitenkarte“.",
};

export type NameWords = typeof de;

const en: NameWords = {
  title: "The team asks for your name",
  ask: "What’s your name?",
  send: "Send",
  give: "Send name",
  no: "Do not give a name",
  missing: "Write your name in the field.",
  given: "The team can now see your name. You can change it in the menu under “Contact card”.",
};

/** In the language that is spoken. Reactive. */
export const words = () => catalogOf("name", { de, en });
