/** Words of the question for a name, in both languages. */

const de = {
  ask: "Wie dürfen wir Sie nennen?",
  give: "Übergeben",
  rather: "Lieber nicht",
  missing: "Schreiben Sie einen Namen, oder tippen Sie auf „Lieber nicht“.",
  given:
    "Das Team sieht jetzt Ihren Namen. Ändern und zurücknehmen können Sie ihn im Menü unter „Visitenkarte“.",
};

const en: typeof de = {
  ask: "What may we call you?",
  give: "Hand over",
  rather: "Rather not",
  missing: "Write a name, or tap “Rather not”.",
  given: "The team now sees your name. Change it or take it back in the menu under “Contact card”.",
};

export const words = { de, en } as const;
