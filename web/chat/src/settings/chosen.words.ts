import { catalogOf } from "@tresen/ui";

/** Words of what was just sent, in both languages. */

const de = {
  holding: "Wird in 5 Sekunden gesendet",
  takeBack: "Zurücknehmen",
  takenBack: "Zurückgenommen. Nichts wurde gesendet.",
  gone: "Zu spät: Die Nachricht ist schon unterwegs.",
};

export type ChosenWords = typeof de;

const en: ChosenWords = {
  holding: "Goes out in 5 seconds",
  takeBack: "Take back",
  takenBack: "Taken back. Nothing was sent.",
  gone: "Too late: the message is on its way.",
};

/** In the language that is spoken. Reactive. */
export const words = () => catalogOf("chosen", { de, en });
