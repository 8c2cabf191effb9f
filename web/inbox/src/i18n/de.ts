import { type MessageWords, message } from "@tresen/ui/message/words.de";
import { actions } from "./actions.de.ts";
import { applock } from "./applock.de.ts";
import { backroom } from "./backroom.de.ts";
import { card } from "./card.de.ts";
import { condition } from "./condition.de.ts";
import { erasing } from "./erasing.de.ts";
import { frame } from "./frame.de.ts";
import { invitation } from "./invitation.de.ts";
import { invited } from "./invited.de.ts";
import { labels } from "./labels.de.ts";
import { later } from "./later.de.ts";
import { teamNotes } from "./notes.de.ts";
import { notifications } from "./notifications.de.ts";
import { privacy } from "./privacy.de.ts";
import { profile } from "./profile.de.ts";
import { program } from "./program.de.ts";
import { quickreplies } from "./quickreplies.de.ts";
import { recovery } from "./recovery.de.ts";
import { search } from "./search.de.ts";
import { share } from "./share.de.ts";
import { moving, shop, sign, website } from "./shop.de.ts";
import { statistics } from "./statistics.de.ts";
import { team } from "./team.de.ts";
import { ways } from "./ways.de.ts";

/** The inbox in German: to the team, in du. Every key is in en.ts too; the compiler sees to it. */
export const de = {
  app: "Tresen",
  calls: {
    rings: "Ruft an …",
    talking: "Im Gespräch",
    missed: "Verpasster Anruf",
    voice: "Anruf",
    video: "Videoanruf",
  },
  team,
  actions,
  backroom,
  privacy,
  quickreplies,
  statistics,
  condition,
  teamNotes,
  erasing,
  /** To the team one says du. */
  message: {
    ...message,
    me: "Du",
    refused: (act) =>
      ({
        reaction: "Deine Reaktion galt nicht.",
        edit: "Deine Änderung galt nicht.",
        pin: "Das Anheften galt nicht.",
      })[act],
  } satisfies MessageWords,
  recovery,
  search,
  share,
  moving,
  website,
  shop,
  sign,
  ways,
  program,
  invitation,
  invited,
  applock,
  notifications,
  card,
  labels,
  frame,
  later,
  us: "Team",
  customer: "Kundin oder Kunde",
  areas: "Bereiche",
  messages: "Nachrichten",
  /** The areas as rail and bar write them: soft hyphens where a word may break. */
  rail: {
    messages: "Nach\u00adrichten",
    backroom: "Hinter\u00adzimmer",
    statistics: "Statistik",
    shop: "Laden",
    settings: "Einstel\u00adlungen",
    more: "Mehr",
  },
  settings: "Einstellungen",
  loading: "Wird geladen",

  conversations: "Unterhaltungen",
  listHow: "Pfeil hoch und Pfeil runter wechseln die Unterhaltung, Enter öffnet sie.",
  filter: "Filter",
  guest: (number: number, day: string) => `Gast ${number} ${day}`,
  guestAt: (day: string, time: string) => `Gast ${day}, ${time}`,
  since: {
    today: "von heute",
    yesterday: "von gestern",
    weekday: (day: string) => `von ${day}`,
    date: (day: string) => `vom ${day}`,
  },
  unread: "ungelesen: ",
  assignedTo: (name: string) => `Zuständig: ${name}`,
  assigned: "Zuständig",
  nobody: "niemand",
  you: (name: string) => `${name} (du)`,
  someone: "Jemand aus dem Team",
  writes: (name: string) => `${name} schreibt …`,
  draft: "Entwurf:",
  closed: "Geschlossen",
  blocked: "Blockiert",
  unreadable: "Lässt sich hier nicht anzeigen",

  showAll: "Alle zeigen",
  printSign: "Schild drucken",
  pick: "Wähl links eine Unterhaltung.",
  pickKeys: "Mit J und K geht es von Zeile zu Zeile, ? zeigt alle Tasten.",

  backToList: "Zurück zur Liste",
  backToTalk: "Zurück zur Unterhaltung",
  about: "Zu dieser Unterhaltung",
  showCard: "Karte zeigen",
  assign: (name: string) => `Zuständig: ${name}. Ändern`,
  close: "Abschließen",
  reopen: "Wieder öffnen",
  sealed: "Ende-zu-Ende",
  gone: "Diese Unterhaltung gibt es hier nicht (mehr).",
  noReading:
    "Nachrichten liest hier nur das Team. Du siehst, wann geschrieben wurde, wer zuständig ist und was offen ist.",
  sealedForYou: "Für dich verschlossen",

  writesHere: (name: string) => `${name} schreibt hier gerade.`,
  draftStays: "Dein Entwurf bleibt liegen.",
  answeredMeanwhile: (name: string) => `${name} hat gerade geantwortet.`,
  sendAnyway: "Trotzdem senden?",
  sendNow: "Abschicken",
  keepDraft: "Noch nicht",
  failedOffline: "Kein Netz. Zuteilen und Abschließen geht wieder, sobald du verbunden bist.",
  working: "Einen Moment, der Server ist noch dabei …",
  failed: "Das hat nicht geklappt, nichts ist verändert. Versuch es noch einmal.",

  notes: {
    closed: (name: string) => `${name} hat abgeschlossen.`,
    reopened: (name: string) => `${name} hat wieder geöffnet.`,
    reopenedByMessage: "Durch die neue Nachricht wieder geöffnet.",
    assigned: (name: string) => `${name} übernimmt.`,
    unassigned: "Niemand ist mehr zuständig.",
    blocked: (name: string) => `${name} ist blockiert.`,
    unblocked: (name: string) => `${name} ist nicht mehr blockiert.`,
    cut: "Der Server steht wieder auf einem früheren Stand. Was danach kam, fehlt hier vielleicht. Hat niemand eine Sicherung eingespielt, frag nach, wer ihn betreut.",
    tombstone: "Nachricht gelöscht",
    unasked: "Der Server hat eine Nachricht entfernt, ohne dass jemand es angeordnet hat.",
    unproven:
      "Laut Server ist die Frist zum Aufbewahren vorbei. Dieses Gerät hatte nichts davon und kann das nicht prüfen.",
    greeting: "Begrüßung",
    away: "Abwesenheitsnachricht",
  },
  block: {
    ask: "Blockieren …",
    undo: "Blockierung aufheben",
    title: (name: string) => `${name} blockieren?`,
    more: (name: string) =>
      `Der Server nimmt dann keine Nachrichten von ${name} mehr an und sagt das auch. Lesen und löschen, was hier steht, geht dort weiter. Ihr könnt noch schreiben und die Blockierung jederzeit aufheben.`,
    cancel: "Abbrechen",
    do: "Blockieren",
  },
  toast: {
    blocked: "Blockiert.",
    unblocked: "Nicht mehr blockiert.",
    closed: (name: string | null) =>
      name === null ? "Unterhaltung abgeschlossen." : `Unterhaltung mit ${name} abgeschlossen.`,
    reopened: "Unterhaltung wieder geöffnet.",
    assigned: (name: string) => `${name} übernimmt.`,
    unassigned: "Niemand ist mehr zuständig.",
    named: (name: string) => `Auf der Karte steht jetzt: ${name}`,
    undo: "Rückgängig",
  },

  earlier: {
    head: "Frühere Unterhaltungen",
    from: (day: string) => (day === "" ? "Frühere Unterhaltung" : `Frühere Unterhaltung vom ${day}`),
    goesOn: (day: string) => `Weiter in der Unterhaltung vom ${day}`,
    belongs: "Gehört zu einer früheren Unterhaltung …",
    hint: (name: string) => `Nur für euch. Weder ${name} noch der Server erfährt davon.`,
    unlink: "Lösen",
    linked: "Mit der früheren Unterhaltung verknüpft.",
    unlinked: "Verknüpfung gelöst.",
    title: "Frühere Unterhaltung",
    more: "Jemand hat seinen Zugang verloren und schreibt neu? Wähl die Unterhaltung, in der es begann. Ihr Name wird übernommen, wenn hier noch keiner steht.",
    search: "Nach Namen suchen",
    loading: "Die Namen werden geladen …",
    none: "Es gibt noch keine andere Unterhaltung.",
    nothing: (sought: string) => `Nichts gefunden zu „${sought}“. Prüf die Schreibweise.`,
    found: (n: number) => (n === 1 ? "1 Unterhaltung" : `${n} Unterhaltungen`),
    span: (since: string, last: string) => `seit ${since}, zuletzt ${last}`,
  },

  customersDevices: "Geräte auf der anderen Seite",
  name: "Name",
  nameHint: "Nur für euch. Die andere Seite sieht ihn nicht.",
  customerSince: (day: string) => `Schreibt mit euch seit ${day}`,
  automatic: "Keine automatischen Antworten",
  automaticHint: "Begrüßung und Abwesenheitsnachricht gehen hier dann nicht hinaus.",
  media: "Medien",
  conversationHead: "Unterhaltung",
  state: "Stand",
  open: "Offen",
  lastMessage: "Zuletzt",

  stale:
    "Eure Angaben wurden lange nicht erneuert. Das geschieht von selbst, sobald eine Inhaberin oder ein Inhaber Tresen öffnet. Bleibt dieser Hinweis, hält der Server etwas zurück: Frag nach, wer ihn betreut.",
  slowed: {
    too_many: "Einen Moment, das waren viele auf einmal. Alles geht von selbst hinaus.",
    clock_ahead:
      "Die Uhr dieses Geräts geht um mehr als einen Tag vor. Stell sie richtig, dann geht dein Text von selbst hinaus.",
    conversation_full:
      "Diese Unterhaltung ist voll. Löscht Nachrichten, die ihr nicht mehr braucht. Dann geht dein Text von selbst hinaus.",
    business_full:
      "Euer Platz auf dem Server ist voll. Löscht Unterhaltungen, die ihr nicht mehr braucht. Dann geht dein Text von selbst hinaus.",
    storage_full:
      "Der Server hat gerade keinen Platz mehr. Dein Text liegt bereit und geht später von selbst hinaus.",
  },
  disputed:
    "Der Server zeigt zu dieser Unterhaltung Angaben, die einander widersprechen. Hier wird nichts abgeschickt, solange das so ist. Frag nach, wer den Server betreut.",
  offline: (time: string) => `Offline seit ${time}.`,
  notOpen: "Neue Kunden können euch gerade nicht schreiben.",
  notOpenWhy: (missing: readonly ("imprint" | "privacy")[]): string =>
    missing.length > 1
      ? "Im Profil fehlen Impressum und Kontakt für Datenschutz."
      : missing[0] === "imprint"
        ? "Im Profil fehlt das Impressum."
        : "Im Profil fehlt der Kontakt für Datenschutz.",
  notOpenWho: "Eine Inhaberin oder ein Inhaber kann es nachtragen.",
  notOpenGo: "Jetzt nachtragen",
  offlineHint: "Du kannst weiterschreiben, alles geht später hinaus.",
  update: "Neue Fassung bereit.",
  reload: "Neu laden",

  unlinked: {
    title: "Dieses Gerät gehört noch zu keinem Team",
    how: "So kommst du hinein:",
    steps: [
      "Bitte die Inhaberin oder den Inhaber um einen Einladungslink.",
      "Öffne ihn auf diesem Gerät, in diesem Browser.",
      "Vergleicht zusammen die vier Wörter. Fertig.",
    ],
    why: "Jedes Gerät hat eigene Schlüssel. Darum gibt es kein Passwort, das jemand erraten könnte.",
    paste: "Einladungslink",
    pasteHint: "Du hast ihn kopiert? Füg ihn hier ein.",
    pasteWrong: "Das ist kein Einladungslink. In einem solchen steht „#invite=“.",
    go: "Gerät verbinden",
  },
  linking: {
    title: "Dieses Gerät wird verbunden",
    team: (name: string) => `Mit dem Team von „${name}“.`,
    prepare:
      "Warte auf das andere Gerät. Öffne dort die Seite „Team“: Dann stehen hier und dort dieselben vier Wörter.",
    words: "Die vier Wörter",
    wait: "Bestätigt wird auf dem Gerät, von dem der Link kommt.",
    compare: "Auf beiden Bildschirmen müssen dieselben vier Wörter stehen. Lass diese Seite so lange offen.",
    problem: "Das Gerät ist noch nicht verbunden.",
    again: "Noch einmal versuchen",
  },
  problems: {
    not_found:
      "Diesen Einladungslink gibt es nicht. Prüf, ob er vollständig ist, oder lass dir einen neuen geben.",
    dropped:
      "Diese Einladung gibt es nicht mehr. Standen dort andere Wörter, lass dir den neuen Link auf einem anderen Weg geben.",
    invite_used: "Dieser Link wurde schon benutzt. Jeder gilt für ein Gerät; lass dir einen neuen geben.",
    invite_expired: "Dieser Link ist älter als 24 Stunden und gilt nicht mehr. Lass dir einen neuen geben.",
    forged:
      "Jemand hat sich in diese Einladung eingemischt. Nimm sie auf dem anderen Gerät zurück und lass dir einen neuen Link auf einem anderen Weg geben.",
    offline: "Kein Netz. Sobald es wieder da ist, geht es von selbst weiter.",
    other: "Das hat nicht geklappt. Lass dir einen neuen Einladungslink geben.",
  },
  stops: {
    revoked: {
      title: "Dieses Gerät ist abgemeldet",
      text: "Es wurde aus dem Team genommen. Was hier lag, öffnet niemand mehr. Für einen neuen Zugang brauchst du einen Einladungslink.",
      action: "Auf diesem Gerät alles entfernen",
    },
    replaced: {
      title: "Tresen läuft jetzt woanders",
      text: "Dasselbe Gerät hat sich in einem anderen Fenster oder Browser verbunden. Es kann immer nur eines verbunden sein.",
      action: "Hier weitermachen",
    },
    updated: {
      title: "Tresen wurde aktualisiert",
      text: "In einem anderen Tab läuft noch die vorige Version. Lade neu, dann sind alle Tabs auf demselben Stand. Was du geschrieben hast, bleibt erhalten. Hilft das nicht, schließ die anderen Tabs mit Tresen.",
      action: "Neu laden",
    },
    newer: {
      title: "Diese Fassung von Tresen ist zu alt",
      text: "Euer Betrieb verwendet etwas, das diese Fassung noch nicht versteht. Lade neu. Hilft das nicht, muss euer Server aktualisiert werden. Was du geschrieben hast, bleibt erhalten.",
      action: "Neu laden",
    },
    unsupported: {
      title: "Dieser Browser ist zu alt für Tresen",
      text: "Ihm fehlen die Verfahren, mit denen Nachrichten verschlossen werden. Bring ihn auf den neuesten Stand, oder nimm Chrome, Edge, Firefox oder Safari aus den letzten zwei Jahren.",
      action: "Neu laden",
    },
    storage: {
      title: "Dieser Browser lässt nichts speichern",
      text: "Tresen legt Schlüssel und Nachrichten auf diesem Gerät ab. In einem privaten Fenster oder mit gesperrtem oder vollem Speicher geht das nicht.",
      action: "Neu laden",
    },
    mismatch: {
      title: "Die Schlüssel passen nicht zusammen",
      text: "Der Server zeigt einen anderen Betrieb, als in der Einladung steht. Schreib nichts und frag die Person, die dich eingeladen hat.",
      action: "Neu laden",
    },
    unreachable: {
      title: "Der Server antwortet nicht",
      text: "Auf diesem Gerät liegt noch nichts, was sich ohne ihn zeigen ließe. Prüf, ob du Netz hast, und versuch es noch einmal.",
      action: "Neu laden",
    },
    elsewhere: {
      title: "Das ist nicht die Adresse des Servers",
      text: "Der Server ist unter einer anderen Adresse eingerichtet als der, unter der diese Seite offen ist. Öffne Tresen über die andere. Wer den Server betreut, findet beide mit tresen doctor.",
      action: "Neu laden",
    },
    broken: {
      title: "Die Schlüsselkette lässt sich nicht prüfen",
      text: "Etwas daran wurde verändert. Schreib nichts und frag, wer den Server betreut. Was auf diesem Gerät liegt, ist noch da.",
      action: "Neu laden",
    },
  },

  suggestion: { title: "Vorschlag", away: "Passt nicht" },

  prefs: {
    language: "Sprache",
    languages: { auto: "Wie der Browser", de: "Deutsch", en: "English" },
    theme: "Helligkeit",
    themes: { system: "Wie das Gerät", light: "Hell", dark: "Dunkel" },
    sound: "Ton bei neuen Nachrichten",
    soundHint: "Leise, und nur wenn du die Unterhaltung nicht gerade vor dir hast.",
    letters: "Tastenkürzel mit einzelnen Buchstaben",
    lettersHint: "Aus, falls du diktierst oder dich oft vertippst. Pfeiltasten und Esc gehen immer.",
    suggestions: "Vorschlag unter der neuesten Nachricht",
    suggestionsHint:
      "Eine Schnellantwort, die passen könnte. Dieses Gerät sucht sie selbst heraus, lernt aus „Passt nicht“, und gesendet wird nie etwas von allein.",
    takeBack: "Senden zurücknehmen",
    takeBackHint:
      "Jede Nachricht bleibt fünf Sekunden auf diesem Gerät. So lange kannst du sie zurücknehmen.",
    keys: "Tasten zeigen",
    display: "Anzeige",
    writing: "Schreiben und Tasten",
    device: "Dieses Gerät",
    person: "Angemeldet als",
    role: "Rolle",
    business: "Betrieb",
    version: "Version",
    build: (id: string) => `Build ${id}`,
    connection: "Verbindung",
    waiting: "Wartet noch",
    waitingCount: (n: number) => (n === 1 ? "1 Nachricht" : `${n} Nachrichten`),
    net: { online: "verbunden", connecting: "wird aufgebaut", offline: "kein Netz" },
    signOut: "Gerät abmelden",
  },
  roles: { owner: "Inhaberin oder Inhaber", member: "Mitglied", auditor: "Nur Einsicht" },
  signOut: {
    title: "Dieses Gerät abmelden?",
    text: "Schlüssel, Nachrichten und Entwürfe werden von diesem Gerät entfernt. Im Betrieb bleibt alles erhalten. Um wieder hineinzukommen, brauchst du einen neuen Einladungslink.",
    waiting: (n: number) =>
      n === 1
        ? "Hier wartet noch 1 Nachricht. Melde dich erst ab, wenn sie draußen ist. Sonst geht sie verloren."
        : `Hier warten noch ${n} Nachrichten. Melde dich erst ab, wenn sie draußen sind. Sonst gehen sie verloren.`,
    stay: "Bleiben",
    go: "Abmelden",
  },

  profile,

  keys: {
    title: "Tasten",
    next: "Nächste Unterhaltung",
    previous: "Vorige Unterhaltung",
    open: "Unterhaltung öffnen",
    back: "Zurück",
    close: "Abschließen oder wieder öffnen",
    assign: "Zuweisen",
    label: "Etikett",
    select: "Unterhaltung auswählen",
    waiting: "Wer wartet, oder alle",
    markUnread: "Als ungelesen markieren",
    pin: "Oben anheften",
    snooze: "Auf später legen",
    write: "Neue Nachricht, an jemanden, der noch nicht schreibt",
    palette: "Suchen und tun",
    search: "Nachrichten durchsuchen",
    places: { list: "In der Liste und überall", message: "Auf einer Nachricht", field: "Im Textfeld" },
    names: {
      ArrowUp: "↑",
      ArrowDown: "↓",
      Home: "Pos1",
      End: "Ende",
      Ctrl: "Strg",
      k: "K",
    } as Readonly<Record<string, string>>,
    or: "oder",
    messagePrevious: "Vorige Nachricht",
    messageNext: "Nächste Nachricht",
    messageFirst: "Zur ersten Nachricht",
    messageLast: "Zur neuesten Nachricht",
    messageMenu: "Menü: antworten, reagieren, kopieren …",
    messageField: "Zurück ins Textfeld",
    send: "Senden",
    newline: "Neue Zeile",
    sendClose: "Senden und abschließen",
    sendLater: "Später senden",
    replies: "Schnellantworten, ganz am Anfang",
    editLast: "Deine letzte Nachricht bearbeiten, solange das Feld leer ist",
    stopWriting: "Antwort oder Bearbeitung verwerfen",
    help: "Diese Übersicht",
    off: "Einzelne Buchstaben sind gerade ausgeschaltet (Einstellungen).",
  },
};

export type Words = typeof de;
