import type { PrivacyWords } from "./privacy.de.ts";

const number = (n: number) => n.toLocaleString("en");
const talks = (n: number) => (n === 1 ? "1 conversation" : `${number(n)} conversations`);

/** The page "Datenschutz" in English. */
export const privacy: PrivacyWords = {
  title: "Privacy",
  lead: (day) => `What you owe, what is documented, what comes next. As of ${day}`,
  notForAuditors: "With view-only access there is nothing to see here. Ask an owner.",
  failed: "That could not be loaded just now. It takes a connection.",
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
    access: "Information",
    correct: "Correction",
    restrict: "Restriction",
    object: "Objection",
    erase: "Erasure",
    portability: "Taking along",
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
      "Conversation and files the customer already has, under “My data”. Only what the back room knows is missing: card, labels and notes. Look it over; then it goes out to them, encrypted.",
    portability:
      "Conversation and files the customer already has, under “My data”. What the back room knows you look over; then it goes out to them, encrypted.",
    correct: "Read in the conversation what is wrong, and correct card and notes.",
    restrict:
      "The conversation is restricted already: it counts in no statistic, gets no automatic answers, and nothing in it is deleted by itself. Check the reason and answer.",
    object: "Read in the conversation what the objection is about, and answer.",
    erase: "Both sides can erase at once, from the conversation's card. The server says what must stay.",
  },
  toTalk: "To the conversation",
  lookedMore:
    "Looked over and released. The message goes out once the device on which that was done has a connection. If it does not arrive, look over it again.",
  refuseHint: "Whoever refuses or extends writes the reason into the conversation (Art. 12(3) and (4) GDPR).",
  extend: "Extend by two months",
  refuse: "Refuse",
  markAnswered: "Mark as answered",
  marked: "Noted in the register.",
  ownersDo: "An owner can answer it.",
  lookOver: "Look it over",
  lookTitle: (name) => `What you noted down about ${name}`,
  lookLead:
    "Press what is about other people. It is struck and does not go out (Art. 15(4) GDPR). Everything else the customer gets, word for word.",
  lookNothing: "Card, labels and notes are empty. What goes out is that you noted down nothing.",
  lookNames: "Who wrote a note does not go out.",
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
  strike: "Strike",
  struck: (n) => (n === 0 ? "Nothing struck." : n === 1 ? "1 passage struck." : `${n} passages struck.`),
  back: "Back",
  release: "Release and send",
  released: "Released. The answer goes out encrypted.",
  fileName: "what-the-business-noted.json",
  fileCaption:
    "What our team noted down about you. You also find it under “My data” when you download everything.",

  documentsTitle: "Documents",
  documentsLead:
    "The server writes them from its settings. When you change something, the next version says so.",
  documents: {
    datamap: ["Data map", "Every table and column: what for, on what basis, for how long"],
    records: ["Records of processing", "Art. 30 GDPR"],
    notice: ["Privacy notice", "Art. 13 GDPR, published for customers"],
    processing: ["Processing agreement", "Art. 28 GDPR, template for the contract with the host"],
    measures: ["Technical and organisational measures", "Art. 32 GDPR"],
    dpia: ["Threshold check", "Art. 35 GDPR: is an impact assessment needed?"],
    works_council: ["Sheet for the works council", "§ 87(1) no. 6 BetrVG: what comes to be about employees"],
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
    "What nobody needs any more goes by itself. The days stand signed in your profile; devices of both sides check them.",
  days: "Days after the last word",
  daysHint:
    "Then a conversation is over, with notes and files. Letters and vouchers stay longer. 90 is usual.",
  daysSave: "Save",
  daysWrong: (most) => `Between 1 and ${number(most)} days.`,
  daysNoProfile: "Publish your profile first.",
  daysSaved: (n) => `Saved: ${n === 1 ? "1 day" : `${number(n)} days`}.`,
  letters: "Letters",
  vouchers: "Vouchers",
  years: (n, why) => `${n} years from the end of the year (${why}); the law says so`,
  due: "Over within 30 days",
  talks,
  next1st: (day) => `the first on ${day}`,
  restrictedRow:
    "Restricted at the customer's request (Art. 18 GDPR): counts in no statistic, gets no automatic answers, and nothing is deleted by itself.",
  restricted: "Restricted",
  last: "Last run that deleted something",
  lastNone: "none yet",
  lastRun: (day, conversations, messages, letters) =>
    `${day}: ${talks(conversations)}, ${number(messages)} messages, ${number(letters)} letters and vouchers`,
  begins: (day) => `Nothing is deleted by itself before ${day}, so that a new version surprises nobody.`,
  waits: (day) => `The server's clock jumped. Nothing is deleted by itself until ${day}.`,
  holds: "Held",
  holdsMore:
    "While a dispute or a tax assessment is open, nothing goes by itself. You hold a conversation from its card.",
  holdsNone: "Nothing is held.",
  reasons: { dispute: "dispute", assessment: "tax assessment (§ 147(3) AO)", other: "another reason" },
  openEnd: "without end",
  drop: "Let go",
  holdDropped: "Let go. The usual time counts again.",
  hold: "Hold",
  holdTitle: (name) => `Hold the conversation with ${name}?`,
  holdMore:
    "Nothing of it is then deleted by itself, no letter and no voucher either. The customer sees reason and end.",
  holdReason: "Reason",
  holdUntil: "Until (empty: without end)",
  holdPast: "The end lies in the past.",
  held: (why, until) => `Held: ${why}${until === null ? "" : `, until ${until}`}`,
  holdDone: "Held.",

  archive: "Archive",
  archiveLead:
    "Letters and vouchers of erased conversations. They are locked: this is the only way to them, and only for an owner.",
  archiveOpen: "Open archive",
  archiveOn: "Further back",
  archiveNone: "Nothing of any erased conversation had to stay.",
  archived: "Erased conversation",
  erasedOn: (day) => `erased on ${day}`,
  keptOf: (kind, n, until) =>
    `${n} ${kind === "voucher" ? (n === 1 ? "voucher" : "vouchers") : n === 1 ? "letter" : "letters"} until ${until}`,
  locked: "Locked: what is still here only an owner opens, under “Privacy”.",

  risk: "What a breach can cost",
  turnover: "Turnover in a year, in euros",
  turnoverWrong: "Enter the turnover as a number, such as 500,000.",
  riskCheck: "Work it out",
  seed: (percent) => `Illustration: ${percent} % of turnover`,
  seedMore: (percent, turnover) => `${percent} % of ${turnover}. This is not the maximum.`,
  cap: (article) => `Maximum under Art. ${article}`,
  capMore: (fixed, percent, turnover) =>
    `${fixed} or ${percent} % of turnover (${turnover}), whichever is higher.`,
  starting: "Where authorities begin to reckon (EDPB Guidelines 04/2022)",
  startingColumns: ["Article", "Gravity", "From – to"],
  gravity: { low: "low", medium: "medium", high: "high" },
  complaints: (n) => `What WhatsApp Business is criticised for, and this installation's answer (${n})`,
  shownBy: "Shown by:",
  sources: "Sources:",

  incident: "When something went wrong",
  incidentLead:
    "You report a breach of personal data to the authority within 72 hours (Art. 33) and, if the risk is high, to everyone concerned (Art. 34).",
  happenedFrom: "Happened from",
  happenedTo: "until",
  knownAt: "Noticed at",
  whom: "Whom does it concern?",
  windowWrong: "The end lies before the beginning, or a time is missing.",
  hoursLeft: (n) => (n === 1 ? "1 hour left." : `${n} hours left.`),
  hoursOver: (n) => `Overdue by ${n} hours.`,
  reportBy: (at) => `Report by ${at}.`,
  concerned: (customers, messages, files) =>
    `${customers === 1 ? "1 customer" : `${number(customers)} customers`}, ${messages === 1 ? "1 message" : `${number(messages)} messages`}, ${files === 1 ? "1 file" : `${number(files)} files`}`,
  concernedDevices: (customers, team) =>
    `${number(customers)} devices of customers, ${number(team)} devices of the team. Counted from times and sizes; the server knows no content.`,
  overLimit: "There are more than 10,000 conversations. Divide the time.",
  incidentSteps: [
    "What happened, when, and to which data? Write it down before you change anything.",
    "Sign out devices that somebody may have got hold of: under “Team”.",
    "Report to your state's authority, if in doubt incomplete and on time.",
    "Write to everyone concerned if the risk for them is high.",
  ],
  note: "Note in the trail",
  noted: "Noted",
  writeAll: (n) => (n === 1 ? "Write to the customer" : `Write to all ${number(n)}`),
  writeAllMore:
    "The message goes into every conversation concerned, encrypted one by one. Art. 34 asks for: what happened, what may follow, what you do, whom to ask.",
  incidentText:
    "Hello, we have to tell you something: we had a data breach that may concern your conversation too.\n\nWhat happened: …\nWhat it may mean for you: …\nWhat we have done: …\nWhat you can do: …\n\nWe answer questions here or at the address in our imprint.",
  text: "Message",
  textMissing: "The text is still missing.",
  textUnfinished: "Fill in the lines with “…”, or take them out.",
  sendAll: "Send to all",
  stop: "Stop",
  sentSoFar: (done, of) => `${number(done)} of ${number(of)} are on their way`,
  sentPart: (done, of) =>
    `Stopped: ${number(done)} of ${number(of)} are on their way. “Send to all” goes on with the next one.`,
  allSent: (n) =>
    `${n === 1 ? "The message is" : `All ${number(n)} messages are`} on the way. What has no connection goes out by itself.`,

  audit: "Audit trail",
  auditLead:
    "Who took data along, erased, changed settings or added a device. Not a word of what was written. Each line hangs on the one before; this device computes that again, and “tresen audit verify” does on the server.",
  auditOpen: "Open the trail",
  auditOn: "Older lines",
  auditNone: "Nothing yet.",
  auditWhole: (from: number, to: number) =>
    from === 1
      ? "Computed again on this device: every line follows from the one before, none is missing."
      : `Computed again on this device: from line ${number(from)} to ${number(to)} each follows from the one before, none is missing.`,
  auditOther:
    "This is another trail than the one that this device saw last. If you have restored a backup since, that is right. If not, ask whoever looks after the server.",
  auditKnown: "I know about it",
  auditWrong: (n: number) =>
    `Line ${number(n)} is missing or does not follow from the one before: the trail was changed. Do not believe it, and ask whoever looks after the server.`,
  trail: {
    set_up: "Business set up",
    profile: "Profile published",
    retention: "Retention changed",
    device_added: "Device added",
    device_removed: "Device removed",
    team_key: "The team's key renewed",
    erased: "Erased",
    expired: "Expired",
    exported: "Taken along",
    hold: "Held",
    hold_ended: "Let go",
    class: "Classed as letter or voucher",
    restricted: "Processing restricted",
    unrestricted: "Restriction lifted",
    objected: "Objected to statistics",
    unobjected: "Objection taken back",
    request: "Request arrived",
    request_state: "Request dealt with",
    restored: "Restored from a backup",
    incident: "Incident noted",
  },

  asked: "Open requests: ",
  askedArrived: (n: number) =>
    n === 1
      ? "A request about data is waiting for an answer."
      : `${number(n)} requests about data are waiting for an answer.`,
  settings: "Requests, retention, documents and audit trail.",
  settingsOpen: "Open privacy",
};
