/** The card of a customer, in German. */

export const card = {
  phone: "Telefon",
  email: "E-Mail",
  note: "Notiz",
  noteHint: "Nur für euch. Verlangt die Kundin oder der Kunde Auskunft, gehört sie dazu.",
  ours: "Nur für euch. Wird von selbst gespeichert.",
  saved: "Gespeichert",
  call: (number: string) => `${number} anrufen`,
  write: (address: string) => `An ${address} schreiben`,
};

export type CardWords = typeof card;
