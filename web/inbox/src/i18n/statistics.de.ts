/** Statistics, in German. */

import type { FigureName } from "@tresen/core/api";

const number = (value: number) => value.toLocaleString("de-DE");
const one = (value: number) => value.toLocaleString("de-DE", { maximumFractionDigits: 1 });
const span = (seconds: number) => {
  if (seconds < 60) return `${seconds} Sek.`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} Min.`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} Std.`;
  return `${Math.floor(seconds / 86_400)} Tage`;
};
/** After "nach". */
const spanLong = (seconds: number) => {
  const said = (value: number, one: string, many: string) => (value === 1 ? `1 ${one}` : `${value} ${many}`);
  if (seconds < 60) return said(seconds, "Sekunde", "Sekunden");
  if (seconds < 7200) return said(Math.floor(seconds / 60), "Minute", "Minuten");
  if (seconds < 172_800) return said(Math.floor(seconds / 3600), "Stunde", "Stunden");
  return said(Math.floor(seconds / 86_400), "Tag", "Tagen");
};
const tenths = ["fast keine wird", "eine von zehn wird", "zwei von zehn werden", "drei von zehn werden"];
tenths.push("vier von zehn werden", "die Hälfte wird", "sechs von zehn werden", "sieben von zehn werden");
tenths.push("acht von zehn werden", "neun von zehn werden", "fast alles wird");

const names: Record<FigureName, string> = {
  received: "Empfangen",
  sent: "Gesendet",
  delivered: "Zugestellt",
  read: "Gelesen",
  new: "Neue Unterhaltungen",
  closed: "Geschlossen",
  reopened: "Wieder geöffnet",
  automatic: "Automatische Antworten",
  requests: "Anfragen",
  answered: "Beantwortet",
  within_15min: "Antwort unter 15 Minuten",
  within_1h: "Antwort unter 1 Stunde",
  within_1d: "Antwort unter 24 Stunden",
  closed_unanswered: "Ohne Antwort geschlossen",
  calls: "Anrufe",
  calls_received: "Anrufe von Kunden in der Anrufzeit",
  calls_answered: "Davon angenommen",
  call_median_s: "Gespräch, die Hälfte",
  quick_replies: "Schnellantworten",
  answer_median_s: "Erste Antwort, die Hälfte",
  answer_p90_s: "Erste Antwort, neun von zehn",
  delivery_median_s: "Zustellung, die Hälfte",
  delivery_p90_s: "Zustellung, neun von zehn",
  reading_median_s: "Lesen, die Hälfte",
  reading_p90_s: "Lesen, neun von zehn",
};

const meanings: Record<FigureName, string> = {
  calls: "Anrufe an diesen Tagen, von Kunden und von euch, angenommen oder nicht.",
  calls_received: "Anrufe von Kunden zu Zeiten, zu denen ihr Anrufe annehmt.",
  calls_answered: "Wie viele davon jemand von euch angenommen hat.",
  call_median_s: "Die Hälfte der angenommenen Gespräche war kürzer.",
  received: "Nachrichten, die Kunden an diesen Tagen geschickt haben.",
  sent: "Nachrichten des Teams an Kunden, ohne automatische Antworten.",
  delivered: "Wie viele der gesendeten inzwischen auf einem Gerät der anderen Seite sind.",
  read: "Wie viele der gesendeten inzwischen geöffnet wurden.",
  new: "Unterhaltungen, die an diesen Tagen begonnen haben: mit der ersten Nachricht oder dem ersten Anruf.",
  closed: "Wie oft ihr eine Unterhaltung geschlossen habt.",
  reopened: "Wie oft eine geschlossene wieder aufging, von euch oder von der anderen Seite.",
  automatic: "Begrüßungen und Abwesenheitsnachrichten des Servers.",
  requests: "Nachrichten, mit denen das Warten begann. Was danach noch kommt, wartet mit.",
  answered: "Wie viele der Anfragen ihr inzwischen beantwortet habt. Automatisches zählt nicht.",
  within_15min: "Antworten nach weniger als 15 Minuten Öffnungszeit.",
  within_1h: "Antworten nach weniger als einer Stunde Öffnungszeit.",
  within_1d: "Antworten nach weniger als 24 Stunden Öffnungszeit.",
  closed_unanswered: "Anfragen, nach denen ihr die Unterhaltung ohne Antwort geschlossen habt.",
  quick_replies:
    "Wie oft ihr eine eurer Schnellantworten gesendet habt. Das zählen eure Geräte selbst, 13 Wochen zurück.",
  answer_median_s:
    "Die Hälfte hatte spätestens nach dieser Öffnungszeit eine Antwort. Pause, Nacht und Feiertag zählen nicht.",
  answer_p90_s: "Neun von zehn hatten spätestens nach dieser Öffnungszeit eine Antwort.",
  delivery_median_s: "Die Hälfte war spätestens nach dieser Zeit zugestellt.",
  delivery_p90_s: "Neun von zehn waren spätestens nach dieser Zeit zugestellt.",
  reading_median_s: "Die Hälfte war spätestens nach dieser Zeit gelesen.",
  reading_p90_s: "Neun von zehn waren spätestens nach dieser Zeit gelesen.",
};

