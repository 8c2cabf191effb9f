import { lang } from "@tresen/ui";

// Words of what comes after the first message; apart, because few visits need more than the question.
const de = {
  keepLink: "Rückkehr-Link aufbewahren",
  keepLater: "Später",
  tellAsk: (name: string) => `Sollen wir Ihnen Bescheid geben, wenn ${name} antwortet?`,
  tellHow:
    "Ist die Seite zu, weckt der Dienst Ihres Browsers (Google, Apple oder Mozilla) dieses Gerät. Er erfährt, dass und wann, nicht was oder von wem.",
  tellHome:
    "Auf iPhone und iPad geht das erst, wenn diese Seite auf dem Home-Bildschirm liegt. Kopieren Sie Ihren Rückkehr-Link, tippen Sie auf „Teilen“ und „Zum Home-Bildschirm“, und fügen Sie ihn dort einmal ein: Menü, „Rückkehr-Link“.",
  tellLink: "Rückkehr-Link",
  tellYes: "Bescheid geben",
  tellNo: "Nein danke",
  tellOk: "Verstanden",
  tellTitle: "Bescheid geben",
  tellOn: "Auf diesem Gerät Bescheid geben",
  tellOnHere: "Sie bekommen Bescheid, solange diese Seite irgendwo offen ist.",
  tellDenied:
    "Der Browser lässt das nicht zu. Wir fragen nicht noch einmal; ändern können Sie es in den Einstellungen des Browsers, bei den Rechten dieser Seite.",
  tellCannot: "Dieser Browser kann nicht Bescheid geben.",
  tellFailed:
    "Der Dienst des Browsers war nicht zu erreichen. Bescheid gibt es nur, solange diese Seite offen ist.",
  tellTry: "Testnachricht",
  tellTryBody: "So sieht es aus, wenn eine Antwort da ist.",
  tellTried: {
    shown: "Angekommen. Sehen Sie nichts, unterdrückt es das Gerät: sehen Sie bei „Nicht stören“ nach.",
    not: "Nicht angekommen. Der Browser hat es nicht angezeigt.",
    taken: "Der Dienst hat sie angenommen, und sie ist hier angekommen.",
    waiting:
      "Der Dienst hat sie angenommen. Hier ist noch nichts angekommen; manchmal dauert es eine Minute.",
    later: "Der Dienst war nicht zu erreichen. Versuchen Sie es später noch einmal.",
    gone: "Der Dienst kennt dieses Gerät nicht mehr. Schalten Sie es aus und wieder ein.",
  },
  tellNew: "Neue Nachricht",
};

const en: typeof de = {
  keepLink: "Save the return link",
  keepLater: "Later",
  tellAsk: (name) => `Shall we let you know when ${name} answers?`,
  tellHow:
    "While the page is closed, your browser's service (Google, Apple or Mozilla) wakes this device. It learns that and when, not what or from whom.",
  tellHome:
    "On an iPhone or iPad this works once this page is on the home screen. Copy your return link, tap “Share” and “Add to Home Screen”, and paste it there once: Menu, “Return link”.",
  tellLink: "Return link",
  tellYes: "Let me know",
  tellNo: "No, thanks",
  tellOk: "Understood",
  tellTitle: "Letting you know",
  tellOn: "Let me know on this device",
  tellOnHere: "You will be told while this page is open somewhere.",
  tellDenied:
    "The browser does not allow it. We do not ask again; you can change it in the browser's settings, under this site's permissions.",
  tellCannot: "This browser cannot let you know.",
  tellFailed: "The browser's service could not be reached. You will be told only while this page is open.",
  tellTry: "Test message",
  tellTryBody: "This is what it looks like when there is an answer.",
  tellTried: {
    shown: "It arrived. If you see nothing, the device holds it back: look at “Do not disturb”.",
    not: "It did not arrive. The browser did not show it.",
    taken: "The service took it, and it arrived here.",
    waiting: "The service took it. Nothing has arrived here yet; sometimes it takes a minute.",
    later: "The service could not be reached. Try again later.",
    gone: "The service does not know this device any more. Switch it off and on again.",
  },
  tellNew: "New message",
};

/** In the current language. Reactive. */
export const tell = (): typeof de => (lang() === "de" ? de : en);
