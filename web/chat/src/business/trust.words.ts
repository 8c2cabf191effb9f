import { catalogOf } from "@tresen/ui";

// Words about who the customer writes with, and of scanning the sign; they come with the sheet.

/** "Bäckerei Sonnenschein" takes an article in German: what it names is a word like any other. */
const named = (name: string): string =>
  /^\S*(ei|heke|axis|statt|handlung|galerie|schule)\s/i.test(name) ? `der ${name}` : name;

const de = {
  verified: (name: string) => [
    `Sie schreiben wirklich mit ${named(name)}. Ihr Handy hat es am Schild erkannt.`,
    "Was Sie schreiben, lesen nur Sie und das Team.",
  ],
  unverified: (name: string) => [
    `Ob Sie wirklich mit ${named(name)} schreiben, erkennt Ihr Handy am Schild auf dem Tresen. Scannen Sie dort den Code.`,
    "Schreiben können Sie auch vorher. Verschlüsselt ist es immer.",
  ],
  scan: "Schild jetzt scannen",
  stop: "Aufhören",
  aim: "Richten Sie die Kamera auf den Code am Schild.",
  picture: "Bild der Kamera",
  other: "Das ist ein anderer Code. Richtig ist der auf dem Schild dieses Betriebs.",
  damaged: "Dieser Code ist unvollständig. Scannen Sie den auf dem Schild am Tresen.",
  denied:
    "Der Browser lässt diese Seite nicht an die Kamera. Öffnen Sie die Kamera Ihres Handys, und richten Sie sie auf das Schild.",
  none: "Hier ist keine Kamera. Öffnen Sie die Kamera Ihres Handys, und richten Sie sie auf das Schild.",
  devices: "Geräte des Teams",
};

export type TrustWords = typeof de;

const en: TrustWords = {
  verified: (name) => [
    `You really are writing to ${name}. Your phone recognised the sign.`,
    "Only you and the team can read what you write.",
  ],
  unverified: (name) => [
    `Your phone can tell from the sign on the counter whether this really is ${name}. Scan the code on it.`,
    "You can write before that, too. Your messages are always encrypted.",
  ],
  scan: "Scan the sign now",
  stop: "Stop",
  aim: "Point the camera at the code on the sign.",
  picture: "Camera picture",
  other: "That is a different code. You need the one on this business’s sign.",
  damaged: "This code is incomplete. Scan the one on the sign on the counter.",
  denied:
    "The browser doesn’t let this page use the camera. Open your phone’s camera and point it at the sign.",
  none: "There is no camera here. Open your phone’s camera and point it at the sign.",
  devices: "The team’s devices",
};

/** In the language that is spoken. Reactive. */
export const trustWords = () => catalogOf("trust", { de, en });
