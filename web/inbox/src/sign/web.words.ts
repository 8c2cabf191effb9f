import type { Lang } from "@tresen/ui";

/** One thing that the web may take: what it is called, and what it is for. */
type Way = readonly [name: string, use: string];

interface WebWords {
  readonly title: string;
  readonly lead: string;
  readonly page: Way;
  readonly hours: Way;
  readonly closed: Way;
  readonly card: Way;
  readonly copy: string;
  readonly copied: string;
  readonly notCopied: string;
}

export const webWords: Readonly<Record<Lang, WebWords>> = {
  de: {
    title: "Im Netz",
    lead: "Für Website, Rechnung und Google. Was hier steht, habt ihr im Profil schon veröffentlicht.",
    page: [
      "Link zu euch",
      "Er trägt den Fingerabdruck eures Schilds: Wer ihn öffnet, sieht, dass ihr es seid.",
    ],
    hours: [
      "Öffnungszeiten für die Website",
      "Damit zeigt sie „gerade geöffnet“, ohne Cookies und immer aktuell.",
    ],
    closed: ["Kalender der geschlossenen Tage", "Feiertage und Betriebsferien zum Abonnieren."],
    card: ["Visitenkarte", "Name, Anschrift und Link fürs Adressbuch."],
    copy: "Kopieren",
    copied: "Kopiert.",
    notCopied: "Kopieren ging nicht. Markiere die Adresse und kopiere sie selbst.",
  },
  en: {
    title: "On the web",
    lead: "For your website, invoices and Google. All of it is in the profile you have published.",
    page: [
      "Link to you",
      "It carries the fingerprint of your sign, so whoever opens it sees that it is you.",
    ],
    hours: [
      "Opening hours for your website",
      "It can say “open now”, without cookies and always up to date.",
    ],
    closed: ["Calendar of closed days", "Public holidays and company holidays, to subscribe to."],
    card: ["Contact card", "Name, address and link for an address book."],
    copy: "Copy",
    copied: "Copied.",
    notCopied: "Copying did not work. Select the address and copy it yourself.",
  },
};
