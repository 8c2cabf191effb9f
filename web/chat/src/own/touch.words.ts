import { catalogOf } from "@tresen/ui";

/** Words of the card that keeps a customer in touch, in both languages. */

const de = {
  show: "Ansehen",
  name: "Ihr Name",
  nameNone: "Das Team kennt ihn noch nicht.",
  give: "Nennen",
  change: "Ändern",
  byMail: "Per E-Mail",
};

export type TouchWords = typeof de;

const en: TouchWords = {
  show: "Show",
  name: "Your name",
  nameNone: "The team doesn’t know it yet.",
  give: "Tell them",
  change: "Change",
  byMail: "By e-mail",
};

/** In the language that is spoken. Reactive. */
export const words = () => catalogOf("touch", { de, en });
