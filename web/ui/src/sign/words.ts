import type { Lang } from "../i18n/speak.svelte.ts";

const de = {
  say: "Schreiben Sie uns.",
  how: "Einfach scannen. Ohne App, ohne Nummer.",
  foot: "unsere vier Merkwörter",
  code: (address: string) => `QR-Code zu ${address}`,
  sign: (name: string) => `Schild von ${name}`,
  sticker: (name: string) => `Aufkleber von ${name}`,
  size: "Größe",
  sizes: { a6: "A6", a5: "A5", a4: "A4", a3: "A3" },
  print: "Drucken",
  save: "SVG sichern",
  pdf: "Als PDF: im Druckfenster „Als PDF sichern“ wählen.",
  stand: ["Aufsteller", "A5 neben die Kasse, A6 auf den Tisch."],
  poster: ["Plakat", "A4 oder A3 fürs Schaufenster, scannbar aus zwei Metern."],
  stickers: ["Aufkleber", "24 auf einem Bogen A4, für Tüte und Tortenkarte."],
  till: ["Anzeige an der Kasse", "Ein Tablet zeigt Code und Tafel, dunkel, wenn geschlossen ist."],
  open: "Auf diesem Gerät zeigen",
  close: "Anzeige schließen",
  words: "Vier Merkwörter",
  wordsHint:
    "Sie helfen, euren Laden wiederzuerkennen. Geprüft wird nicht mit ihnen, sondern mit dem Code: Wer ihn scannt, sieht „Am Tresen geprüft“.",
  colour: "Farbe",
  colours: {
    brown: "Rotbraun",
    walnut: "Nussbaum",
    plum: "Pflaume",
    green: "Tannengrün",
    blue: "Tintenblau",
  },
};

export type SignWords = typeof de;

const en: SignWords = {
  say: "Write to us.",
  how: "Just scan. No app, no phone number.",
  foot: "our four words to remember",
  code: (address) => `QR code for ${address}`,
  sign: (name) => `Sign of ${name}`,
  sticker: (name) => `Sticker of ${name}`,
  size: "Size",
  sizes: { a6: "A6", a5: "A5", a4: "A4", a3: "A3" },
  print: "Print",
  save: "Save as SVG",
  pdf: "As a PDF: choose “Save as PDF” in the print window.",
  stand: ["Counter sign", "A5 beside the till, A6 on the table."],
  poster: ["Poster", "A4 or A3 for the window, can be scanned from two metres."],
  stickers: ["Stickers", "24 on a sheet of A4, for bags and cake boxes."],
  till: ["Display at the till", "A tablet shows code and board, dark while you are closed."],
  open: "Show on this device",
  close: "Close the display",
  words: "Four words to remember",
  wordsHint:
    "They help people recognise your shop. They do not verify anything; the code does that: anyone who scans it sees “Checked at the counter”.",
  colour: "Colour",
  colours: { brown: "Brown", walnut: "Walnut", plum: "Plum", green: "Fir green", blue: "Ink blue" },
};

export const signWords: Readonly<Record<Lang, SignWords>> = { de, en };
