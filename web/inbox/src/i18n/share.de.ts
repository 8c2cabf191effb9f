/** Sharing from other apps, in German. */
export const share = {
  title: "Hier wurde etwas geteilt",
  to: "In welche Unterhaltung?",
  how: "Du siehst es dort noch einmal, bevor es hinausgeht.",
  some: "Mehr als 20 gehen nicht auf einmal.",
  discard: "Verwerfen",
  later: "Später",
  lostTitle: "Das kam nicht an",
  lost: "Tresen war zum Teilen gerade nicht bereit. Es wurde nichts gespeichert und nichts gesendet. In der Unterhaltung kannst du es mit „Anhängen“ auswählen.",
  ok: "Verstanden",
};
