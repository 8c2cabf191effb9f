import type { ErasingWords } from "./de.erasing.ts";

const messages = (n: number) => (n === 1 ? "1 message" : `${n} messages`);
const paragraph = (kind: string) => (kind === "voucher" ? "§\u00a0147\u00a0AO" : "§\u00a0257\u00a0HGB");

export const en: ErasingWords = {
  eraseOneTitle: "Delete this message for both sides?",
  eraseOneMore: (name) => `It disappears here and at ${name}, on every device. This cannot be undone.`,
  eraseOneKept: (name, kind, until) =>
    `${name} has to keep it until ${until} (${paragraph(kind)}, German law). It is then deleted automatically.`,
  eraseAllTitle: "Erase everything for good?",
  eraseAllCount: (n) => (n === null ? "All messages" : n === 0 ? "Everything else" : messages(n)),
  eraseAllGoes: (name, n) =>
    `${n === 0 || n === 1 ? "goes" : "go"}, here and at ${name}, on every device. The team’s notes on them are deleted too.`,
  eraseAllCounting: "Checking what will be erased and what has to stay …",
  eraseAllUnknown:
    "No connection, so it is unknown right now whether something has to be kept. Everything is erased once you are connected.",
  eraseAllStays: "What has to stay",
  eraseAllStaysWhy: "Commercial and tax law require it. Afterwards it is deleted automatically, too.",
  eraseAllAfter: "This cannot be undone. The return link will no longer open anything.",
  eraseOneHow: "Only one message? Press and hold it in the conversation.",
  keptLine: (kind, name, written, until) =>
    `${kind === "voucher" ? "Invoice or receipt" : "Order or business letter"}${written === null ? "" : ` of ${written}`}: ${name} has to keep it until ${until} (${paragraph(kind)}, German law)`,
  keep: "Keep",
  erase: "Delete",
  eraseForGood: "Erase for good",
  eraseFailed: "That did not work. Nothing was deleted. Please try again.",
  eraseLater: "Will be deleted once you are connected.",
  eraseKept: "Noted: the message will be deleted as soon as it no longer has to be kept.",

  erasedHere: "Erased.",
  erasedElsewhere: "You erased this conversation on another device.",
  erasedByTeam: (name) => `${name} erased this conversation.`,
  erasedByTime: (name) => `The time for keeping it is over. ${name} no longer has this conversation.`,
  erasedLink: "This conversation was erased.",
  erasedLinkMore: "The return link no longer opens anything. You can start a new conversation at any time.",
  receiptMore: "Your receipt for the deletion. It contains nothing of what was erased.",
  receiptAt: "Erased on",
  receiptTime: (day, time) => `${day}, ${time}`,
  receiptWhat: "Erased",
  receiptMessages: messages,
  receiptWith: "Conversation with",
  receiptStays: "Kept",
  receiptNumber: "Receipt number",
  receiptPrint: "Print receipt",
  newTalk: "New conversation",
  newTalkKept:
    "What has to stay can still be read here once you have started a new conversation, in the menu: “What has to be kept”.",
};
