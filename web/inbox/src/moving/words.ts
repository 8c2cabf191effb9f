import type { Lang } from "@tresen/ui";
import type { StepId } from "./kit.ts";

/** One step: what it is called, where it goes, and the name of its way, of at most 40 characters. */
type Step = readonly [title: string, where: string, way: string];

interface MovingWords {
  readonly lead: (week: number, weeks: number, came: number) => string;
  readonly done: (came: number) => string;
  readonly language: string;
  readonly languages: Readonly<Record<Lang, string>>;
  readonly weeks: readonly string[];
  readonly week: (n: number, name: string) => string;
  readonly ticked: (done: number, all: number) => string;
  readonly open: string;
  readonly close: string;
  readonly steps: Readonly<Record<StepId, Step>>;
  readonly copy: string;
  readonly copyLink: string;
  readonly print: string;
  readonly pdf: string;
  readonly copied: string;
  readonly linkCopied: string;
  readonly notCopied: string;
  readonly full: string;
  readonly failed: string;
  readonly characters: (n: number, limit: number | null) => string;
  readonly tooLong: (n: number, limit: number) => string;
  readonly own: string;
  readonly came: (n: number) => string;
  readonly arrivals: string;
  readonly noArrivals: string;
  readonly whom: string;
  readonly meta: string;
  readonly waiting: string;
  readonly noReading: string;
}

