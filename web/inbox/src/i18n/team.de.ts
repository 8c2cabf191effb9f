/** The Team page in German. Every key is in team.en.ts too. */
export const team = {
  title: "Team",
  lead: "Wer dazugehört und mit welchen Geräten. Namen sieht nur das Team, der Server kennt sie nicht.",
  devices: (n: number) => (n === 1 ? "1 Gerät" : `${n} Geräte`),
  device: (n: number) => `Gerät ${n}`,
  since: (day: string) => `dabei seit ${day}`,
  seen: {
    today: "zuletzt gesehen heute",
    yesterday: "zuletzt gesehen gestern",
    on: (day: string) => `zuletzt gesehen am ${day}`,
    never: "noch nie gesehen",
  },
  mayForget:
    "Safari kann dieses Gerät nach sieben Tagen ohne Besuch vergessen: Leg Tresen auf den Home-Bildschirm.",
  forgotten: "Sieben Tage ohne Besuch: Safari kann dieses Gerät vergessen haben.",
  was: (since: string, until: string) => `war dabei vom ${since} bis ${until}`,
  gone: (n: number) =>
    n === 1 ? "1 Gerät, das nicht mehr dabei ist" : `${n} Geräte, die nicht mehr dabei sind`,
  here: "dieses hier",
  you: "du",

  invite: "Jemanden einladen",
  inviteTitle: "Jemanden einladen",
  inviteFor: (name: string) => `Einladung für ${name}`,
  addDevice: "Weiteres Gerät",
  addDeviceFor: (name: string) => `Weiteres Gerät für ${name}`,
  addDeviceTitle: (name: string) => `Weiteres Gerät für ${name}`,
  name: "Name",
  nameHint: "So heißt die Person im Team und über ihren Nachrichten.",
  nameMissing: "Hier fehlt noch ein Name.",
  role: "Was darf die Person?",
  roles: {
    member: ["Mitglied", "liest und beantwortet alle Nachrichten"],
    owner: ["Inhaberin oder Inhaber", "lädt außerdem ein, sperrt aus und ändert das Profil"],
    auditor: ["Nur Einsicht", "sieht, was offen ist, liest aber keine Nachricht"],
  },
  make: "Link erzeugen",
  cancel: "Abbrechen",
  done: "Fertig",

  before:
    "Gleich entsteht ein Link mit einem Code. Öffne ihn auf dem neuen Gerät; er gilt 24 Stunden und für ein Gerät.",
  handOver:
    "Öffne diesen Link auf dem neuen Gerät, oder scann den Code damit. Er gilt 24 Stunden und für ein Gerät.",
  code: (name: string) => `Code mit der Einladung für ${name}`,
  copy: "Link kopieren",
  copied: "Link kopiert.",
  copyFailed: "Das ließ der Browser nicht zu. Der Link ist markiert: Kopier ihn von dort.",
  waiting: "Sobald das Gerät den Link geöffnet hat, stehen hier vier Wörter.",
  answered: "Ein Gerät hat geantwortet. Stehen dort dieselben vier Wörter?",
  confirm: "Ja, dieselben Wörter",
  differ: "Nein, andere",
  joined: (name: string) => `${name} gehört zum Team.`,
  dropped: "Einladung verworfen. Das Gerät kommt nicht hinein.",

  invites: "Offene Einladungen",
  show: (name: string) => `Einladung für ${name} zeigen`,
  showShort: "Zeigen",
  drop: (name: string) => `Einladung für ${name} verwerfen`,
  dropShort: "Verwerfen",
  states: {
    open: "Der Link ist noch nicht geöffnet.",
    answered: "Ein Gerät wartet. Vergleicht die vier Wörter.",
    forged: "Jemand hat ohne den Link geantwortet. Verwirf die Einladung und mach eine neue.",
    expired: "Abgelaufen.",
  },
  elsewhere: (device: string | null, answered: boolean) =>
    `${answered ? "Ein Gerät wartet." : "Der Link ist noch nicht geöffnet."} Bestätigen lässt sich das nur dort, wo die Einladung gemacht wurde: ${device === null ? "auf einem anderen Gerät" : `auf „${device}“`}.`,
  deviceOf: (device: string, name: string) => `${device} von ${name}`,
  newcomer: "Jemand Neues",

  nameDeviceShort: "Benennen",
  nameDeviceTitle: "Wie heißt dieses Gerät?",
  nameDeviceHint: (sort: string) =>
    `So erkennt das Team es wieder. ${sort === "" ? "" : `Es ist: ${sort}. `}Der Server erfährt weder Namen noch Browser.`,
  deviceNames: {
    phone: ["Mein Handy", "Handy am Tresen", "Diensthandy"],
    tablet: ["Mein Tablet", "Tablet am Tresen", "Tablet im Büro"],
    computer: ["Mein Laptop", "Computer im Büro", "Kasse"],
  },
  suggestions: "Vorschläge",

  rename: (name: string) => `Namen von ${name} ändern`,
  renameShort: "Umbenennen",
  renameTitle: "Name im Team",
  save: "Name speichern",

  signOut: (device: string, name: string) => `${device} von ${name} abmelden`,
  signOutShort: "Abmelden",
  signOutTitle: (device: string, name: string) => `${device} von ${name} abmelden?`,
  signOutText:
    "Es wird sofort ausgesperrt und geleert, sobald es wieder Netz hat. Was darauf noch nicht gesendet ist, geht verloren. Neue Nachrichten lassen sich mit seinen Schlüsseln nicht mehr öffnen.",
  signOutOwnText:
    "Es wird sofort ausgesperrt und geleert, sobald es wieder Netz hat. Was darauf noch nicht gesendet ist, geht verloren. Den neuen Team-Schlüssel erzeugt das nächste Gerät einer Inhaberin oder eines Inhabers, das online ist, von selbst. Sag trotzdem gleich Bescheid.",
  remove: (name: string) => `${name} aus dem Team nehmen`,
  removeShort: "Herausnehmen",
  removeTitle: (name: string) => `${name} aus dem Team nehmen?`,
  removeText: (n: number) =>
    `${n === 1 ? "Das Gerät wird sofort ausgesperrt und geleert, sobald es wieder Netz hat." : `Alle ${n} Geräte werden sofort ausgesperrt und geleert, sobald sie wieder Netz haben.`} Was die Person geschrieben hat, bleibt. Neue Nachrichten lassen sich mit ihren Schlüsseln nicht mehr öffnen.`,
  leave: "Team verlassen",
  leaveTitle: "Das Team verlassen?",
  leaveText: (n: number) =>
    `${n === 1 ? "Dieses Gerät wird" : `Deine ${n} Geräte werden`} sofort ausgesperrt und geleert. Was du geschrieben hast, bleibt. Zurück kommst du nur mit einer neuen Einladung.`,
  stay: "Bleiben",
  keep: "Behalten",
  goSignOut: "Gerät abmelden",
  goRemove: "Herausnehmen",
  signedOut: "Gerät abgemeldet. Ab jetzt gilt ein neuer Team-Schlüssel.",
  signedOutOwn: "Gerät abgemeldet. Es bekommt nichts mehr.",
  removed: (name: string) => `${name} gehört nicht mehr zum Team. Ab jetzt gilt ein neuer Team-Schlüssel.`,

  lastOwner:
    "Dann könnte niemand mehr das Team führen. Lade zuerst eine zweite Inhaberin oder einen zweiten Inhaber ein. Gibt es niemanden, dann übergib das Wiederherstellungsblatt: Wer es hat, übernimmt den Betrieb auf dem eigenen Gerät.",
  offline: "Dafür brauchst du Netz. Nichts ist verändert.",
  failed: "Das hat nicht geklappt, nichts ist verändert. Versuch es noch einmal.",
  ownDevices:
    "Andere einladen und aussperren können Inhaberinnen und Inhaber. Deine eigenen Geräte fügst du selbst hinzu, und ein verlorenes meldest du selbst ab.",

  sheet: "Wiederherstellungsblatt",
  sheetLead:
    "Damit kommst du auch ohne ein einziges Gerät wieder an alles. Prüf einmal im Jahr, ob es noch da ist und stimmt.",
  sheetNone: "Noch habt ihr keins. Gehen alle Geräte verloren, ist ohne Blatt alles verloren.",
  sheetMade: (day: string) => `gemacht am ${day}`,
  tested: {
    today: "zuletzt geprüft heute",
    yesterday: "zuletzt geprüft gestern",
    on: (day: string) => `zuletzt geprüft am ${day}`,
    never: "noch nie geprüft",
  },
  changes: "Was sich an den Geräten geändert hat",
};

export type TeamWords = typeof team;
