// Words of the shared parts. The type of this catalog is the contract: en.ts must carry the same keys.

export const de = {
  conversation: "Unterhaltung",
  message: "Nachricht",
  send: "Senden",
  menu: "Menü",
  close: "Schließen",
  back: "Zurück",

  sending: "wird gesendet",
  sent: "gesendet",
  delivered: "zugestellt",
  read: "gelesen",
  failed: "nicht gesendet",
  retry: "Erneut senden",
  failedKept: "Nicht gesendet. Ihr Text ist noch da.",

  greeting: "Begrüßung",
  away: "Abwesenheits\u00adnachricht",
  cut: "Der Server steht wieder auf einem früheren Stand. Was danach kam, fehlt hier vielleicht.",
  tombstone: "Nachricht gelöscht",
  erasing: "wird gelöscht",
  unreadable: "Diese Nachricht lässt sich hier nicht anzeigen. Neu laden hilft meistens.",
  forged: "Diese Nachricht trägt eine falsche Unterschrift und wird deshalb nicht gezeigt.",
  gap: "Vor dieser Nachricht fehlt etwas. Es kann noch ankommen.",
  unasked: "Der Server hat eine Nachricht entfernt, ohne dass jemand es angeordnet hat.",
  unproven:
    "Laut Server ist die Frist zum Aufbewahren vorbei. Dieses Gerät hatte nichts davon und kann das nicht prüfen.",
  time: "Die Uhrzeit dieser Nachricht kann nicht stimmen: Die Uhr des Servers oder die des Absenders geht falsch.",
  fork: "Hier passen zwei Fassungen nicht zusammen. Bitte fragen Sie am Tresen nach.",

  you: "Sie",
  more: "Mehr",
  typing: "schreibt …",
  olderLoading: "Ältere Nachrichten werden geladen",
  olderFailed: "Ältere Nachrichten ließen sich gerade nicht laden.",
  tryAgain: "Noch einmal versuchen",
  emptyDraft: "Hier steht noch nichts.",
  tooLong: (over: number) =>
    `Der Text ist um ${over.toLocaleString("de")} Zeichen zu lang für eine Nachricht. Kürzen oder teilen Sie ihn; er bleibt hier stehen.`,
  notTaken: "Die Nachricht ließ sich nicht ablegen. Ihr Text steht noch hier.",
  yesterday: "Gestern",
};

export type SharedWords = typeof de;
