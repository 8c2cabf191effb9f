import type { LawDocument } from "@tresen/core/wire/generated";

/** The page "Datenschutz" in German. Every key is in privacy.en.ts too. */

const number = (n: number) => n.toLocaleString("de");
const talks = (n: number) => (n === 1 ? "1 Unterhaltung" : `${number(n)} Unterhaltungen`);

export const privacy = {
  title: "Datenschutz",
  lead: (day: string) => `Was ihr schuldet, was belegt ist, was als Nächstes dran ist. Stand ${day}`,
  notForAuditors: "Wer nur Einsicht hat, sieht hier nichts. Frag die Inhaberin oder den Inhaber.",
  failed: "Das ließ sich gerade nicht laden. Dazu brauchst du Netz.",
  notDone: "Das hat nicht geklappt, es ist alles wie vorher. Versuch es noch einmal.",
  again: "Noch einmal",
  cancel: "Abbrechen",
  close: "Schließen",
  until: (day: string) => `bis ${day}`,
  came: (day: string) => `vom ${day}`,

  registerNone: "Keine Anfrage ist offen",
  registerOpen: (n: number, days: number) =>
    `${n === 1 ? "Eine Anfrage ist offen, sie" : `${n} Anfragen sind offen, die erste`} ${days < 0 ? "ist überfällig" : days === 1 ? "hat noch 1 Tag" : `hat noch ${days} Tage`}`,
  registerMore: "Jede Anfrage hat einen Monat Zeit, gezählt ab dem Tag, an dem sie ankommt.",
  kinds: {
    access: "Auskunft",
    correct: "Berichtigung",
    restrict: "Einschränkung",
    object: "Widerspruch",
    erase: "Löschung",
    portability: "Mitnahme",
  } as Readonly<Record<string, string>>,
  states: {
    looked: "freigegeben, wird verschickt",
    extended: "Frist verlängert",
    answered: "beantwortet",
    refused: "abgelehnt",
    withdrawn: "zurückgezogen",
  },
  stateOn: (state: string, day: string) =>
    `${{ answered: "beantwortet", refused: "abgelehnt", withdrawn: "zurückgezogen" }[state] ?? state} am ${day}`,
  left: (days: number) =>
    days < 0
      ? days === -1
        ? "seit 1 Tag überfällig"
        : `seit ${-days} Tagen überfällig`
      : days === 0
        ? "heute fällig"
        : days === 1
          ? "noch 1 Tag"
          : `noch ${days} Tage`,
  look: "Anfrage ansehen",
  older: "Erledigte zeigen",
  olderNone: "Noch keine Anfrage ist erledigt.",
  next: (kind: string) => `Als Nächstes: ${kind} für`,
  answer: "Anfrage beantworten",
  cameOn: (day: string) => `Eingegangen am ${day}. Die Frist läuft`,
  what: {
    access:
      "Unterhaltung und Dateien hat die Kundschaft schon selbst, unter „Meine Daten“. Von euch fehlt nur, was das Hinterzimmer über sie weiß: Karte, Etiketten und Notizen. Sieh es durch; dann geht es verschlüsselt an sie hinaus.",
    portability:
      "Unterhaltung und Dateien hat die Kundschaft schon selbst, unter „Meine Daten“. Was das Hinterzimmer über sie weiß, siehst du durch; dann geht es verschlüsselt an sie hinaus.",
    correct: "Lies in der Unterhaltung nach, was falsch ist, und berichtige Karte und Notizen.",
    restrict:
      "Die Unterhaltung ist schon eingeschränkt: Sie zählt in keiner Statistik, bekommt keine automatischen Antworten, und nichts in ihr wird von selbst gelöscht. Prüf den Grund und antworte.",
    object: "Lies in der Unterhaltung nach, wogegen sich der Widerspruch richtet, und antworte.",
    erase:
      "Löschen können beide Seiten sofort, über die Karte der Unterhaltung. Was bleiben muss, sagt der Server dabei.",
  } as Readonly<Record<string, string>>,
  toTalk: "Zur Unterhaltung",
  lookedMore:
    "Durchgesehen und freigegeben. Die Nachricht geht hinaus, sobald das Gerät, auf dem das geschah, Netz hat. Kommt sie nicht an, sieh noch einmal durch.",
  refuseHint:
    "Wer ablehnt oder verlängert, schreibt den Grund in die Unterhaltung (Art. 12 Abs. 3 und 4 DSGVO).",
  extend: "Um zwei Monate verlängern",
  refuse: "Ablehnen",
  markAnswered: "Als beantwortet vermerken",
  marked: "Im Verzeichnis vermerkt.",
  ownersDo: "Beantworten kann sie eine Inhaberin oder ein Inhaber.",
  lookOver: "Durchsehen",
  lookTitle: (name: string) => `Was ihr über ${name} notiert habt`,
  lookLead: (name: string) =>
    `Tippe an, was andere Menschen betrifft. Es wird gestrichen und geht nicht mit hinaus (Art. 15 Abs. 4 DSGVO). Alles andere bekommt ${name}, Wort für Wort.`,
  lookNothing: "Karte, Etiketten und Notizen sind leer. Hinaus geht, dass ihr nichts notiert habt.",
  lookNames: "Wer eine Notiz geschrieben hat, geht nicht mit hinaus.",
  groups: { card: "Karte", labels: "Etiketten", notes: "Notizen", later: "Für später geschrieben" },
  fields: {
    name: "Name",
    phone: "Telefon",
    email: "E-Mail",
    address: "Anschrift",
    note: "Notiz auf der Karte",
    birthday: "Geburtstag",
    languages: "Sprachen",
  } as Readonly<Record<string, string>>,
  strike: "Streichen",
  struck: (n: number) =>
    n === 0 ? "Nichts gestrichen." : n === 1 ? "1 Stelle gestrichen." : `${n} Stellen gestrichen.`,
  back: "Zurück",
  release: "Freigeben und verschicken",
  released: "Freigegeben. Die Auskunft geht verschlüsselt hinaus.",
  fileName: "angaben-des-betriebs.json",
  fileCaption:
    "Was unser Team über Sie notiert hat. Sie finden es auch unter „Meine Daten“, wenn Sie alles herunterladen.",

  documentsTitle: "Unterlagen",
  documentsLead:
    "Der Server schreibt sie aus seinen Einstellungen. Ändert ihr etwas, steht es in der nächsten Fassung.",
  documents: {
    datamap: ["Datenlandkarte", "Jede Tabelle und Spalte: wozu, worauf gestützt, wie lange"],
    records: ["Verzeichnis der Verarbeitungstätigkeiten", "Art. 30 DSGVO"],
    notice: ["Datenschutzerklärung", "Art. 13 DSGVO, für die Kundschaft veröffentlicht"],
    processing: ["Auftragsverarbeitung", "Art. 28 DSGVO, Vorlage für den Vertrag mit dem Betreiber"],
    measures: ["Technische und organisatorische Maßnahmen", "Art. 32 DSGVO"],
    dpia: ["Schwellwertprüfung", "Art. 35 DSGVO: Braucht es eine Folgenabschätzung?"],
    works_council: ["Blatt für den Betriebsrat", "§ 87 Abs. 1 Nr. 6 BetrVG: was über Beschäftigte entsteht"],
    facts: ["Datenblatt", "Eine Seite zum Unterschreiben, für Datenschutzbeauftragte"],
  } as Readonly<Record<LawDocument, readonly [string, string]>>,
  read: "Lesen",
  readIt: (title: string) => `${title} lesen`,
  saveIt: (title: string, format: string) => `${title} als ${format} speichern`,
  version: (n: number, day: string) => `Fassung ${n} vom ${day}`,
  changed: (n: number) => `Geändert seit der letzten Fassung: ${n}`,
  print: "Drucken",
  pdf: "Als PDF speichern",

  retention: "Aufbewahrung",
  retentionLead:
    "Was niemand mehr braucht, geht von selbst. Die Tage stehen unterschrieben in eurem Profil; Geräte beider Seiten prüfen sie nach.",
  days: "Tage nach dem letzten Wort",
  daysHint:
    "Dann ist eine Unterhaltung vorbei, mit Notizen und Dateien. Briefe und Belege bleiben länger. Üblich sind 90.",
  daysSave: "Speichern",
  daysWrong: (most: number) => `Zwischen 1 und ${number(most)} Tagen.`,
  daysNoProfile: "Veröffentlicht zuerst euer Profil.",
  daysSaved: (n: number) => `Gespeichert: ${n === 1 ? "1 Tag" : `${number(n)} Tage`}.`,
  letters: "Briefe",
  vouchers: "Belege",
  years: (n: number, why: string) => `${n} Jahre ab Jahresende (${why}); das Gesetz gibt es vor`,
  due: "In den nächsten 30 Tagen vorbei",
  talks,
  next1st: (day: string) => `die erste am ${day}`,
  restrictedRow:
    "Auf Wunsch eingeschränkt (Art. 18 DSGVO): zählt in keiner Statistik, bekommt keine automatischen Antworten, und nichts wird von selbst gelöscht.",
  restricted: "Eingeschränkt",
  last: "Letzter Lauf, der etwas löschte",
  lastNone: "noch keiner",
  lastRun: (day: string, conversations: number, messages: number, letters: number) =>
    `${day}: ${talks(conversations)}, ${number(messages)} Nachrichten, ${number(letters)} Briefe und Belege`,
  begins: (day: string) =>
    `Vor dem ${day} wird nichts von selbst gelöscht. So überrascht eine neue Fassung niemanden.`,
  waits: (day: string) => `Die Uhr des Servers ist gesprungen. Bis ${day} wird nichts von selbst gelöscht.`,
  holds: "Festgehalten",
  holdsMore:
    "Solange ein Streit oder eine Steuerfestsetzung läuft, geht nichts von selbst. Festhalten kannst du auf der Karte einer Unterhaltung.",
  holdsNone: "Nichts ist festgehalten.",
  reasons: {
    dispute: "Streit",
    assessment: "Steuerfestsetzung (§ 147 Abs. 3 AO)",
    other: "anderer Grund",
  } as Readonly<Record<string, string>>,
  openEnd: "ohne Ende",
  drop: "Loslassen",
  holdDropped: "Losgelassen. Jetzt gilt wieder die Frist.",
  hold: "Festhalten",
  holdTitle: (name: string) => `Unterhaltung mit ${name} festhalten?`,
  holdMore: (name: string) =>
    `Nichts von ihr wird dann von selbst gelöscht, auch kein Brief und kein Beleg. ${name} sieht Grund und Ende.`,
  holdReason: "Grund",
  holdUntil: "Bis (leer: ohne Ende)",
  holdPast: "Das Ende liegt in der Vergangenheit.",
  held: (why: string, until: string | null) =>
    `Festgehalten: ${why}${until === null ? "" : `, bis ${until}`}`,
  holdDone: "Festgehalten.",

  archive: "Archiv",
  archiveLead:
    "Briefe und Belege aus gelöschten Unterhaltungen. Sie sind gesperrt: Nur hier kommt man noch heran, und nur als Inhaberin oder Inhaber.",
  archiveOpen: "Archiv öffnen",
  archiveOn: "Weiter zurück",
  archiveNone: "Aus keiner gelöschten Unterhaltung musste etwas bleiben.",
  archived: "Gelöschte Unterhaltung",
  erasedOn: (day: string) => `gelöscht am ${day}`,
  keptOf: (kind: string, n: number, until: string) =>
    `${n} ${kind === "voucher" ? (n === 1 ? "Beleg" : "Belege") : n === 1 ? "Brief" : "Briefe"} bis ${until}`,
  locked: "Gesperrt: Was hier noch liegt, öffnet nur eine Inhaberin oder ein Inhaber, unter „Datenschutz“.",

  risk: "Was ein Verstoß kosten kann",
  turnover: "Umsatz im Jahr, in Euro",
  turnoverWrong: "Gib den Umsatz als Zahl ein, zum Beispiel 500.000.",
  riskCheck: "Ausrechnen",
  seed: (percent: number) => `Rechenbeispiel: ${percent} % vom Umsatz`,
  seedMore: (percent: number, turnover: string) =>
    `${percent} % von ${turnover}. Das ist nicht die Obergrenze.`,
  cap: (article: string) => `Obergrenze nach Art. ${article}`,
  capMore: (fixed: string, percent: number, turnover: string) =>
    `${fixed} oder ${percent} % vom Umsatz (${turnover}), je nachdem, was höher ist.`,
  starting: "Womit Aufsichtsbehörden zu rechnen anfangen (EDSA-Leitlinien 04/2022)",
  startingColumns: ["Artikel", "Schwere", "Von – bis"],
  gravity: { low: "leicht", medium: "mittel", high: "schwer" } as Readonly<Record<string, string>>,
  complaints: (n: number) =>
    `Was an WhatsApp Business beklagt wird, und was diese Installation dazu sagt (${n})`,
  shownBy: "Gezeigt von:",
  sources: "Quellen:",

  incident: "Wenn etwas passiert ist",
  incidentLead:
    "Eine Panne mit Daten meldet ihr binnen 72 Stunden der Aufsichtsbehörde (Art. 33) und, wenn das Risiko hoch ist, allen Betroffenen (Art. 34).",
  happenedFrom: "Passiert von",
  happenedTo: "bis",
  knownAt: "Bemerkt am",
  whom: "Wen betrifft es?",
  windowWrong: "Das Ende liegt vor dem Anfang, oder eine Zeit fehlt.",
  hoursLeft: (n: number) => (n === 1 ? "Noch 1 Stunde." : `Noch ${n} Stunden.`),
  hoursOver: (n: number) => `Seit ${n} Stunden überfällig.`,
  reportBy: (at: string) => `Melden bis ${at}.`,
  concerned: (customers: number, messages: number, files: number) =>
    `${customers === 1 ? "1 Kundin oder Kunde" : `${number(customers)} Kundinnen und Kunden`}, ${messages === 1 ? "1 Nachricht" : `${number(messages)} Nachrichten`}, ${files === 1 ? "1 Datei" : `${number(files)} Dateien`}`,
  concernedDevices: (customers: number, team: number) =>
    `${number(customers)} Geräte der Kundschaft, ${number(team)} Geräte des Teams. Gezählt aus Zeiten und Größen; Inhalte kennt der Server nicht.`,
  overLimit: "Es sind mehr als 10.000 Unterhaltungen. Teil den Zeitraum.",
  incidentSteps: [
    "Was ist passiert, wann, und welche Daten betrifft es? Schreib es auf, bevor ihr etwas ändert.",
    "Geräte abmelden, die jemand in der Hand haben könnte: unter „Team“.",
    "Der Aufsichtsbehörde eures Landes melden, im Zweifel unvollständig und pünktlich.",
    "Allen Betroffenen schreiben, wenn das Risiko für sie hoch ist.",
  ],
  note: "Im Protokoll vermerken",
  noted: "Vermerkt",
  writeAll: (n: number) => (n === 1 ? "Der betroffenen Person schreiben" : `Allen ${number(n)} schreiben`),
  writeAllMore:
    "Die Nachricht geht in jede betroffene Unterhaltung, einzeln verschlüsselt. Art. 34 verlangt: was passiert ist, welche Folgen es haben kann, was ihr tut, wen man fragen kann.",
  incidentText:
    "Guten Tag, wir müssen Ihnen etwas mitteilen: Bei uns ist eine Panne mit Daten passiert, die auch Ihre Unterhaltung betreffen kann.\n\nWas passiert ist: …\nWas das für Sie bedeuten kann: …\nWas wir getan haben: …\nWas Sie tun können: …\n\nFragen beantworten wir Ihnen hier oder unter den Angaben in unserem Impressum.",
  text: "Nachricht",
  textMissing: "Hier fehlt noch der Text.",
  textUnfinished: "Füll die Zeilen mit „…“ noch aus, oder nimm sie heraus.",
  sendAll: "An alle senden",
  stop: "Anhalten",
  sentSoFar: (done: number, of: number) => `${number(done)} von ${number(of)} sind unterwegs`,
  sentPart: (done: number, of: number) =>
    `Angehalten: ${number(done)} von ${number(of)} sind unterwegs. „An alle senden“ macht beim Nächsten weiter.`,
  allSent: (n: number) =>
    `${n === 1 ? "Die Nachricht ist" : `Alle ${number(n)} Nachrichten sind`} unterwegs. Was ohne Netz ist, geht von selbst hinaus.`,

  audit: "Protokoll",
  auditLead:
    "Wer etwas mitgenommen, gelöscht, umgestellt oder ein Gerät hinzugefügt hat. Kein Wort von dem, was geschrieben wurde. Jede Zeile hängt an der vorigen; dieses Gerät rechnet das nach, und auf dem Server „tresen audit verify“.",
  auditOpen: "Protokoll öffnen",
  auditOn: "Ältere Zeilen",
  auditNone: "Noch nichts.",
  auditWhole: (from: number, to: number) =>
    from === 1
      ? "Auf diesem Gerät nachgerechnet: Jede Zeile passt zur vorigen, keine fehlt."
      : `Auf diesem Gerät nachgerechnet: Von Zeile ${number(from)} bis ${number(to)} passt jede zur vorigen, keine fehlt.`,
  auditOther:
    "Das Protokoll ist ein anderes als das, welches dieses Gerät zuletzt gesehen hat. Habt ihr seither eine Sicherung eingespielt, ist das richtig. Sonst frag, wer den Server betreut.",
  auditKnown: "Ich weiß davon",
  auditWrong: (n: number) =>
    `Zeile ${number(n)} fehlt oder passt nicht zur vorigen: Das Protokoll ist verändert. Glaub ihm nicht, und frag, wer den Server betreut.`,
  trail: {
    set_up: "Betrieb eingerichtet",
    profile: "Profil veröffentlicht",
    retention: "Aufbewahrung geändert",
    device_added: "Gerät hinzugefügt",
    device_removed: "Gerät entfernt",
    team_key: "Schlüssel des Teams erneuert",
    erased: "Gelöscht",
    expired: "Abgelaufen",
    exported: "Mitgenommen",
    hold: "Festgehalten",
    hold_ended: "Losgelassen",
    class: "Als Brief oder Beleg eingestuft",
    restricted: "Verarbeitung eingeschränkt",
    unrestricted: "Einschränkung aufgehoben",
    objected: "Der Statistik widersprochen",
    unobjected: "Widerspruch zurückgenommen",
    request: "Anfrage eingegangen",
    request_state: "Anfrage bearbeitet",
    restored: "Aus einer Sicherung geholt",
    incident: "Panne vermerkt",
    invitation_made: "Einladung gemacht",
    invitation_withdrawn: "Einladung zurückgezogen",
    invitation_taken: "Einladung beantwortet",
    invitation_locked: "Einladung nach falschen Ziffern gelöscht",
  } as Readonly<Record<string, string>>,

  asked: "Offene Anfragen: ",
  askedArrived: (n: number) =>
    n === 1
      ? "Eine Anfrage zu Daten wartet auf Antwort."
      : `${number(n)} Anfragen zu Daten warten auf Antwort.`,
};

export type PrivacyWords = typeof privacy;
