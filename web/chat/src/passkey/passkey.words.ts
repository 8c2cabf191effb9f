import { lang } from "@tresen/ui";

const de = {
  offer: "Mit Fingerabdruck oder Gesicht zurückfinden",
  no: "Nicht anbieten",
  later: "Sie finden es jederzeit im Menü unter „Rückkehr-Link“.",
  made: "Eingerichtet. Auf einem neuen Gerät tippen Sie auf „Zurück zu meiner Unterhaltung“.",
  none: "Es wurde kein Passkey gewählt. Ihr Rückkehr-Link öffnet die Unterhaltung auch: Menü, „Rückkehr-Link“.",
  title: "Fingerabdruck oder Gesicht",
  how: "Statt des Links: Ihr Gerät legt einen Passkey an. Apple, Google oder Ihr Passwort-Programm bewahren ihn auf und bringen ihn auf Ihre anderen Geräte. Sie erfahren, dass Sie hier einen haben, nicht was Sie schreiben. Unser Server kann damit nichts öffnen.",
  since: (day: string) => `Eingerichtet am ${day}.`,
  drop: "Passkey hier entfernen",
  dropped:
    "Entfernt: Er öffnet hier nichts mehr. Aus der Passwort-Verwaltung Ihres Geräts löschen Sie ihn selbst.",
};

const en: typeof de = {
  offer: "Come back with your fingerprint or face",
  no: "Do not offer this",
  later: "You will find it any time in the menu, under “Return link”.",
  made: "Done. On a new device, tap “Back to my conversation”.",
  none: "No passkey was chosen. Your return link opens the conversation, too: Menu, “Return link”.",
  title: "Fingerprint or face",
  how: "Instead of the link: your device makes a passkey. Apple, Google or your password manager keep it and bring it to your other devices. They learn that you have one here, not what you write. Our server can open nothing with it.",
  since: (day) => `Set up on ${day}.`,
  drop: "Remove the passkey here",
  dropped: "Removed: it opens nothing here any more. Delete it yourself in your device's password manager.",
};

/** In the current language. Reactive. */
export const words = (): typeof de => (lang() === "de" ? de : en);
