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
  how: "A second way back besides the recovery sheet: if this browser ever loses its data, your fingerprint or face gets you back into the inbox. Apple, Google or your password manager keeps the passkey, and the server cannot open anything with it. It appears on the Team page as another of your devices.",
  add: "Come back with your fingerprint or face",
  cannot: "This browser cannot make the kind of passkey this needs.",
  made: "Done.",
  since: (day) => `Set up on ${day}.`,
  drop: "Remove the passkey",
  dropped: "Removed. Delete it in your device’s password manager, too.",
  backTitle: "Have you set up a passkey?",
  backText: "Then one touch is enough. This browser becomes a new device of yours.",
  none: "No passkey was chosen.",
  back: "Back to the inbox with a passkey",
};

/** In the current language. Reactive. */
export const words = (): typeof de => (lang() === "de" ? de : en);
