// Words of what lies over the page; they come with the first sheet that is opened.

export const de = {
  address: "Adresse",
  verifiedMore: [
    "Der Schlüssel stimmt mit dem Schild überein.",
    "Auf dem Schild am Tresen steht der Fingerabdruck des Schlüssels, mit dem der Betrieb arbeitet. Ihr Browser hat ihn gerade mit dem verglichen, was der Server gesendet hat: Beide sind gleich. So wissen Sie, dass Sie wirklich mit diesem Betrieb schreiben.",
  ],
  unverifiedTitle: "Noch nicht geprüft",
  unverifiedMore: [
    "Sie sind über eine gewöhnliche Adresse gekommen, nicht über das Schild am Tresen. Ihre Nachrichten sind trotzdem verschlüsselt.",
    "Scannen Sie beim nächsten Besuch den Code auf dem Schild. Dann vergleicht Ihr Browser den Schlüssel, und hier steht „Am Tresen geprüft“.",
  ],
  keepMore: [
    "Der Rückkehr-Link öffnet diese Unterhaltung auf jedem Gerät: mit einem neuen Handy, am Rechner, oder wenn der Browser aufgeräumt hat.",
    "Er ist wie ein Schlüssel: Wer ihn hat, kann alles mitlesen. Legen Sie ihn dorthin, wo Sie Wichtiges aufheben, und geben Sie ihn niemandem.",
    "Niemand kann ihn Ihnen noch einmal geben, auch nicht der Betrieb.",
  ],
  copyLink: "Link kopieren",
  copied: "Link kopiert. Legen Sie ihn gleich an einem sicheren Ort ab.",
  copyFailed: "Das Kopieren ist hier nicht erlaubt. Markieren Sie den Link und kopieren Sie ihn selbst.",
  shareLink: "An mich selbst senden",
  shareTitle: (name: string) => `Rückkehr-Link: ${name}`,
  printLink: "Drucken",
  qrAlt: "Rückkehr-Link als Code zum Scannen",
  printHow: "Mit der Kamera scannen oder die Adresse abtippen. Wie einen Schlüssel aufbewahren.",
  iKeptIt: "Ich habe ihn aufbewahrt",
  phone: "Telefon",
  email: "E-Mail",
  website: "Webseite",
  noImprint: "Der Betrieb hat noch kein Impressum hinterlegt.",
  privacyOwn: "Vom Betrieb",
  privacyTech: "Was diese Seite tut",
  privacyPoints: [
    "Bevor Sie auf „Nachricht schreiben“ tippen, speichert diese Seite nichts auf Ihrem Gerät.",
    "Danach liegen auf Ihrem Gerät: die Schlüssel dieser Unterhaltung, die Nachrichten und Ihr Entwurf. Keine Cookies.",
    "Ihre Nachrichten werden auf Ihrem Gerät verschlüsselt. Lesen können sie nur Sie und das Team. Der Server bewahrt sie verschlossen auf und kann sie nicht öffnen.",
    "Der Server sieht, wann eine Nachricht kommt und ob sie zugestellt und gelesen wurde. Ihre Internetadresse wird nicht gespeichert.",
    "Diese Seite fragt keinen fremden Server.",
    "Den Lesestatus können Sie hier jederzeit abschalten.",
  ],
  noPrivacy:
    "Der Betrieb hat noch keinen eigenen Text hinterlegt. Fragen beantwortet er unter den Angaben im Impressum.",
};

export type SheetWords = typeof de;
