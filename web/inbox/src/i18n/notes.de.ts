/** Notes on conversations, in German. */

export const teamNotes = {
  tabs: "Ansicht",
  tabCustomer: "Kunde",
  tabTeam: "Team",
  tabUnread: (n: number) => (n === 1 ? "1 neue Notiz" : `${n} neue Notizen`),

  mode: "Was du schreibst",
  toCustomer: "Nachricht",
  toTeam: "Notiz",
  modeIs: (name: string) => `Du schreibst eine Notiz ans Team. ${name} sieht sie nicht.`,
  field: "Notiz ans Team",
  hint: (name: string) => `${name} sieht das nicht. Mit @ sprichst du jemanden an.`,
  file: "Notiz ablegen",
  filed: (name: string) => `Notiz abgelegt. ${name} sieht sie nicht.`,
  told: (names: string) => `${names} bekommt Bescheid.`,
  toldMany: (names: string) => `${names} bekommen Bescheid.`,
  and: " und ",
  handOver: (name: string) => `Unterhaltung an ${name} übergeben`,
  handOverFailed: "Die Notiz ist abgelegt. Übergeben geht wieder, sobald du verbunden bist.",
  whom: "Wen ansprechen",
  responsible: "zuständig",
  empty: (name: string) => `Noch keine Notiz zu ${name}.`,
  emptyMore: "Was hier steht, sieht nur das Team.",
  blank: "Hier steht noch nichts.",
  tooLong: "Die Notiz ist zu lang. Kürz oder teil sie; sie bleibt hier stehen.",
  notTaken: "Die Notiz ließ sich nicht ablegen. Dein Text steht noch hier.",

  noteOf: (name: string) => `Notiz von ${name}`,
  onlyTeam: "nur fürs Team",
  handedTo: (name: string) => `übergeben an ${name}`,
  edited: "bearbeitet",
  waiting: "liegt bereit",
  failed: "nicht gespeichert",
  again: "Erneut versuchen",
  more: "Mehr zu dieser Notiz",
  edit: "Bearbeiten",
  remove: "Entfernen",
  removed: "Notiz entfernt.",
  editField: "Notiz bearbeiten",
  cancel: "Abbrechen",
  save: "Notiz speichern",

  rowForMe: "Notiz für dich",
  rowUnread: "neue Notiz",
};

export type TeamNotesWords = typeof teamNotes;
