import type { ways as german } from "./ways.de.ts";

/** The page "Ways in" in English. */
export const ways: typeof german = {
  title: "Ways in",
  lead: "Where your customers come from. Name and text are only in the link itself; counting happens on your devices.",
  add: "Add a way",
  printAll: "Print all",
  none: "No way yet.",
  noneMore:
    "A way is a link with a name: one for each table, one for the invoice, one for the window. When somebody writes by it, its name stands with the message.",
  list: "Ways in",
  all: "All ways",
  columns: { way: "Way", came: "came", last: "last", open: "open" },
  noText: "without text",
  closed: "closed",
  today: "today",
  yesterday: "yesterday",
  isOpen: (name) => `${name}: open`,
  counted: (day) =>
    day === null
      ? "This counts the messages that this device has read."
      : `This counts the messages that this device has read: back to ${day}.`,
  countedAll: "This counts all messages there are. What is erased no longer counts.",
  readOn: "Read further back",
  readFailed: "Nothing older came just now. Try again with a connection.",
  others: "Not in this list",
  othersMore:
    "These names were in links that are not here (any more). Anybody can write a link of their own.",

  name: "Name",
  nameHint: "For example “Table 7” or “Invoice”. Customers see it when they come by the link.",
  text: "Already in the field",
  textMore: (count, most) => `${count} of ${most} characters. It is never sent by itself.`,
  save: "Save",
  saved: "Saved.",
  make: "Add",
  made: (name) => `“${name}” has been added.`,
  cancel: "Cancel",
  old: "What is printed already keeps its name and text. It still counts for this way.",
  wrong: {
    missing: "The way needs a name.",
    name: (most) => `At most ${most} characters, on one line, without quotation marks.`,
    text: (most) => `At most ${most} characters, without control characters.`,
    many: (most) => `There are ${most} ways already. Delete one that you no longer need.`,
    failed: "This could not be saved. Try again.",
  },

  code: (name) => `QR code of ${name}`,
  svg: "SVG",
  png: "PNG",
  saveAs: (name, kind) => `Save ${name} as ${kind}`,
  links: "Links",
  whole: "To send",
  wholeMore: "With name, text and the key for checking.",
  short: "To type",
  shortMore: "Short, without the text. You still see the name.",
  nfc: "NFC text",
  nfcMore: (count) =>
    `Write this address to the tag as a “URL” with an NFC app: ${count} characters, ${
      count <= 130 ? "NTAG213 is enough" : count <= 480 ? "take NTAG215" : "take NTAG216"
    }.`,
  copy: "Copy",
  copied: "Copied.",
  notCopied: "Copying did not work. Select the link and copy it yourself.",
  print: "Print",
  papers: { labels: "A4 labels", card: "A6", sticker: "Stickers" },
  pdf: "As a PDF: choose “Save as PDF” in the print window.",
  codeShort:
    "The text is too long for a printed code. On paper the code leads to the page without it; the name stays.",
  stickerShort: "The small sticker’s code does not hold the text.",
  switchedOff: "Switched off means: “This way in is closed.” Your page stays open.",
  onlyOwner: "An owner can switch it off.",
  offline: "No connection. You can switch it off as soon as you are online.",
  changed: "Somebody changed the profile just now. Try again.",
  switched: (open) => (open ? "The way is open again." : "The way is closed."),
  remove: "Delete way",
  removed: (name) => `“${name}” has been deleted.`,

  cameBy: (name) => `came by ${name}`,
  cameByGone: "came by a way that is gone",
  paper: { say: "Write to us.", how: "Scan it: no app, no phone number.", type: "or type:" },
};
