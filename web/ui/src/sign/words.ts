import type { Lang } from "../i18n/speak.svelte.ts";

const de = {
  say: "Schreiben Sie uns – ohne App, ohne Telefonnummer.",
  how: "Code scannen und losschreiben. Nichts installieren, nichts anmelden.",
  edge: "Ende-zu-Ende verschlüsselt mit Tresen",
  code: (address: string) => `QR-Code zu ${address}`,
  sign: (name: string) => `Schild von ${name}`,
  size: "Größe",
  sizes: {
    a5: ["A5 zum Aufstellen", "für den Platz neben der Kasse"],
    a4: ["A4 fürs Schaufenster", "scannbar aus zwei Metern"],
    a6: ["A6 für Tisch und Tüte", "so groß wie eine Postkarte"],
  },
  print: "Schild drucken",
  save: "SVG sichern",
  pdf: "Als PDF: im Druckfenster „Als PDF sichern“ wählen.",
  words: "Vier Merkwörter",
  wordsHint:
    "Sie helfen, euren Laden wiederzuerkennen. Geprüft wird nicht mit ihnen, sondern mit dem Code: Wer ihn scannt, sieht „Am Tresen geprüft“.",
};

export type SignWords = typeof de;

const en: SignWords = {
  say: "Write to us – no app, no phone number.",
  how: "Scan the code and start writing. Nothing to install, nothing to sign up for.",
  edge: "End-to-end encrypted with Tresen",
  code: (address) => `QR code for ${address}`,
  sign: (name) => `Sign of ${name}`,
  size: "Size",
  sizes: {
    a5: ["A5 for the counter", "to stand beside the till"],
    a4: ["A4 for the window", "can be scanned from two metres"],
    a6: ["A6 for table and bag", "the size of a postcard"],
  },
  print: "Print the sign",
  save: "Save as SVG",
  pdf: "As a PDF: choose “Save as PDF” in the print window.",
  words: "Four words to remember",
  wordsHint:
    "They help people recognise your shop. They do not verify anything; the code does that: whoever scans it sees “Checked at the counter”.",
};

export const signWords: Readonly<Record<Lang, SignWords>> = { de, en };
