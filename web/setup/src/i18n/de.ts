import { SURNAME } from "../draft.ts";

/** The wizard in German: to the owner, in du. Every key is in en.ts too; the compiler sees to it. */
export const de = {
  other: "English",
  steps: "Schritte",
  stepNames: ["Betrieb", "Öffnungszeiten", "Impressum und Datenschutz", "Wiederherstellungsblatt", "Schild"],
  stepOf: (step: number, of: number) => `Schritt ${step} von ${of}`,
  saved:
    "Alles ist schon auf diesem Gerät gespeichert. Du kannst jederzeit aufhören und später weitermachen.",
  savedSign: "Das Schild kannst du jederzeit wieder drucken: öffne diese Seite noch einmal.",
  back: "Zurück",
  loading: "Wird geladen …",
  optional: "freiwillig",

  business: {
    title: "Dein Betrieb",
    lead: "So sehen dich deine Kunden. Alles lässt sich später ändern, nur die Web-Adresse steht auf dem Schild.",
    name: "Name des Betriebs",
    nameHint: "Wie auf dem Ladenschild.",
    nameEmpty: "Hier fehlt noch der Name.",
    handle: "Web-Adresse für deine Kunden",
    handleHint: (host: string) => `Kunden schreiben unter ${host}/…`,
    handleFree: (address: string) => `${address} ist frei.`,
    handleTaken: (address: string) =>
      `${address} gehört schon jemandem. Nimm einen Zusatz, zum Beispiel die Stadt.`,
    handleReserved: "Diese Web-Adresse braucht der Server selbst. Nimm eine andere.",
    handleEmpty: "Hier fehlt noch die Web-Adresse.",
    handleShort: "Mindestens drei Buchstaben oder Ziffern.",
    handleShape: "Nur Kleinbuchstaben, Ziffern und einzelne Bindestriche, höchstens 40 Zeichen.",
    handleUnknown: "Gerade ohne Netz: Ob die Web-Adresse frei ist, zeigt sich am Ende.",
    trade: "Gewerbe",
    tradeHint: "Zum Beispiel Bäckerei oder Fahrradwerkstatt.",
    place: "Anschrift",
    street: "Straße und Hausnummer",
    postcode: "Postleitzahl",
    city: "Ort",
    you: "Dein Name",
    youHint: "Steht über dem, was du schreibst. Der Vorname reicht.",
    youEmpty: "Hier fehlt noch dein Name.",
    next: "Weiter zu den Öffnungszeiten",
  },
  hours: {
    title: "Öffnungszeiten",
    lead: "Kunden sehen, ob ihr geöffnet habt und wann ihr wieder da seid. Mittagspause? Gib einem Tag einfach zwei Zeiten.",
    none: "Noch keine Zeit eingetragen. Ohne Zeiten steht bei den Kunden nicht, wann ihr da seid.",
    next: "Weiter zu Impressum und Datenschutz",
    wrong: "Noch stimmt eine Zeit nicht. Sie ist rot umrandet.",
  },
  legal: {
    title: "Impressum und Datenschutz",
    lead: "Beides verlangt das Gesetz, und beides sehen deine Kunden. Erst wenn es ausgefüllt ist, können sie dir schreiben.",
    email: "E-Mail des Betriebs",
    emailHint: "Gehört ins Impressum. Tresen schickt dorthin nichts.",
    emailShape: "Das ist keine E-Mail-Adresse. Sie sieht so aus: laden@beispiel.de",
    phone: "Telefon des Betriebs",
    phoneShape: "Das ist keine Telefonnummer. Sie sieht so aus: 030 1234567",
    imprint: "Impressum",
    imprintHint:
      "Vor- und Nachname und Anschrift, E-Mail, und wenn es sie gibt: Rechtsform und Vertretung, Registernummer, Umsatzsteuer-ID, Kammer oder Aufsicht (§ 5 DDG).",
    imprintSurname: `Hier fehlt noch der Nachname: Das Gesetz verlangt den vollen Namen (§ 5 DDG). Ersetze „${SURNAME}“.`,
    imprintEmpty:
      "Ohne Impressum können Kunden dir nicht schreiben. Nimm den Vorschlag oder das von deiner Webseite.",
    privacy: "Wer beantwortet Fragen zum Datenschutz?",
    privacyHint:
      "Name und E-Mail oder Anschrift. Den Text über die Daten selbst schreibt Tresen (Art. 13 DSGVO).",
    privacyEmpty: "Ohne Ansprechperson können Kunden dir nicht schreiben. Meistens bist das du selbst.",
    suggest: "Vorschlag einsetzen",
    suggestFor: { imprint: "Vorschlag einsetzen: Impressum", privacy: "Vorschlag einsetzen: Ansprechperson" },
    next: "Weiter zum Wieder\u00adherstellungs\u00adblatt",
  },
  sheet: {
    title: "Wiederherstellungsblatt",
    lead: "Gehen alle Geräte verloren, bringt nur dieses Blatt euren Betrieb zurück. Wir haben keine Kopie.",
    fresh:
      "Die Seite wurde neu geladen. Darum ist dies ein neues Blatt: Eins von vorher gilt nicht, wirf es weg.",
    checked: "Blatt geprüft. Leg es zum Kassenschlüssel.",
    checkedHint: "Es wird nicht noch einmal gezeigt: Hier ist nichts davon gespeichert.",
    next: "Weiter zum Schild",
    creating: "Der Betrieb wird angelegt …",
  },
  sign: {
    title: "Das Schild für den Tresen",
    lead: "Wer es scannt, schreibt euch. Weil es in eurem Laden steht, wissen die Kunden, dass ihr es seid.",
    tryTitle: "Probier es gleich aus.",
    try: "Scann das Schild mit deinem Handy. Oben muss „Am Tresen geprüft“ stehen.",
    done: (name: string) => `${name} ist angelegt. Dieses Gerät gehört jetzt zum Team.`,
    next: "Zum Postfach",
  },
  errors: {
    taken: "Die Web-Adresse hat gerade jemand anderes genommen. Alles ist noch da, such eine andere aus.",
    handle: "Zur Web-Adresse",
    offline:
      "Der Server hat nicht geantwortet. Alles ist noch da, auch das geprüfte Blatt. Versuch es noch einmal.",
    profile: (wrong: string) => `Noch nicht angelegt, alles ist noch da. Geh zurück und ändere das: ${wrong}`,
    refused: (code: string) => `Der Server hat das nicht angenommen (${code}). Alles ist noch da.`,
    later: "Der Server ist gerade beschäftigt. Alles ist noch da, versuch es in einer Minute noch einmal.",
    storage: "Das ließ sich auf diesem Gerät nicht speichern. Schaff etwas Platz und versuch es noch einmal.",
  },
  stops: {
    no_link: {
      title: "Zum Einrichten brauchst du einen Link",
      text: "Wer den Server betreut, kann dir einen Einrichtungslink geben. Er gilt eine Stunde und für einen Betrieb.",
    },
    damaged: {
      title: "Der Link ist nicht vollständig",
      text: "Ein Teil davon fehlt. Kopier ihn noch einmal im Ganzen oder scann ihn erneut.",
    },
    not_found: {
      title: "Diesen Einrichtungslink gibt es nicht",
      text: "Prüf, ob er von diesem Server stammt, oder lass dir von der Person, die ihn betreut, einen neuen geben.",
    },
    secret_used: {
      title: "Mit diesem Link wurde schon ein Betrieb angelegt",
      text: "Jeder Einrichtungslink gilt für einen Betrieb. War es deiner, öffne das Postfach auf dem Gerät, mit dem du ihn eingerichtet hast. War es nicht deiner, lass dir einen neuen geben und sag der Person Bescheid, die den Server betreut.",
    },
    secret_expired: {
      title: "Dieser Einrichtungslink ist abgelaufen",
      text: "Er galt eine Stunde. Lass dir einen neuen geben und öffne ihn in diesem Browser: Was du eingetippt hast, ist noch da, und ein schon geprüftes Blatt gilt weiter.",
    },
    occupied: {
      title: "In diesem Browser ist schon ein Postfach",
      text: "Jeder Browser gehört zu einem Betrieb. Öffne den Einrichtungslink in einem anderen Browser oder auf einem anderen Gerät, oder melde dieses hier zuerst ab (Postfach, Einstellungen).",
      action: "Zum Postfach",
    },
    unsupported: {
      title: "Dieser Browser ist zu alt für Tresen",
      text: "Ihm fehlen die Verfahren, mit denen Nachrichten verschlossen werden. Bring ihn auf den neuesten Stand, oder nimm Chrome, Edge, Firefox oder Safari aus den letzten zwei Jahren.",
    },
    storage: {
      title: "Dieser Browser lässt nichts speichern",
      text: "Tresen legt Schlüssel auf diesem Gerät ab. In einem privaten Fenster oder mit gesperrtem oder vollem Speicher geht das nicht.",
    },
  },
};

export type Words = typeof de;
