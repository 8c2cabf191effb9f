import { catalogOf } from "@tresen/ui";

/** Words of the sheet of settings. They come with it, in both languages: nobody else needs them. */

const de = {
  theme: "Helligkeit",
  themes: { system: "Wie das Gerät", light: "Hell", dark: "Dunkel" },
  sound: "Ton bei neuen Nachrichten",
  takeBack: "Senden 5 Sekunden lang zurücknehmen",
  more: {
    sound: "Leise, und nur wenn Sie diese Seite offen, aber nicht vor sich haben.",
    takeBack: "Jede Nachricht bleibt so lange auf diesem Gerät. Bis dahin können Sie sie zurücknehmen.",
  },
  here: "Gilt nur auf diesem Gerät und geht mit, wenn Sie die Unterhaltung löschen.",
};

export type SettingsWords = typeof de;

const en: SettingsWords = {
  theme: "Brightness",
  themes: { system: "Automatic", light: "Light", dark: "Dark" },
  sound: "Sound for new messages",
  takeBack: "Take back within 5 seconds of sending",
  more: {
    sound: "Soft, and only while this page is open but not in front of you.",
    takeBack: "Every message stays on this device for that long. Until then you can take it back.",
  },
  here: "Only on this device, and gone when you delete the conversation.",
};

/** In the language that is spoken. Reactive. */
export const words = () => catalogOf("settings", { de, en });
