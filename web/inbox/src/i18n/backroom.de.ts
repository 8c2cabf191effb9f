/** The back room, in German. */

export const backroom = {
  title: "Hinterzimmer",
  hint: "Nur das Team liest hier mit, keine Kundschaft.",
  empty: ["Hier ist nur das Team.", "Schreib zum Beispiel den Plan für morgen."],
  field: "Nachricht ans Team",
  log: "Hinterzimmer",
  unread: "ungelesen: ",
  arrived: "Neue Nachricht im Hinterzimmer",
  noReading: "Was das Team hier schreibt, ist verschlüsselt. Mit „Nur Einsicht“ lässt es sich nicht öffnen.",
};
