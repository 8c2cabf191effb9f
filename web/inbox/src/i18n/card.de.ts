/** The card of a customer, in German. */

export const card = {
  phone: "Telefon",
  email: "E-Mail",
  note: "Notiz",
  noteHint: "Nur für euch. Verlangt die Kundin oder der Kunde Auskunft, gehört sie dazu.",
  ours: "Nur für euch. Wird von selbst gespeichert.",
  saved: "Gespeichert",
  call: (number: string) => `${number} anrufen`,
  handed: "Visitenkarte",
  handedHint: "Vom Kunden übergeben. Nimmt er es zurück, verschwindet es auch hier.",
  handedNothing: "Der Kunde hat nichts übergeben.",
  ask: "Um Visitenkarte bitten",
  asked: "Gebeten.",
  write: (address: string) => `An ${address} schreiben`,
};

export type CardWords = typeof card;
