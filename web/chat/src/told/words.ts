import { catalogOf } from "@tresen/ui";

// Words of what comes after the first message; apart, because few visits need more than the question.
const de = {
  card: "Damit wir uns nicht verlieren",
  welcomeBack: "Schön, dass Sie wieder da sind. Damit wir uns nicht verlieren:",
  cardOpen: "Ansehen",
  cardNo: "Nicht mehr zeigen",
  joined: "Ein weiteres Gerät gehört jetzt zu Ihrer Unterhaltung.",
  reading: "Das Team sieht, wann Sie gelesen haben.",
  readingChange: "Ändern",
  tellAsk: "Sollen wir Bescheid geben, wenn Antwort da ist?",
  tellBrief: "Ihr Browser-Dienst erfährt nur das.",
  tellHomeBrief: "Dazu legen Sie diese Seite auf den Home-Bildschirm.",
  tellHow: "So geht es",
  tellHome:
    "Auf iPhone und iPad geht das erst, wenn diese Seite auf dem Home-Bildschirm liegt. Kopieren Sie Ihren Rückkehr-Link, tippen Sie auf „Teilen“ und „Zum Home-Bildschirm“, und fügen Sie ihn dort einmal ein: Menü, „Rückkehr-Link“.",
  tellYes: "Ja, bitte",
  tellNo: "Nein danke",
  tellTitle: "Bescheid geben",
  tellOn: "Auf diesem Gerät Bescheid geben",
  tellDenied:
    "Der Browser lässt das nicht zu. Wir fragen nicht noch einmal; ändern können Sie es in den Einstellungen des Browsers, bei den Rechten dieser Seite.",
  tellCannot: "Dieser Browser kann nicht Bescheid geben.",
  tellFailed:
    "Der Dienst des Browsers war nicht zu erreichen. Bescheid gibt es nur, solange diese Seite offen ist.",
  tellNew: "Neue Nachricht",
  tellLost: "Ihr Browser gibt hier nicht mehr Bescheid. Sollen wir uns wieder melden?",
};

export type TellWords = typeof de;

const en: TellWords = {
  card: "So that we don’t lose touch",
  welcomeBack: "Good to see you again. So that we don’t lose touch:",
  cardOpen: "Show",
  cardNo: "Don’t show this again",
  joined: "Another device has joined your conversation.",
  reading: "The team can see when you have read a message.",
  readingChange: "Change",
  tellAsk: "Shall we let you know when there’s a reply?",
  tellBrief: "Your browser’s service learns only that.",
  tellHomeBrief: "For this, put the page on your Home Screen.",
  tellHow: "Show me how",
  tellHome:
    "On an iPhone or iPad this works once this page is on the home screen. Copy your return link, tap “Share” and “Add to Home Screen”, and paste it there once: Menu, “Return link”.",
  tellYes: "Yes, please",
  tellNo: "No, thanks",
  tellTitle: "Notifications",
  tellOn: "Notify me on this device",
  tellDenied:
    "Your browser doesn’t allow notifications. We won’t ask again; you can change this in the browser’s settings, under this site’s permissions.",
  tellCannot: "This browser can’t show notifications.",
  tellFailed: "The browser’s service couldn’t be reached. You’ll be notified only while this page is open.",
  tellNew: "New message",
  tellLost: "Your browser no longer notifies you here. Shall we let you know again?",
};

/** In the language that is spoken. Reactive. */
export const tell = () => catalogOf("tell", { de, en });
