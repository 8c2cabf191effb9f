/** Sharing from other apps, in German. */
export const share = {
  title: "Hier wurde etwas geteilt",
  to: "In welche Unterhaltung?",
  how: "Du siehst es dort noch einmal, bevor es hinausgeht.",
  some: "Mehr als 20 gehen nicht auf einmal.",
  discard: "Verwerfen",
  discardAll: "Alle verwerfen",
  later: "Später",
  lostTitle: "Das kam nicht an",
  lost: "Tresen war zum Teilen gerade nicht bereit. Es wurde nichts gespeichert und nichts gesendet. In der Unterhaltung kannst du es mit „Anhängen“ auswählen.",
  full: "Hier wartet schon zu viel, oder es war zu groß: Es passen fünf geteilte Sachen hinein, zusammen 100 MB. Es wurde nichts davon gespeichert und nichts gesendet. Übernimm oder verwirf zuerst, was schon wartet.",
  ok: "Verstanden",
};
