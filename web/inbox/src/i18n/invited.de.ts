/** An invitation that was opened and waits for a person's word, in German. */
export const invited = {
  title: "Einladung in ein Team",
  by: (name: string): string => `Die Einladung kommt von „${name}“.`,
  unknown: "Von wem die Einladung kommt, ist ohne Verbindung noch nicht zu sehen.",
  what: "Nimmst du sie an, bekommt dieses Gerät eigene Schlüssel. Dann stehen hier und auf dem anderen Gerät vier Wörter, die ihr vergleicht.",
  unexpected: "Du erwartest keine Einladung? Dann nimm sie nicht an. Bis jetzt ist nichts gespeichert.",
  accept: "Annehmen",
  leave: "Nicht annehmen",

  otherTitle: "Diese Einladung ist für einen anderen Betrieb",
  here: (name: string): string => `Dieser Browser gehört zum Team von „${name}“.`,
  kept: "Nichts hat sich geändert: Nachrichten, Schlüssel und Entwürfe sind alle noch da.",
  both: "Ein Browser gehört immer nur zu einem Team. Willst du in beiden arbeiten, öffne die Einladung in einem anderen Browser oder einem zweiten Browser-Profil.",
  problem: "Mit dieser Einladung geht es nicht weiter.",
  anyway: "Trotzdem annehmen",
  back: "Zurück zum Postfach",

  moveTitle: "Hier abmelden und wechseln?",
  moveTo: (by: string, here: string): string =>
    `„${by}“ hat dieses Gerät aufgenommen. Wechselst du jetzt, ist dieser Browser bei „${here}“ abgemeldet.`,
  moveWhat:
    "Schlüssel, Nachrichten und Entwürfe werden dabei von diesem Gerät entfernt. Im Betrieb bleibt alles erhalten. Um wieder hineinzukommen, brauchst du eine neue Einladung.",
  move: "Abmelden und wechseln",
};
