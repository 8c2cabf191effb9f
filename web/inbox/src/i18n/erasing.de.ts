/** Erasing and keeping, in German. */

const paragraph = (kind: string) => (kind === "voucher" ? "§\u00a0147\u00a0AO" : "§\u00a0257\u00a0HGB");

export const erasing = {
  keepAs: "Aufbewahren als",
  chat: ["Nachricht", "Sie kann jederzeit gelöscht werden."],
  letter: ["Brief", "Angebote, Aufträge, Absprachen: 6 Jahre, bis Jahresende (§\u00a0257\u00a0HGB)."],
  voucher: ["Beleg", "Rechnungen und Quittungen: 8 Jahre, bis Jahresende (§\u00a0147\u00a0AO)."],
  keepHint: "Was aufbewahrt wird, lässt sich bis dahin nicht löschen, auch nicht auf Wunsch der Kundschaft.",
  keepFailed: "Das hat nicht geklappt, nichts ist verändert. Versuch es noch einmal, sobald du Netz hast.",
  keptMark: (kind: string, year: string) => `${kind === "voucher" ? "Beleg" : "Brief"}, bis Ende ${year}`,
  letGo: "Nicht mehr aufbewahren",
  letGoHint: "Die Unterhaltung ist gelöscht. Diese Nachricht verschwindet dann auch, sofort und für immer.",

  oneTitle: "Diese Nachricht für beide Seiten löschen?",
  oneMore: (name: string) => `Sie verschwindet hier und bei ${name}. Das lässt sich nicht rückgängig machen.`,
  oneKept: (kind: string, until: string) =>
    `Ihr müsst sie bis ${until} aufbewahren (${paragraph(kind)}). Dann wird sie von selbst gelöscht.`,
  all: "Unterhaltung löschen",
  allTitle: (name: string) => `Unterhaltung mit ${name} löschen?`,
  allMore:
    "Eure Notizen dazu gehen mit. Alles verschwindet auf beiden Seiten, auf allen Geräten. Das lässt sich nicht rückgängig machen.",
  allStays: "Das müsst ihr aufbewahren, danach wird es von selbst gelöscht:",
  keptLine: (kind: string, written: string | null, until: string) =>
    `${kind === "voucher" ? "Beleg" : "Brief"}${written === null ? "" : ` vom ${written}`}, bis ${until} (${paragraph(kind)})`,
  keep: "Behalten",
  erase: "Löschen",
  failed: "Das hat nicht geklappt, es ist nichts gelöscht. Versuch es noch einmal.",
  later: "Wird gelöscht, sobald du wieder Netz hast.",
  afterwards: "Vorgemerkt: Sie wird gelöscht, sobald die Frist vorbei ist.",
  oneDone: "Nachricht gelöscht.",
  allDone: "Unterhaltung gelöscht.",

  overByCustomer: "Die Kundin oder der Kunde hat diese Unterhaltung gelöscht.",
  overByTeam: "Ihr habt diese Unterhaltung gelöscht.",
  overByTime: "Die Aufbewahrungszeit dieser Unterhaltung ist vorbei.",
  overNothing: "Davon ist nichts mehr da, auch keine Notizen.",
  overLeft:
    "Was hier noch steht, müsst ihr aufbewahren (§\u00a0257\u00a0HGB, §\u00a0147\u00a0AO). Nach der Frist wird es von selbst gelöscht.",
  overName: "Gelöschte Unterhaltung",
  rowLeft: "Gelöscht. Ein Teil muss bleiben.",
};

export type ErasingWords = typeof erasing;
