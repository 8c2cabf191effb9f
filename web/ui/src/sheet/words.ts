import type { Lang } from "../i18n/speak.svelte.ts";

// The sheet is the owner's: du.
const de = {
  paper: "Das Blatt",
  printed: (time: string) => `Gedruckt um ${time}`,
  copied: (time: string) => `Abgeschrieben um ${time}`,
  covered: "verdeckt",
  print: "Blatt drucken",
  printAgain: "Noch einmal drucken",
  copy: "Von Hand abschreiben",
  copyNow: "Schreib alle sieben Gruppen mit ihrer Nummer ab. Danach verdecken wir drei davon.",
  copyDone: "Fertig abgeschrieben",
  first: "Druck das Blatt zuerst, oder schreib es von Hand ab.",
  copyFirst: "Schreib erst alle sieben Gruppen ab, dann „Fertig abgeschrieben“.",
  question: "Liest sich das Blatt gut?",
  ask: "Tipp die drei verdeckten Gruppen vom Papier ab. Groß oder klein ist egal.",
  group: (n: number) => `Gruppe ${n}`,
  last: "Die letzte Gruppe auf dem Blatt.",
  right: "Stimmt",
  short: (n: number) => (n === 1 ? "Hier fehlt noch ein Zeichen." : `Hier fehlen noch ${n} Zeichen.`),
  long: "Das sind mehr als vier Zeichen.",
  foreign: (letter: string) => `„${letter}“ kommt auf dem Blatt nicht vor. Schau noch einmal hin.`,
  swapped: [
    "Die ersten zwei Zeichen sind vertauscht.",
    "Die mittleren zwei Zeichen sind vertauscht.",
    "Die letzten zwei Zeichen sind vertauscht.",
  ],
  one: (n: number) => `Das ${n}. Zeichen ist ein anderes.`,
  several: "Das ist eine andere Gruppe. Schau auf die Nummer.",
  warnTitle: "Wer das Blatt hat, kann euren Betrieb übernehmen.",
  warn: "Leg es zum Kassenschlüssel. Bitte nicht fotografieren.",

  whole: "Die sieben Gruppen vom Blatt",
  wholeHint: "Groß oder klein ist egal. Du kannst auch alles auf einmal einfügen.",
  empty: "Diese Gruppe fehlt noch.",
  oneHere: "In dieser Gruppe stimmt ein Zeichen nicht. Vergleich sie mit dem Blatt.",
  swappedHere: (groups: readonly number[]) =>
    groups.length === 1
      ? "In dieser Gruppe sind wohl zwei Zeichen vertauscht. Vergleich sie mit dem Blatt."
      : `In einer der Gruppen ${groups.slice(0, -1).join(", ")} und ${groups.at(-1)} sind wohl zwei Zeichen vertauscht.`,
  severalHere: "Mehrere Zeichen stimmen nicht. Vergleich alle Gruppen mit dem Blatt.",
  fits: "Alle sieben Gruppen passen zusammen.",

  onPaper: {
    title: "Wiederherstellungsblatt",
    business: "Betrieb",
    address: "Adresse",
    date: "Gedruckt am",
    use: "Wozu dieses Blatt da ist",
    uses: [
      "Sind alle Geräte des Betriebs verloren oder gestohlen, bringt dieses Blatt ihn zurück: mit allen Unterhaltungen, und die alten Geräte lassen sich aussperren.",
      "Auf einem neuen Gerät die Adresse unten öffnen, „Mit dem Blatt wiederherstellen“ wählen und die sieben Gruppen eintippen. Groß oder klein ist egal; 0 ist die Ziffer, den Buchstaben O gibt es hier nicht.",
      "Wer das Blatt hat, kann den Betrieb übernehmen. Es gehört zum Kassenschlüssel: nicht fotografieren, nicht verschicken, nicht liegen lassen.",
      "Es gibt keine zweite Ausfertigung. Ein neues Blatt ersetzt dieses.",
    ],
    open: "Zum Öffnen",
  },
};

export type SheetWords = typeof de;

const en: SheetWords = {
  paper: "The sheet",
  printed: (time) => `Printed at ${time}`,
  copied: (time) => `Copied at ${time}`,
  covered: "covered",
  print: "Print the sheet",
  printAgain: "Print again",
  copy: "Copy by hand",
  copyNow: "Copy all seven groups with their numbers. Then we cover three of them.",
  copyDone: "Finished copying",
  first: "Print the sheet first, or copy it by hand.",
  copyFirst: "Copy all seven groups first, then “Finished copying”.",
  question: "Is the sheet easy to read?",
  ask: "Type the three covered groups from the paper. It does not matter whether you use capitals.",
  group: (n) => `Group ${n}`,
  last: "The last group on the sheet.",
  right: "Correct",
  short: (n) => (n === 1 ? "One character is still missing." : `${n} characters are still missing.`),
  long: "That is more than four characters.",
  foreign: (letter) => `“${letter}” is not on any sheet. Have another look.`,
  swapped: [
    "The first two characters are swapped.",
    "The middle two characters are swapped.",
    "The last two characters are swapped.",
  ],
  one: (n) => `Character ${n} is a different one.`,
  several: "This is a different group. Check the number.",
  warnTitle: "Anyone who has the sheet can take over your business.",
  warn: "Put it with the till key. Please do not photograph it.",

  whole: "The seven groups on the sheet",
  wholeHint: "It does not matter whether you use capitals. You can also paste all of it at once.",
  empty: "This group is still missing.",
  oneHere: "One character in this group is wrong. Compare it with the sheet.",
  swappedHere: (groups) =>
    groups.length === 1
      ? "Two characters in this group seem to be swapped. Compare it with the sheet."
      : `Two characters in one of the groups ${groups.slice(0, -1).join(", ")} and ${groups.at(-1)} seem to be swapped.`,
  severalHere: "Several characters are wrong. Compare all groups with the sheet.",
  fits: "All seven groups fit together.",

  onPaper: {
    title: "Recovery sheet",
    business: "Business",
    address: "Address",
    date: "Printed on",
    use: "What this sheet is for",
    uses: [
      "If all devices of the business are lost or stolen, this sheet brings it back: with all conversations, and the old devices can be locked out.",
      "On a new device, open the address below, choose “Restore with the sheet” and type the seven groups. It does not matter whether you use capitals; 0 is the digit, there is no letter O here.",
      "Anyone who has the sheet can take over the business. Keep it with the till key: don’t photograph it, don’t send it, don’t leave it lying around.",
      "There is no second copy. A new sheet replaces this one.",
    ],
    open: "Open this",
  },
};

export const sheetWords: Readonly<Record<Lang, SheetWords>> = { de, en };
