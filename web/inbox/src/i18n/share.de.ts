/** Sharing from other apps, in German. */
export const share = {
  title: "In welche Unterhaltung?",
  how: (files: number): string =>
    files === 0
      ? "Du siehst es dort, bevor es hinausgeht."
      : `${files === 1 ? "1 Datei liegt" : `${files} Dateien liegen`} bereit. Du siehst sie dort, bevor sie hinausgehen.`,
  some: "Mehr als 20 gehen nicht auf einmal.",
  lostTitle: "Das kam nicht an",
  lost: "Tresen war zum Teilen gerade nicht bereit. Es wurde nichts gespeichert und nichts gesendet. In der Unterhaltung kannst du es mit „Anhängen“ auswählen.",
  ok: "Verstanden",
};
