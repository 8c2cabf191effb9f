import { catalogOf } from "@tresen/ui";

// What the settings say of telling, beside its switch.
const de = {
  more: "Ist die Seite zu, weckt der Dienst Ihres Browsers (Google, Apple oder Mozilla) dieses Gerät. Er erfährt nur, dass und wann etwas kommt. Was und von wem, erfährt er nicht.",
  onHere: "Sie bekommen Bescheid, solange diese Seite irgendwo offen ist.",
  attempt: "Testnachricht",
  tryBody: "So sieht es aus, wenn eine Antwort da ist.",
  tried: {
    shown: "Angekommen. Sehen Sie nichts, unterdrückt es das Gerät: sehen Sie bei „Nicht stören“ nach.",
    not: "Nicht angekommen. Der Browser hat es nicht angezeigt.",
    taken: "Der Dienst hat sie angenommen, und sie ist hier angekommen.",
    waiting:
      "Der Dienst hat sie angenommen. Hier ist noch nichts angekommen; manchmal dauert es eine Minute.",
    later: "Der Dienst war nicht zu erreichen. Versuchen Sie es später noch einmal.",
    gone: "Der Dienst kennt dieses Gerät nicht mehr. Schalten Sie es aus und wieder ein.",
  },
};

export type TellingWords = typeof de;

const en: TellingWords = {
  more: "When the page is closed, your browser’s service (Google, Apple or Mozilla) wakes this device. It learns only that something has arrived and when. It does not learn what it says or who sent it.",
  onHere: "You’ll be notified while this page is open somewhere.",
  attempt: "Test message",
  tryBody: "This is what a notification of a reply looks like.",
  tried: {
    shown: "It arrived. If you don’t see anything, your device is suppressing it: check “Do not disturb”.",
    not: "It did not arrive. The browser did not show it.",
    taken: "The service took it, and it arrived here.",
    waiting: "The service took it. Nothing has arrived here yet; sometimes it takes a minute.",
    later: "The service could not be reached. Try again later.",
    gone: "The service no longer knows this device. Switch notifications off and on again.",
  },
};

/** In the language that is spoken. Reactive. */
export const telling = () => catalogOf("telling", { de, en });
