/** The card of a customer, in German. */

export const card = {
  phone: "Telefon",
  phoneAs: (number: string) => `Üblich geschrieben: ${number}`,
  phoneOdd: "Diese Nummer gibt es so wohl nicht. Gespeichert ist, was hier steht.",
  email: "E-Mail",
  note: "Notiz",
  noteHint: "Nur für euch. Verlangt die Kundin oder der Kunde Auskunft, gehört sie dazu.",
  ours: "Nur für euch. Wird von selbst gespeichert.",
  saved: "Gespeichert",
  more: "Weitere Angaben",
  address: "Adresse",
  birthday: "Geburtstag",
  birthdayHint: "Zum Beispiel 3.5.1968, ohne Jahr 3.5.",
  birthdayWrong: "Diesen Tag gibt es nicht. Schreib ihn als 3.5.1968 oder 3.5.",
  languages: "Sprachen",
  speak: "Sprache hinzufügen …",
  unspeak: (language: string) => `${language} entfernen`,
  remove: "Entfernen",
  field: "Eigenes Feld",
  fieldName: "Wie heißt das Feld?",
  fieldMissing: "Hier fehlt noch ein Name.",
  fieldsFull: "Mehr eigene Felder passen nicht auf die Karte. Leer eins, das ihr nicht mehr braucht.",
  fieldAdd: "Feld anlegen",
  vcard: "Als Kontakt speichern",
  vcardHint:
    "Eine vCard mit Name, Telefon, E-Mail, Adresse, Geburtstag und Sprachen. Notiz, Etiketten und eigene Felder bleiben hier.",
  call: (number: string) => `${number} anrufen`,
  handed: "Visitenkarte",
  handedHint: "Vom Kunden übergeben. Nimmt er es zurück, verschwindet es auch hier.",
  handedNothing: "Der Kunde hat nichts übergeben.",
  ask: "Um Visitenkarte bitten",
  asked: "Gebeten.",
  write: (address: string) => `An ${address} schreiben`,
};

export type CardWords = typeof card;
