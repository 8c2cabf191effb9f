import type { PrivacyWords } from "./privacy.de.ts";

const number = (n: number) => n.toLocaleString("en");
const talks = (n: number) => (n === 1 ? "1 conversation" : `${number(n)} conversations`);

/** The page "Datenschutz" in English. */
export const privacy: PrivacyWords = {
  title: "Privacy",
  lead: (day) => `What is due, what is on record, and what comes next. As of ${day}`,
  notForAuditors: "With “Overview only” there is nothing to see here. Ask an owner.",
  failed: "That could not be loaded just now. You need a connection.",
  notDone: "That did not work; everything is as it was. Try again.",
  again: "Again",
  cancel: "Cancel",
  close: "Close",
  until: (day) => `until ${day}`,
  came: (day) => `of ${day}`,

  registerNone: "No request is open",
  registerOpen: (n, days) =>
    `${n === 1 ? "One request is open; it" : `${n} requests are open; the first`} ${days < 0 ? "is overdue" : days === 1 ? "has 1 day left" : `has ${days} days left`}`,
  registerMore: "Each request has one month, counted from the day it arrives.",
  kinds: {
    access: "Access to data",
    correct: "Correction",
    restrict: "Restriction",
    object: "Objection",
    erase: "Erasure",
    portability: "Data portability",
  },
  states: {
    looked: "released, being sent",
    extended: "time extended",
    answered: "answered",
    refused: "refused",
    withdrawn: "withdrawn",
  },
  stateOn: (state, day) =>
    `${{ answered: "answered", refused: "refused", withdrawn: "withdrawn" }[state] ?? state} on ${day}`,
  left: (days) =>
    days < 0
      ? days === -1
        ? "overdue by 1 day"
        : `overdue by ${-days} days`
      : days === 0
        ? "due today"
        : days === 1
          ? "1 day left"
          : `${days} days left`,
  look: "View request",
  older: "Show finished ones",
  olderNone: "No request is finished yet.",
  next: (kind) => `Next: ${kind.toLowerCase()} for`,
  answer: "Answer request",
  cameOn: (day) => `Arrived on ${day}. The time runs`,
  what: {
    access:
      "Customers already have the conversation and its files, under “My data”. Only what your team noted is missing: card, labels and notes. Check it, and it is sent to them, encrypted.",
    portability:
      "Customers already have the conversation and its files, under “My data”. Check what your team noted, and it is sent to them, encrypted.",
    correct: "See in the conversation what is wrong, and correct the card and notes.",
    restrict:
      "The conversation is already restricted: it is left out of statistics, gets no automatic replies, and nothing in it is deleted automatically. Check the reason and answer.",
    object: "See in the conversation what the objection is about, and answer.",
    erase:
      "Both sides can delete at once, you from the conversation’s card. The server says what has to stay.",
  },
  toTalk: "To the conversation",
  lookedMore:
    "Checked and released. It is sent once the device you did that on is connected. If it does not arrive, check it again.",
  refuseHint: "If you refuse or extend, give the reason in the conversation (Art. 12(3) and (4) GDPR).",
  extend: "Extend by two months",
  refuse: "Refuse",
  markAnswered: "Mark as answered",
  marked: "Noted in the register.",
  ownersDo: "An owner can answer it.",
  lookOver: "Check it",
  lookTitle: (name) => `What you noted down about ${name}`,
  lookLead: (name) =>
    `Tap anything that is about other people: it is left out (Art. 15(4) GDPR). Everything else is sent to ${name}, word for word.`,
  lookNothing: "Card, labels and notes are empty. The answer says that you noted nothing down.",
  lookNames: "The answer does not say who wrote a note.",
  groups: { card: "Card", labels: "Labels", notes: "Notes", later: "Written for later" },
  fields: {
    name: "Name",
    phone: "Phone",
    email: "E-mail",
    address: "Address",
    note: "Note on the card",
    birthday: "Birthday",
    languages: "Languages",
  },
  strike: "Leave out",
  struck: (n) =>
    n === 0 ? "Nothing left out." : n === 1 ? "1 passage left out." : `${n} passages left out.`,
  back: "Back",
  release: "Release and send",
  released: "Released. The answer is sent encrypted.",
  fileName: "what-the-business-noted.json",
  fileCaption: "What our team noted down about you. It is also under “My data” when you download everything.",

  documentsTitle: "Documents",
  documentsLead:
    "The server writes these from its settings. When you change something, a new version says so.",
  documents: {
    datamap: ["Data map", "Every table and column: what for, on what basis, for how long"],
    records: ["Records of processing", "Art. 30 GDPR"],
    notice: ["Privacy notice", "Art. 13 GDPR, published for customers"],
    processing: ["Processing agreement", "Art. 28 GDPR, template for the contract with the host"],
    measures: ["Technical and organisational measures", "Art. 32 GDPR"],
    dpia: ["Threshold check", "Art. 35 GDPR: is an impact assessment needed?"],
    works_council: ["Sheet for the works council", "§ 87(1) no. 6 BetrVG: what data about employees arises"],
    facts: ["Fact sheet", "One page to sign, for data-protection officers"],
  },
  read: "Read",
  readIt: (title) => `Read: ${title}`,
  saveIt: (title, format) => `Save as ${format}: ${title}`,
  version: (n, day) => `Version ${n} of ${day}`,
  changed: (n) => `Changed since the version before: ${n}`,
  print: "Print",
  pdf: "Save as PDF",

  retention: "Retention",
  retentionLead:
    "What nobody needs any more is deleted automatically. The number of days is signed in your profile, and both sides’ devices check it.",
  days: "Days after the last word",
  daysHint:
    "After that a conversation is deleted, with notes and files. Letters and vouchers stay longer. 90 is usual.",
  daysSave: "Save",
  daysWrong: (most) => `Between 1 and ${number(most)} days.`,
  daysNoProfile: "Publish your profile first.",
  daysSaved: (n) => `Saved: ${n === 1 ? "1 day" : `${number(n)} days`}.`,
  letters: "Letters",
  vouchers: "Vouchers",
  years: (n, why) => `${n} years from the end of the year (${why}); the law says so`,
  due: "Ending within 30 days",
  talks,
  next1st: (day) => `the first on ${day}`,
  restrictedRow:
    "Restricted at the customer’s request (Art. 18 GDPR): left out of statistics, no automatic replies, and nothing is deleted automatically.",
  restricted: "Restricted",
  last: "Last run that deleted something",
  lastNone: "none yet",
  lastRun: (day, conversations, messages, letters) =>
    `${day}: ${talks(conversations)}, ${number(messages)} messages, ${number(letters)} letters and vouchers`,
  begins: (day) =>
    `Nothing is deleted automatically before ${day}, so that a new version takes nobody by surprise.`,
  waits: (day) => `The server’s clock jumped. Nothing is deleted automatically until ${day}.`,
  holds: "Held",
  holdsMore:
    "Hold a conversation while a dispute or a tax assessment is open, and nothing in it is deleted automatically. You do that from its card.",
  holdsNone: "Nothing is held.",
  reasons: { dispute: "dispute", assessment: "tax assessment (§ 147(3) AO)", other: "another reason" },
  openEnd: "with no end date",
  drop: "Release",
  holdDropped: "Released. The usual time applies again.",
  hold: "Hold",
  holdTitle: (name) => `Hold the conversation with ${name}?`,
  holdMore: (name) =>
    `Nothing in it is then deleted automatically, letters and vouchers included. ${name} sees the reason and the end.`,
  holdReason: "Reason",
  holdUntil: "Until (leave empty for no end date)",
  holdPast: "That day is in the past.",
  held: (why, until) => `Held: ${why}${until === null ? "" : `, until ${until}`}`,
  holdDone: "Held.",

  archive: "Archive",
  archiveLead:
    "Letters and vouchers from deleted conversations. They are locked away: only an owner can open them, and only here.",
  archiveOpen: "Open archive",
  archiveOn: "Show older",
  archiveNone: "No deleted conversation had anything that has to stay.",
  archived: "Deleted conversation",
  erasedOn: (day) => `deleted on ${day}`,
  keptOf: (kind, n, until) =>
    `${n} ${kind === "voucher" ? (n === 1 ? "voucher" : "vouchers") : n === 1 ? "letter" : "letters"} until ${until}`,
  locked: "Locked. Only an owner can open what is still here, under “Privacy”.",

  risk: "What a breach can cost",
  turnover: "Turnover in a year, in euros",
  turnoverWrong: "Enter the turnover as a number, such as 500,000.",
  riskCheck: "Work it out",
  seed: (percent) => `Illustration: ${percent} % of turnover`,
  seedMore: (percent, turnover) => `${percent} % of ${turnover}. This is not the maximum.`,
  cap: (article) => `Maximum under Art. ${article}`,
  capMore: (fixed, percent, turnover) =>
    `${fixed} or ${percent} % of turnover (${turnover}), whichever is higher.`,
  starting: "Where authorities start (EDPB Guidelines 04/2022)",
  startingColumns: ["Article", "Severity", "From – to"],
  gravity: { low: "low", medium: "medium", high: "high" },
  complaints: (n) => `What WhatsApp Business is criticised for, and how Tresen answers (${n})`,
  shownBy: "Shown by:",
  sources: "Sources:",

  incident: "If something goes wrong",
  incidentLead:
    "A breach of personal data has to be reported to the authority within 72 hours (Art. 33) and, if the risk is high, to everyone affected (Art. 34).",
  happenedFrom: "Happened from",
  happenedTo: "until",
  knownAt: "Noticed at",
  whom: "Who is affected?",
  windowWrong: "The end is before the start, or a time is missing.",
  hoursLeft: (n) => (n === 1 ? "1 hour left." : `${n} hours left.`),
  hoursOver: (n) => `Overdue by ${n} hours.`,
  reportBy: (at) => `Report by ${at}.`,
  concerned: (customers, messages, files) =>
    `${customers === 1 ? "1 customer" : `${number(customers)} customers`}, ${messages === 1 ? "1 message" : `${number(messages)} messages`}, ${files === 1 ? "1 file" : `${number(files)} files`}`,
  concernedDevices: (customers, team) =>
    `${number(customers)} customers’ devices, ${number(team)} team devices. Counted from times and sizes; the server knows no content.`,
  overLimit: "There are more than 10,000 conversations. Choose a shorter period.",
  incidentSteps: [
    "What happened, when, and to which data? Write it down before you change anything.",
    "Sign out any device that may be in the wrong hands, under “Team”.",
    "Report to your state’s authority. Better incomplete and on time than late.",
    "Write to everyone affected if the risk to them is high.",
  ],
  note: "Record it in the trail",
  noted: "Recorded",
  writeAll: (n) => (n === 1 ? "Write to the customer" : `Write to all ${number(n)}`),
  writeAllMore:
    "The message goes to every conversation affected, each encrypted separately. Art. 34 requires: what happened, what may follow, what you are doing, and whom to ask.",
  incidentText:
    "Hello, we have to tell you that we had a data breach, which may affect your conversation too.\n\nWhat happened: …\nWhat it may mean for you: …\nWhat we have done: …\nWhat you can do: …\n\nIf you have questions, ask us here or at the address in our imprint.",
  text: "Message",
  textMissing: "The text is still missing.",
  textUnfinished: "Fill in the lines with “…”, or delete them.",
  sendAll: "Send to all",
  stop: "Stop",
  sentSoFar: (done, of) => `${number(done)} of ${number(of)} are on their way`,
  sentPart: (done, of) =>
    `Stopped: ${number(done)} of ${number(of)} are on their way. “Send to all” carries on with the next one.`,
  allSent: (n) =>
    `${n === 1 ? "The message is" : `All ${number(n)} messages are`} on the way. Anything still waiting for a connection is sent automatically.`,

  audit: "Audit trail",
  auditLead:
    "Who exported or deleted data, changed settings or added a device. Not a word of what was written. Each line is chained to the one before; this device checks the chain, and “tresen audit verify” does so on the server.",
  auditOpen: "Open the trail",
  auditOn: "Show older lines",
  auditNone: "Nothing yet.",
  auditWhole: (from: number, to: number) =>
    from === 1
      ? "Checked on this device: every line follows from the one before, and none is missing."
      : `Checked on this device: lines ${number(from)} to ${number(to)} each follow from the one before, and none is missing.`,
  auditOther:
    "This is a different trail from the one this device saw last. If you have restored a backup since, that is expected. If not, ask the person who looks after the server.",
  auditKnown: "That is expected",
  auditWrong: (n: number) =>
    `Line ${number(n)} is missing or does not follow from the one before: the trail was changed. Do not trust it, and ask the person who looks after the server.`,
  trail: {
    set_up: "Business set up",
    profile: "Profile published",
    retention: "Retention changed",
    device_added: "Device added",
    device_removed: "Device removed",
    team_key: "Team key renewed",
    erased: "Erased",
    expired: "Expired",
    exported: "Exported",
    hold: "Held",
    hold_ended: "Released",
    class: "Marked as letter or voucher",
    restricted: "Processing restricted",
    unrestricted: "Restriction lifted",
    objected: "Objected to statistics",
    unobjected: "Objection withdrawn",
    request: "Request arrived",
    request_state: "Request dealt with",
    restored: "Restored from a backup",
    incident: "Incident recorded",
    invitation_made: "Invitation made",
    invitation_withdrawn: "Invitation withdrawn",
    invitation_taken: "Invitation answered",
    invitation_locked: "Invitation erased after wrong digits",
  },

  asked: "Open requests: ",
  askedArrived: (n: number) =>
    n === 1
      ? "A request about data is waiting for an answer."
      : `${number(n)} requests about data are waiting for an answer.`,
};