export const movingWords: Readonly<Record<Lang, MovingWords>> = {
  de: {
    lead: (week, weeks, came) => `Woche ${week} von ${weeks}. ${so(came)}`,
    done: (came) => `Alles erledigt. ${so(came)}`,
    language: "Sprache der Texte",
    languages: { de: "Deutsch", en: "English" },
    weeks: ["Die Tür aufmachen", "WhatsApp zeigt herüber", "Freundlich erinnern", "Die alte Tür zumachen"],
    week: (n, name) => `Woche ${n}: ${name}`,
    ticked: (done, all) => `${done} von ${all} erledigt`,
    open: "Ansehen",
    close: "Einklappen",
    steps: {
      poster: ["Plakat A3", "Ins Schaufenster. Der Code führt zu euch.", "Plakat"],
      sticker: ["Türaufkleber", "An die Tür, auf Augenhöhe.", "Türaufkleber"],
      google: [
        "Google-Profil",
        "Unternehmensprofil › Update hinzufügen. Die Schaltfläche „Weitere Informationen“ bekommt den Link.",
        "Google-Profil",
      ],
      website: ["Website", "Auf die Startseite oder zu „Kontakt“.", "Website"],
      invoice: ["Rechnung", "In die Fußzeile. Der Link ist kurz, damit man ihn abtippen kann.", "Rechnung"],
      wa_greeting: [
        "Begrüßung bei WhatsApp",
        "WhatsApp Business: Unternehmenstools › Begrüßungsnachricht",
        "WhatsApp-Begrüßung",
      ],
      wa_away: [
        "Abwesenheit bei WhatsApp",
        "WhatsApp Business: Unternehmenstools › Abwesenheitsnachricht",
        "WhatsApp-Abwesenheit",
      ],
      wa_reply: [
        "Schnellantwort bei WhatsApp",
        "WhatsApp Business: Unternehmenstools › Schnellantworten",
        "WhatsApp-Schnellantwort",
      ],
      regulars_1: [
        "An Stammkunden, erste von drei",
        "Einzeln schicken, mit dem Namen statt nur „Guten Tag“.",
        "Stammkunden 1",
      ],
      regulars_2: [
        "An Stammkunden, zweite von drei",
        "Nur an die, die noch nicht herübergekommen sind.",
        "Stammkunden 2",
      ],
      regulars_3: [
        "An Stammkunden, dritte von drei",
        "Die letzte. Danach schreibt ihr dort nur noch Antworten.",
        "Stammkunden 3",
      ],
      email: ["E-Mail-Signatur", "In die Signatur eures E-Mail-Programms.", "E-Mail-Signatur"],
      phone: [
        "Anrufbeantworter",
        "Vorlesen und aufnehmen. Gesprochen passt kein eigener Link hinein: Der hier ist für eine SMS hinterher.",
        "Anrufbeantworter",
      ],
    },
    copy: "Text kopieren",
    copyLink: "Link kopieren",
    print: "Drucken",
    pdf: "Als PDF: im Druckfenster „Als PDF sichern“ wählen.",
    copied: "Text kopiert.",
    linkCopied: "Link kopiert.",
    notCopied: "Kopieren ging nicht. Tipp noch einmal, oder markiere den Text hier und kopiere ihn selbst.",
    full: "So viele Wege habt ihr schon, dass kein neuer mehr Platz hat. Entferne unter „Wege“ einen, den niemand mehr nutzt.",
    failed: "Das ging gerade nicht. Versuch es noch einmal.",
    characters: (n, limit) => `${n} Zeichen${limit === null ? "" : `, passt (höchstens ${limit})`}`,
    tooLong: (n, limit) => `${n} Zeichen, das sind mehr als ${limit}: Bitte selbst kürzen.`,
    own: "Eigener Link",
    came: (n) => (n === 0 ? "noch niemand kam hierüber" : `${n}-mal kam jemand hierüber`),
    arrivals: "Worüber sie kamen",
    noArrivals: "Noch kam niemand. Sobald jemand über einen dieser Links schreibt, steht es hier.",
    whom: "Rechtlich ist das Werbung: nur an Leute, die zugestimmt haben oder die beim Kauf wussten, dass ihr ihnen schreibt und sie Nein sagen können. Wer „Nein“ antwortet, bekommt keine weitere.",
    meta: "Nichts davon verbindet sich mit WhatsApp oder Meta. Du kopierst, du schickst.",
    waiting: "Den Umzugshelfer gibt es, sobald euer Profil veröffentlicht ist.",
    noReading: "Mit „Nur Einsicht“ siehst du den Umzugshelfer nicht.",
  },
  en: {
    lead: (week, weeks, came) => `Week ${week} of ${weeks}. ${soFar(came)}`,
    done: (came) => `All done. ${soFar(came)}`,
    language: "Language of the texts",
    languages: { de: "Deutsch", en: "English" },
    weeks: ["Open the door", "WhatsApp points over here", "A friendly reminder", "Close the old door"],
    week: (n, name) => `Week ${n}: ${name}`,
    ticked: (done, all) => `${done} of ${all} done`,
    open: "Show",
    close: "Fold up",
    steps: {
      poster: ["Poster A3", "In the window. The code leads to you.", "Poster"],
      sticker: ["Door sticker", "On the door, at eye level.", "Door sticker"],
      google: [
        "Google profile",
        "Business Profile › Add update. The button “Learn more” gets the link.",
        "Google profile",
      ],
      website: ["Website", "On the front page or beside “Contact”.", "Website"],
      invoice: ["Invoice", "In the footer. The link is short, so that it can be typed.", "Invoice"],
      wa_greeting: [
        "Greeting on WhatsApp",
        "WhatsApp Business: Business tools › Greeting message",
        "WhatsApp greeting",
      ],
      wa_away: [
        "Away message on WhatsApp",
        "WhatsApp Business: Business tools › Away message",
        "WhatsApp away",
      ],
      wa_reply: [
        "Quick reply on WhatsApp",
        "WhatsApp Business: Business tools › Quick replies",
        "WhatsApp quick reply",
      ],
      regulars_1: [
        "To regular customers, first of three",
        "Send one by one, with the name instead of just “Hello”.",
        "Regulars 1",
      ],
      regulars_2: [
        "To regular customers, second of three",
        "Only to those who have not come over yet.",
        "Regulars 2",
      ],
      regulars_3: [
        "To regular customers, third of three",
        "The last one. After it you only answer there.",
        "Regulars 3",
      ],
      email: ["E-mail signature", "Into the signature of your e-mail program.", "E-mail signature"],
      phone: [
        "Answering machine",
        "Read it out and record it. Nobody can dictate a link of its own: the one here is for a text message afterwards.",
        "Answering machine",
      ],
    },
    copy: "Copy text",
    copyLink: "Copy link",
    print: "Print",
    pdf: "As a PDF: choose “Save as PDF” in the print window.",
    copied: "Text copied.",
    linkCopied: "Link copied.",
    notCopied: "Copying did not work. Tap again, or select the text here and copy it yourself.",
    full: "You have so many ways that there is no room for another. Remove one under “Ways” that nobody uses any more.",
    failed: "That did not work just now. Please try again.",
    characters: (n, limit) => `${n} characters${limit === null ? "" : `, fits (at most ${limit})`}`,
    tooLong: (n, limit) => `${n} characters, more than ${limit}: please shorten it yourself.`,
    own: "Link of its own",
    came: (n) =>
      n === 0 ? "nobody came this way yet" : n === 1 ? "came this way once" : `came this way ${n} times`,
    arrivals: "Which way they came",
    noArrivals: "Nobody came yet. As soon as somebody writes by one of these links, it says so here.",
    whom: "By law this is advertising: only to people who agreed, or who knew when they bought from you that you write to them and that they can say no. Whoever answers “no” gets no more of them.",
    meta: "None of this connects to WhatsApp or Meta. You copy, you send.",
    waiting: "The moving kit is ready as soon as your profile is published.",
    noReading: "With “View only” you do not see the moving kit.",
  },
};

function so(came: number): string {
  return came === 0 ? "Noch ist niemand herübergekommen." : `${came}-mal ist schon jemand herübergekommen.`;
}

function soFar(came: number): string {
  if (came === 0) return "Nobody has come over yet.";
  return came === 1 ? "Somebody has come over once." : `Somebody has come over ${came} times.`;
}