export const statistics = {
  title: "Statistik",
  compared: (days: string, before: string) => `${days}, verglichen mit ${before}`,
  days: (from: string, to: string) => (from === to ? from : `${from} bis ${to}`),
  range: "Zeitraum",
  lastDays: (count: number) => `${count} Tage`,
  other: "Andere Tage",
  from: "Von",
  to: "Bis",
  by: "Zusammenfassen",
  bys: { day: "Je Tag", week: "Je Woche", month: "Je Monat" },
  show: "Anzeigen",
  wrongDays: "„Von“ liegt nicht nach „Bis“, und mehr als zwei Jahre gehen nicht auf einmal.",
  csv: "Als CSV",
  json: "Als JSON",
  print: "Drucken",
  file: "statistik",
  failed: "Die Zahlen lassen sich gerade nicht laden. Sobald du Netz hast, geht es weiter.",
  again: "Noch einmal versuchen",
  asOf: (when: string) => `Gezählt bis ${when}.`,
  empty: ["Noch nichts zu zählen.", "Sobald Kunden schreiben, steht hier, wie es läuft."],
  keys: "Das Wichtigste",
  answer: "Erste Antwort",
  newCustomers: "Neue Kunden",
  none: "–",
  number,
  percent: one,
  percentSign: "\u00a0%",
  span,
  spanLong,
  more: (diff: number, percent: number | null, before: number) => ({
    strong: `${diff > 0 ? "+" : diff < 0 ? "−" : "±"}${number(Math.abs(diff))}`,
    rest:
      diff === 0
        ? " wie zuvor"
        : percent === null
          ? `, zuvor ${number(before)}`
          : `, das sind ${number(Math.abs(percent))} % ${diff > 0 ? "mehr" : "weniger"}`,
  }),
  points: (diff: number) => ({
    strong: `${diff > 0 ? "+" : diff < 0 ? "−" : "±"}${one(Math.abs(diff))}`,
    rest: Math.abs(diff) === 1 ? " Punkt" : " Punkte",
  }),
  faster: (diff: number) => ({
    strong: diff === 0 ? "gleich schnell" : `${span(Math.abs(diff))} ${diff < 0 ? "schneller" : "langsamer"}`,
    rest: diff === 0 ? " wie zuvor" : " als zuvor",
  }),
  nothingBefore: "zuvor nichts zu vergleichen",
  waiting: (count: number) =>
    count === 0
      ? "Gerade wartet niemand auf eine Antwort."
      : count === 1
        ? "Gerade wartet 1 Unterhaltung auf eine Antwort,"
        : `Gerade warten ${number(count)} Unterhaltungen auf eine Antwort,`,
  oldest: (when: string) => `am längsten seit ${when}.`,
  open: (count: number) =>
    count === 1 ? "1 Unterhaltung ist offen." : `${number(count)} Unterhaltungen sind offen.`,
  besides: (automatic: number, closed: number, replies: number | null) =>
    [
      "In diesem Zeitraum:",
      `${automatic === 1 ? "1 automatische Antwort" : `${number(automatic)} automatische Antworten`},`,
      ...(replies === null
        ? []
        : [`${replies === 1 ? "1 Schnellantwort" : `${number(replies)} Schnellantworten`},`]),
      `${number(closed)}‑mal geschlossen.`,
    ].join(" "),
  lines: {
    title: (delivered: number, read: number) =>
      `${delivered >= 0.97 ? "Fast alles kommt an" : `${number(Math.round(delivered * 100))} % kommen an`}, ${tenths[Math.round(read * 10)]} gelesen`,
    nothing: "In dieser Zeit ging nichts hinaus",
    what: {
      day: "Nachrichten des Teams je Tag",
      week: "Nachrichten des Teams je Woche",
      month: "Nachrichten des Teams je Monat",
    },
    gaps: "ohne Tage, an denen zu ist",
    soFar: (when: string) => `heute bis ${when} Uhr`,
    sent: "gesendet",
    delivered: "zugestellt",
    read: "gelesen",
    received: "empfangen",
    period: "Zeit",
  },
  funnel: {
    title: (read: number) => `Von 100 Nachrichten werden ${number(Math.round(read * 100))} gelesen`,
    nothing: "Noch nichts gesendet",
    what: "Gesendete Nachrichten, und wie weit sie gekommen sind",
    speed: (delivery: string, reading: string) =>
      `Die Hälfte ist nach ${delivery} zugestellt und nach ${reading} gelesen.`,
    step: "Schritt",
    count: "Anzahl",
    share: "Anteil",
  },
  heat: {
    title: (weekday: string, hour: string) => `${weekday}s um ${hour} Uhr ist am meisten los`,
    nothing: "In dieser Zeit hat niemand geschrieben",
    what: "Eingehende Nachrichten je Wochentag und Stunde, alle Tage zusammen",
    table: "Eingehende Nachrichten nach Wochentag und Stunde; „–“: zu und nichts gekommen",
    scroll: "Stunden, seitlich verschiebbar",
    meaning:
      "Nachrichten von Kunden nach Wochentag (Montag zuerst) und Stunde, alle Tage zusammen; null: weniger als fünf oder keine.",
    weekdays: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    short: ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
  },
  answers: {
    title: (median: string) => `Die Hälfte hat nach ${median} Antwort`,
    quick: "Die Hälfte hat sofort Antwort",
    nothing: "In dieser Zeit hat niemand gewartet",
    what: "Nur Zeit innerhalb der Öffnungszeiten zählt",
    bands: ["unter 5 Min.", "5–15 Min.", "15–60 Min.", "1–4 Std.", "länger"],
    band: "Wartezeit",
    note: (requests: number, open: number, closed: number) =>
      [
        requests === 1 ? "1 Anfrage" : `${number(requests)} Anfragen`,
        ...(open > 0 ? [`${number(open)} noch ohne Antwort`] : []),
        ...(closed > 0 ? [`${number(closed)} ohne Antwort geschlossen`] : []),
      ].join(", "),
    ninety: (span: string) => `. Neun von zehn hatten nach ${span} eine Antwort.`,
  },
  summary: {
    title: (month: string) => `${month} im Rückblick`,
    text: (sent: number, received: number, fresh: number) =>
      [
        received === 1 ? "1 Nachricht kam an" : `${number(received)} Nachrichten kamen an`,
        `ihr habt ${number(sent)} geschickt`,
        fresh === 1 ? "und 1 Unterhaltung war neu." : `und ${number(fresh)} Unterhaltungen waren neu.`,
      ].join(", "),
    answer: (median: string) => `Die Hälfte der Anfragen hatte nach ${median} eine Antwort.`,
    show: "Ganzen Monat ansehen",
  },
  all: "Alle Zahlen, und was gezählt wird",
  figure: "Zahl",
  now: "In dieser Zeit",
  before: "Davor",
  table: "Als Tabelle",
  foot: "Gezählt wird nur das ganze Team, nie eine einzelne Person. Inhalte liest hier niemand mit. Wer der Statistik widerspricht, steht in keiner Zahl.",
  names,
  meanings,
};
