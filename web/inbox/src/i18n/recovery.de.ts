/** Coming back with the recovery sheet, trying and replacing it, in German. Every key is in recovery.en.ts too. */
export const recovery = {
  offer: "Geht kein Gerät mehr?",
  offerText:
    "Mit dem Wiederherstellungsblatt holst du den Betrieb auf dieses Gerät zurück, mit allen Unterhaltungen.",
  title: "Mit dem Blatt wiederherstellen",
  lead: "Nimm das Wiederherstellungsblatt zur Hand. Was du eintippst, bleibt auf diesem Gerät und wird danach vergessen.",
  unfinished:
    "Auf diesem Gerät wurde eine Wiederherstellung begonnen, und der Server hat noch nicht geantwortet.",
  look: "Noch einmal nachsehen",
  notDone: "Sie ist nicht angekommen, nichts ist verändert. Tipp das Blatt noch einmal ein.",

  address: "Web-Adresse eures Betriebs",
  addressHint: (host: string) => `Sie steht oben auf dem Blatt: ${host}/…`,
  addressEmpty: "Hier fehlt noch die Web-Adresse.",
  addressElsewhere: (host: string) =>
    `Dieser Betrieb liegt auf einem anderen Server. Öffne dort ${host}/inbox.`,
  back: "Zurück",
  next: "Weiter",
  opening: "Das Blatt wird geprüft …",
  without: "Ich habe das Blatt nicht",

  fits: (name: string) => `Das Blatt stimmt. Es gehört zu ${name}.`,
  who: "Wer bist du?",
  somebodyNew: "Jemand Neues",
  somebodyNewHint: "Du übernimmst den Betrieb und wirst Inhaberin oder Inhaber.",
  name: "Dein Name",
  nameHint: "So heißt du im Team und über deinen Nachrichten.",
  nameMissing: "Hier fehlt noch dein Name.",
  others: (n: number) =>
    n === 1 ? "Was wird aus dem anderen Gerät?" : `Was wird aus den ${n} anderen Geräten?`,
  shutOut: {
    all: [
      "Alle anderen Geräte abmelden",
      "Das Richtige, wenn eines verloren oder gestohlen ist. Alle im Team brauchen danach eine neue Einladung.",
    ],
    person: ["Nur meine alten Geräte abmelden", "Die anderen im Team arbeiten weiter."],
    none: [
      "Keines abmelden",
      "Nur wenn du weißt, wo alle sind. Auf der Seite Team kannst du jedes auch später abmelden.",
    ],
  },
  go: "Betrieb wiederherstellen",
  working: "Wird wiederhergestellt …",
  done: "Wiederhergestellt. Leg das Blatt zurück zum Kassenschlüssel.",

  problems: {
    replaced: (day: string, time: string) => [
      "Dieses Blatt gilt nicht mehr",
      `Am ${day} um ${time} wurde es durch ein neues ersetzt. Nimm das neue Blatt. Habt ihr es nicht selbst ersetzt, sprich mit den anderen im Team.`,
    ],
    foreign: [
      "Dieses Blatt gehört zu einem anderen Betrieb",
      "Richtig abgetippt ist es. Vergleich die Adresse oben auf dem Blatt mit der, die du eingegeben hast.",
    ],
    unknown: (address: string) => [
      "Diesen Betrieb gibt es hier nicht",
      `Unter ${address} ist keiner. Vergleich die Adresse mit der auf dem Blatt.`,
    ],
    offline: [
      "Der Server hat nicht geantwortet",
      "Alles, was du eingetippt hast, ist noch da. Prüf, ob du Netz hast, und versuch es noch einmal; doppelt geschieht dabei nichts.",
    ],
    later: [
      "Der Server ist gerade beschäftigt",
      "Nichts ist verändert. Versuch es in einer Minute noch einmal.",
    ],
    broken: [
      "Die Schlüsselkette lässt sich nicht prüfen",
      "Etwas daran wurde verändert. Nichts ist geschehen. Frag, wer den Server betreut.",
    ],
    mismatch: [
      "Das ist nicht der Betrieb auf eurem Schild",
      "Der Server zeigt unter dieser Adresse einen anderen, als der Link vom Schild nennt. Nichts ist geschehen. Frag, wer den Server betreut.",
    ],
    storage: [
      "Das ließ sich auf diesem Gerät nicht speichern",
      "Schaff etwas Platz oder nimm ein Fenster, das nicht privat ist, und versuch es noch einmal.",
    ],
  },

  lost: {
    title: "Ohne das Blatt",
    lead: "Ohne Blatt und ohne ein Gerät, das noch zum Team gehört, kommt niemand an das heran, was verschlossen ist. Auch nicht, wer den Server betreut.",
    works: "Was noch geht",
    ways: [
      "Läuft noch irgendein Gerät im Team? Eine Inhaberin oder ein Inhaber lädt dich damit ein. Wer Mitglied ist, fügt selbst weitere eigene Geräte hinzu.",
      "Eure Kunden behalten ihre Unterhaltungen auf ihren Geräten und können dort alles nachlesen. Was sie jetzt noch schreiben, liest hier niemand.",
      "Der letzte Weg ist ein neuer Betrieb mit einem neuen Schild. Den Einrichtungslink dafür gibt dir, wer den Server betreut. Häng das alte Schild ab und sag deinen Kunden Bescheid.",
    ],
    gone: "Was verloren ist",
    losses: [
      "Auf eurer Seite: alle Unterhaltungen, Namen der Kunden und Notizen.",
      "Das alte Schild: Es führt zu einem Betrieb, den niemand mehr öffnen kann.",
    ],
    back: "Blatt gefunden",
  },

  check: "Blatt prüfen",
  checkTitle: "Blatt prüfen",
  checkLead:
    "Tipp es einmal im Jahr ab, dann weißt du, dass es noch lesbar ist. Der Server merkt sich nur den Tag.",
  checkGo: "Prüfen",
  checking: "Wird geprüft …",
  checked: "Das Blatt stimmt. Leg es zurück zum Kassenschlüssel.",
  checkedOffline: "Das Blatt stimmt. Ohne Netz konnte sich der Server den Tag nicht merken.",
  checkReplaced: (day: string) =>
    `Dieses Blatt wurde am ${day} ersetzt und gilt nicht mehr. Vernichte es und nimm das neue.`,
  checkForeign: "Dieses Blatt gehört zu einem anderen Betrieb.",

  first: "Blatt drucken",
  firstTitle: "Wiederherstellungsblatt",
  firstLead:
    "Gehen alle Geräte verloren, bringt nur dieses Blatt euren Betrieb zurück. Wir haben keine Kopie.",
  firstGo: "Dieses Blatt gilt",
  firstDone: "Das Blatt gilt. Leg es zum Kassenschlüssel.",
  firstLeft: "Dieses Blatt gilt nicht, wirf es weg. Noch habt ihr keins.",
  firstFailed: "Das hat nicht geklappt, das Blatt gilt noch nicht. Versuch es noch einmal.",

  renew: "Neues Blatt",
  renewTitle: "Neues Wiederherstellungsblatt",
  renewLead:
    "Nimm ein neues, wenn das alte verschwunden ist oder jemand es gesehen hat. Bis zum letzten Schritt gilt das alte; euer Schild bleibt, wie es ist.",
  renewGo: "Neues Blatt gelten lassen",
  renewing: "Das neue Blatt wird eingetragen …",
  renewed: "Ab jetzt gilt das neue Blatt. Vernichte das alte.",
  renewLeft: "Das neue Blatt gilt nicht, wirf es weg. Es bleibt beim alten.",
  renewOffline:
    "Der Server hat nicht geantwortet. Behalte beide Blätter und versuch es noch einmal, bis es geklappt hat.",
  renewFailed: "Das hat nicht geklappt, es gilt weiter das alte Blatt. Versuch es noch einmal.",
  cancel: "Abbrechen",
};

export type RecoveryWords = typeof recovery;
