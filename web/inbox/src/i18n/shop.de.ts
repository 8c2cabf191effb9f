/** Whole days in a span. */
const days = (ms: number) => Math.floor(ms / 86_400_000);

/** The pages "Laden" and "Mehr" in German. Every key is in shop.en.ts too. */
export const shop = {
  title: "Laden",
  lead: "Was Kunden sehen, was ausliegt, wer mitliest.",
  more: "Mehr",
  preview: "Wie Kunden es sehen",
  pages: {
    profile: "Was Kunden sehen: Bild, Zeiten, Begrüßung, Anrufe, Impressum.",
    sign: "Damit Kunden euch finden: drucken und hinstellen.",
    ways: "Ein Link für jeden Tisch, und wie viele darüber kamen.",
    moving: "Kunden von WhatsApp herüberholen: Texte und Plakate für vier Wochen.",
    website: "Ein Knopf auf eurer Website, der bis zum Tippen nichts kostet.",
    team: "Wer mitliest, mit welchen Geräten, und das Wiederherstellungsblatt.",
    quickreplies: "Was ihr jeden Tag tippt, mit einem Kürzel.",
    invitations: "Zuerst schreiben, an jemanden, der noch nicht schreibt.",
    privacy: "Fristen, Auskunft, Löschen, Nachweise.",
    condition: "Wie es dem Server geht, und die Sicherung.",
  },
  /** The groups of the page "Mehr", for screen readers. */
  groups: { shop: "Laden", figures: "Zahlen", own: "Dieses Gerät" },
  notifications: "Benachrichtigungen",
  people: (names: readonly string[], devices: number): string =>
    `${names.join(", ")} · ${devices === 1 ? "1 Gerät" : `${devices} Geräte`}`,
  backup: (madeMs: number | null, nowMs: number): string =>
    madeMs === null ? "Noch keine Sicherung" : `Sicherung ist ${days(nowMs - madeMs)} Tage alt`,
  replies: (n: number) => (n === 1 ? "1 Schnellantwort" : `${n} Schnellantworten`),
};

/** The page "Schild" in German. Every key is in shop.en.ts too. */
export const sign = {
  title: "Schild",
  lead: "Wer es scannt, schreibt euch. Weil es in eurem Laden steht, wissen die Kunden, dass ihr es seid.",
  colour:
    "Diese Farbe gilt für die Schilder, die du auf diesem Gerät druckst. Die Schrift darauf ist immer lesbar.",
  picture: "Bild ändern",
  waiting: "Das Schild gibt es, sobald euer Profil veröffentlicht ist.",
};

/** The page "Umzugshelfer" in German. Its texts are in moving/. */
export const moving = { title: "Umzugshelfer" };

/** The page "Website" in German. Its texts are in website/. */
export const website = {
  title: "Website",
  lead: "Ein Link oder ein Knopf auf eurer eigenen Seite. Vor dem Tippen: kein Cookie, kein Speicher, nichts von Dritten.",
};
