/** Words of what was just sent, in both languages. */

const de = {
  holding: "Wird in 5 Sekunden gesendet",
  takeBack: "Zurücknehmen",
  takenBack: "Zurückgenommen. Nichts wurde gesendet.",
  gone: "Zu spät: Die Nachricht ist schon unterwegs.",
};

const en: typeof de = {
  holding: "Goes out in 5 seconds",
  takeBack: "Take back",
  takenBack: "Taken back. Nothing was sent.",
  gone: "Too late: the message is on its way.",
};

export const words = { de, en } as const;
