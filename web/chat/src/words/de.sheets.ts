// Words of what lies over the page; they come with the first sheet that is opened.

export const de = {
  noLongerRead: "Das Team sieht nicht mehr, wann Sie gelesen haben.",
  againRead: "Das Team sieht wieder, wann Sie gelesen haben.",
  again: (n: number) =>
    n === 0
      ? "Wieder verbunden."
      : n === 1
        ? "Wieder verbunden. 1 Nachricht ist unterwegs."
        : `Wieder verbunden. ${n} Nachrichten sind unterwegs.`,
  address: "Adresse",
  verifiedMore: [
    "Der Schlüssel stimmt mit dem Schild überein.",
    "Auf dem Schild am Tresen steht sein Fingerabdruck. Ihr Browser hat ihn mit dem verglichen, was der Server gesendet hat. So wissen Sie, dass Sie wirklich mit diesem Betrieb schreiben.",
  ],
  unverifiedTitle: "Noch nicht geprüft",
  unverifiedMore: [
    "Sie sind über eine gewöhnliche Adresse gekommen, nicht über das Schild am Tresen. Ihre Nachrichten sind trotzdem verschlüsselt.",
    "Scannen Sie beim nächsten Besuch den Code auf dem Schild. Dann vergleicht Ihr Browser den Schlüssel, und hier steht „Am Tresen geprüft“.",
  ],
  keepTitle: "Ihr Rückkehr-Link",
  keepMore: [
    "Damit Sie hierher zurückfinden: Der Rückkehr-Link öffnet diese Unterhaltung auf jedem Gerät, mit einem neuen Handy, am Rechner, oder wenn der Browser aufgeräumt hat.",
    "Er ist wie ein Schlüssel: Wer ihn hat, liest alles mit. Heben Sie ihn gut auf, und geben Sie ihn niemandem.",
    "Niemand kann ihn Ihnen noch einmal geben, auch nicht der Betrieb.",
  ],
  pasteMore: "Schon hier geschrieben? Fügen Sie Ihren Rückkehr-Link ein.",
  copyLink: "Link kopieren",
  copied: "Link kopiert. Heben Sie ihn gut auf.",
  copyFailed: "Kopieren ist hier nicht erlaubt. Markieren Sie den Link und kopieren Sie ihn selbst.",
  shareLink: "An mich selbst senden",
  shareTitle: (name: string) => `Rückkehr-Link: ${name}`,
  printLink: "Drucken",
  qrAlt: "Rückkehr-Link als Code zum Scannen",
  printHow: "Mit der Kamera scannen oder die Adresse abtippen. Wie einen Schlüssel aufbewahren.",
  iKeptIt: "Ich habe ihn aufbewahrt",
  devicesOnly: "Diese Unterhaltung lesen Sie bisher nur hier.",
  devicesMore:
    "Jedes Gerät in dieser Liste liest diese Unterhaltung und schreibt in ihr. Kennen Sie eines nicht, entfernen Sie es.",
  deviceHere: "Dieses Gerät",
  deviceOther: "Weiteres Gerät",
  deviceSince: (day: string) => `seit ${day}`,
  deviceWas: (since: string, until: string) => `war dabei vom ${since} bis ${until}`,
  devicesGone: "Nicht mehr dabei",
  deviceName: "Benennen",
  deviceNameTitle: "Wie heißt dieses Gerät?",
  deviceNameField: "Name",
  deviceNameHint:
    "Der Name steht nur auf diesem Gerät. Niemand sonst erfährt ihn, auch nicht Ihre anderen Geräte.",
  deviceNameIdeas: "Vorschläge",
  deviceNames: {
    phone: ["Mein Handy", "Altes Handy"],
    tablet: ["Mein Tablet", "Tablet im Wohnzimmer"],
    computer: ["Mein Laptop", "Computer zu Hause"],
  },
  deviceNameSave: "Namen speichern",
  deviceAdd: "Weiteres Gerät hinzufügen",
  deviceAddMore: [
    "Scannen Sie diesen Code mit der Kamera des anderen Geräts und tippen Sie dort auf „Unterhaltung fortsetzen“.",
    "Der Code ist Ihr Rückkehr-Link. Wer ihn hat, liest mit: Zeigen Sie ihn niemandem sonst.",
  ],
  deviceArrived: "Das Gerät ist verbunden.",
  deviceList: "Zu meinen Geräten",
  deviceRemove: "Entfernen",
  deviceRemoveTitle: "Gerät entfernen?",
  deviceRemoveMore: [
    "Es kommt sofort nicht mehr an diese Unterhaltung und leert sich. Was dort noch nicht gesendet ist, geht verloren.",
    "Sie bekommen dabei einen neuen Rückkehr-Link, denn das Gerät kannte den alten. Was dort schon gelesen wurde, bleibt gelesen.",
  ],
  deviceRemoveNow: "Gerät entfernen",
  deviceRemoving: "Wird entfernt …",
  deviceGoneTitle: "Das Gerät ist entfernt.",
  deviceGoneMore: [
    "Es kommt nicht mehr an diese Unterhaltung. Auch Ihr alter Rückkehr-Link öffnet nichts mehr.",
    "Hier ist Ihr neuer. Heben Sie ihn auf: Niemand kann ihn Ihnen noch einmal geben.",
  ],
  linkRenew: "Erneuern",
  linkRenewTitle: "Rückkehr-Link erneuern?",
  linkRenewMore: [
    "Der alte öffnet dann nichts mehr, auch kein ausgedruckter. Ihre Geräte bleiben verbunden.",
  ],
  linkElsewhere: [
    "Ein anderes Ihrer Geräte hat den Rückkehr-Link erneuert. Er steht nur dort.",
    "Hier können Sie einen neuen machen. Der vom anderen Gerät öffnet dann nichts mehr.",
  ],
  linkRenewNow: "Neuen Link machen",
  linkRenewing: "Wird erneuert …",
  linkNewTitle: "Ihr neuer Rückkehr-Link",
  linkNewMore: [
    "Der alte öffnet nichts mehr. Heben Sie den neuen auf: Niemand kann ihn Ihnen noch einmal geben.",
  ],
  contactHeld: (name: string) =>
    `Das hat ${name} von Ihnen. Sie können es jederzeit ändern oder zurücknehmen.`,
  contactNone: (name: string) =>
    `${name} hat nichts davon. Füllen Sie aus, was Sie übergeben möchten, und lassen Sie den Rest leer.`,
  contactBlocked: (name: string) => [
    `${name} hat nichts davon. Das Team hat Sie in dieser Unterhaltung blockiert und nimmt auch keine Visitenkarte an.`,
    `Das hat ${name} von Ihnen. Das Team hat Sie in dieser Unterhaltung blockiert: Ändern können Sie es nicht, zurücknehmen jederzeit. Dann wird es auf beiden Seiten gelöscht.`,
  ],
  contactMore:
    "Ihre Angaben sind verschlüsselt wie jede Nachricht. Nehmen Sie sie zurück, werden sie auf beiden Seiten gelöscht, und in der Unterhaltung steht, dass Sie es getan haben.",
  contactHandOver: "Übergeben",
  contactChange: "Ändern",
  contactTakeBack: "Zurücknehmen",
  contactHanded: "Die Visitenkarte ist unterwegs.",
  contactTaken: "Zurückgenommen. Die Angaben werden auf beiden Seiten gelöscht.",
  contactEmpty: "Füllen Sie mindestens ein Feld aus.",
  contactPhoneWrong:
    "Diese Nummer gibt es so nicht. Mit Vorwahl, aus dem Ausland mit +, zum Beispiel +49 30 1234567.",
  contactEmailWrong: "In einer E-Mail-Adresse steht ein @, zum Beispiel name@beispiel.de.",
  contactFailed: "Das hat nicht geklappt. Versuchen Sie es gleich noch einmal.",
  contactWaiting: "Ihre letzte Änderung ist noch unterwegs. Danach können Sie wieder ändern.",
  keepIt: "Behalten",
  cancelIt: "Abbrechen",
  devicesOffline: "Dazu brauchen Sie Netz. Es ist alles, wie es war.",
  devicesFailed: "Das hat gerade nicht geklappt. Versuchen Sie es bitte noch einmal.",
  noImprint: "Der Betrieb hat noch kein Impressum hinterlegt.",
  privacyOwn: "Vom Betrieb",
  privacyWhole: "Ganze Datenschutzerklärung lesen",
  privacyTech: "Was diese Seite tut",
  privacyPoints: [
    "Bevor Sie auf „Nachricht schreiben“ tippen, speichert diese Seite nichts auf Ihrem Gerät.",
    "Danach liegen auf Ihrem Gerät: die Schlüssel dieser Unterhaltung, die Nachrichten und Ihr Entwurf. Keine Cookies.",
    "Nach Ihrer ersten Nachricht liegt dort auch eine Kopie dieser Seite, damit Sie ohne Netz weiterlesen und schreiben können. Löschen Sie die Unterhaltung, verschwindet auch die Kopie.",
    "Was Sie unter „Einstellungen“ wählen, die zuletzt benutzten Emoji und dass nach Ihrem Namen gefragt wurde, merkt sich nur dieses Gerät. Auch das verschwindet mit der Unterhaltung.",
    "Einen Namen, eine Nummer oder eine Adresse brauchen Sie nicht zu nennen. Was Sie als Visitenkarte übergeben, auch nur Ihren Namen, ist verschlüsselt wie jede Nachricht, und Sie können es zurücknehmen.",
    "Ihre Nachrichten werden auf Ihrem Gerät verschlüsselt. Lesen können sie nur Sie und das Team. Der Server bewahrt sie verschlossen auf und kann sie nicht öffnen.",
    "Der Server sieht, wann eine Nachricht kommt und ob sie zugestellt und gelesen wurde. Ihre IP-Adresse wird nicht gespeichert.",
    "Diese Seite fragt keinen fremden Server.",
    "Nur wenn Sie „Bescheid geben“ wählen: Der Dienst Ihres Browsers (Google, Apple oder Mozilla) weckt dann dieses Gerät. Er erfährt, dass und wann, nicht was oder von wem. Der Server kennt dafür eine Adresse bei diesem Dienst, bis Sie es abschalten oder alles löschen.",
    "Den Lesestatus können Sie hier jederzeit abschalten.",
  ],
  counted: "In der Statistik mitzählen",
  countedHow:
    "Der Betrieb zählt, wie viele Nachrichten kommen und wie schnell das Team antwortet, ohne Inhalte. Sie können widersprechen (Art. 21 DSGVO): Dann stehen Sie in keiner Zahl, auch nicht mit dem, was schon gezählt war.",
  countedOff: "Sie zählen jetzt nicht mehr mit. Was gezählt war, ist herausgerechnet.",
  countedOn: "Ab jetzt zählen Sie wieder mit.",
  countedFailed: "Das geht gerade nicht. Versuchen Sie es noch einmal, wenn Sie Netz haben.",
  noPrivacy:
    "Der Betrieb hat noch keinen eigenen Text hinterlegt. Fragen beantwortet er unter den Angaben im Impressum.",
};

export type SheetWords = typeof de;
