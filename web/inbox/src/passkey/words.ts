import { lang } from "@tresen/ui";

const de = {
  title: "Passkey",
  how: "Ein zweiter Weg zurück neben dem Wiederherstellungsblatt: Ist dieser Browser einmal leer, holt dich dein Fingerabdruck oder Gesicht zurück ins Postfach. Apple, Google oder dein Passwort-Programm bewahren den Passkey auf; unser Server kann damit nichts öffnen. Im Team erscheint er als weiteres Gerät von dir.",
  add: "Mit Fingerabdruck oder Gesicht zurückfinden",
  cannot: "Dieser Browser bietet keinen Passkey an, der dafür reicht.",
  made: "Eingerichtet.",
  since: (day: string) => `Eingerichtet am ${day}.`,
  drop: "Passkey entfernen",
  dropped: "Entfernt. Aus der Passwort-Verwaltung deines Geräts löschst du ihn selbst.",
  backTitle: "Du hast einen Passkey eingerichtet?",
  backText: "Dann reicht eine Berührung. Dieser Browser wird ein neues Gerät von dir.",
  none: "Es wurde kein Passkey gewählt.",
  back: "Mit Passkey zurück ins Postfach",
};

const en: typeof de = {
  title: "Passkey",
  how: "A second way back beside the recovery sheet: when this browser is empty one day, your fingerprint or face brings you back to the inbox. Apple, Google or your password manager keep the passkey; our server can open nothing with it. In the team it shows as one more device of yours.",
  add: "Come back with your fingerprint or face",
  cannot: "This browser offers no passkey that is enough for that.",
  made: "Done.",
  since: (day) => `Set up on ${day}.`,
  drop: "Remove the passkey",
  dropped: "Removed. Delete it yourself in your device's password manager.",
  backTitle: "Have you set up a passkey?",
  backText: "Then one touch is enough. This browser becomes a new device of yours.",
  none: "No passkey was chosen.",
  back: "Back to the inbox with a passkey",
};

/** In the current language. Reactive. */
export const words = (): typeof de => (lang() === "de" ? de : en);
