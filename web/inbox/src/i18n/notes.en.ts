import type { TeamNotesWords } from "./notes.de.ts";

/** Notes on conversations, in English. */

export const teamNotes: TeamNotesWords = {
  tabs: "View",
  tabCustomer: "Customer",
  tabTeam: "Team",
  tabUnread: (n) => (n === 1 ? "1 new note" : `${n} new notes`),

  mode: "What you write",
  toCustomer: "Message",
  toTeam: "Note",
  modeIs: (name) => `You are writing a note to the team. ${name} does not see it.`,
  field: "Note to the team",
  hint: (name) => `${name} does not see this. Type @ to address somebody.`,
  file: "File note",
  filed: (name) => `Note filed. ${name} does not see it.`,
  told: (names) => `${names} will be told.`,
  toldMany: (names) => `${names} will be told.`,
  and: " and ",
  handOver: (name) => `Hand the conversation over to ${name}`,
  handOverFailed: "The note is filed. Handing over works again once you are connected.",
  whom: "Whom to address",
  responsible: "responsible",
  empty: (name) => `No notes on ${name} yet.`,
  emptyMore: "Only the team sees what you write here.",
  blank: "Nothing is written here yet.",
  tooLong: "The note is too long. Shorten or split it; it stays here.",
  notTaken: "The note could not be filed. Your text is still here.",

  noteOf: (name) => `Note by ${name}`,
  onlyTeam: "team only",
  handedTo: (name) => `handed over to ${name}`,
  edited: "edited",
  waiting: "ready to go",
  failed: "not saved",
  again: "Try again",
  more: "More about this note",
  edit: "Edit",
  remove: "Remove",
  removed: "Note removed.",
  editField: "Edit note",
  cancel: "Cancel",
  save: "Save note",

  rowForMe: "Note for you",
  rowUnread: "new note",
};
