/** The app lock in German. Every key is in applock.en.ts too. */
export const applock = {
  title: "App-Sperre",
  lead: "Damit niemand mitliest, der dein Gerät in die Hand bekommt: Nach einer Pause verdeckt Tresen alles und verschließt, was hier gespeichert ist.",
  off: "Aus",
  with: (method: "pin" | "passkey"): string => (method === "pin" ? "An, mit PIN" : "An, mit Passkey"),
  setUp: "Sperre einrichten",
  method: "Womit entsperrst du?",
  methods: { pin: "PIN", passkey: "Passkey" },
  passkeyHint: "Mit Fingerabdruck, Gesicht oder der Gerätesperre.",
  pin: "PIN",
  pinHint:
    "Mindestens 6 Ziffern. Das reicht, wenn jemand dein Gerät findet und herumprobiert. Hat ein Fachmann das Gerät in der Hand, sind 6 Ziffern in Minuten erraten, 12 erst nach Jahren. Am sichersten ist ein Passkey.",
  again: "PIN wiederholen",
  tooShort: "Die PIN braucht 6 bis 32 Ziffern.",
  differ: "Die beiden PINs sind nicht gleich.",
  idle: "Sperren nach",
  minutes: (n: number) => (n === 1 ? "1 Minute ohne Benutzung" : `${n} Minuten ohne Benutzung`),
  turnOn: "Sperre einschalten",
  cancel: "Abbrechen",
  failed: "Das hat nicht geklappt, die Sperre ist nicht eingeschaltet.",
  noPasskey:
    "Mit diesem Passkey geht es nicht: Er leitet kein Geheimnis ab, oder es wurde abgebrochen. Nimm eine PIN.",
  now: "Jetzt sperren",
  turnOff: "Sperre ausschalten",
  forgetting: "Ohne PIN oder Passkey kommst du nur mit einem neuen Einladungslink wieder hinein.",
  holds:
    "Solange gesperrt ist, kommt nichts Neues an, und niemand kann lesen, was auf dem Gerät liegt. Hast du ein Gerät verloren, melde es trotzdem auf der Seite „Team“ ab: Ein Fachmann könnte sich sonst damit als du anmelden.",

  locked: "Tresen ist gesperrt",
  sealing: "Wird verschlossen …",
  unsealed:
    "Auf diesem Gerät war kein Platz, um alles zu verschließen. Hier ist nichts zu sehen, doch mit anderen Programmen lässt sich lesen, was gespeichert ist. Mach Platz und lade Tresen neu: Dann wird es verschlossen.",
  lost: (n: number) =>
    n === 1
      ? "1 gespeicherter Eintrag ließ sich nicht verschließen und wurde von diesem Gerät entfernt."
      : `${n} gespeicherte Einträge ließen sich nicht verschließen und wurden von diesem Gerät entfernt.`,
  enter: "Deine PIN",
  unlock: "Entsperren",
  unlockPasskey: "Mit Passkey entsperren",
  opening: "Wird geöffnet …",
  wrong: "Das ist nicht die richtige PIN.",
  stuck:
    "Die PIN stimmt. Öffnen lässt sich gerade nicht, was verschlossen ist: Vielleicht fehlt auf dem Gerät der Platz. Mach Platz und versuch es noch einmal, gezählt wird das nicht.",
  stuckPasskey:
    "Der Passkey stimmt. Öffnen lässt sich gerade nicht, was verschlossen ist: Vielleicht fehlt auf dem Gerät der Platz. Mach Platz und versuch es noch einmal.",
  wrongPasskey: "Das hat nicht geklappt. Versuch es noch einmal.",
  wait: (text: string) => `Nächster Versuch in ${text}.`,
  seconds: (n: number) => (n === 1 ? "1 Sekunde" : `${n} Sekunden`),
  minutesLeft: (n: number) => (n === 1 ? "1 Minute" : `${n} Minuten`),
  left: (n: number) =>
    n === 1
      ? "Noch 1 Versuch. Ist auch der falsch, wird auf diesem Gerät alles entfernt und es ist abgemeldet."
      : `Noch ${n} Versuche. Danach wird auf diesem Gerät alles entfernt und es ist abgemeldet.`,
  forgotten: "PIN vergessen?",
  forgottenPasskey: "Passkey verloren?",
  forget: "Dieses Gerät abmelden?",
  forgetText:
    "Schlüssel, Nachrichten und Entwürfe werden von diesem Gerät entfernt; was noch nicht gesendet ist, geht verloren. Im Betrieb bleibt alles erhalten. Um wieder hineinzukommen, brauchst du einen neuen Einladungslink.",
  stay: "Zurück",
  forgetGo: "Abmelden",
};

export type ApplockWords = typeof applock;
