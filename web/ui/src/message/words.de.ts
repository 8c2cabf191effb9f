/** Words of the message menu that address nobody, so that both apps share them. */
export const message = {
  of: (who: string) => `Nachricht von ${who}`,
  own: "Eigene Nachricht",
  react: "Reagieren",
  thumb: "Daumen hoch",
  heart: "Herz",
  joy: "Freude",
  thanks: "Danke",
  party: "Feiern",
  wow: "Staunen",
  copy: "Kopieren",
  copied: "Kopiert.",
  keepAs: "Aufbewahren",
  erase: "Löschen",
};

export type MessageWords = typeof message;
