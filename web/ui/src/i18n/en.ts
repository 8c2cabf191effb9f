import type { SharedWords } from "./de.ts";

export const en: SharedWords = {
  conversation: "Conversation",
  message: "Message",
  send: "Send",
  menu: "Menu",
  close: "Close",
  back: "Back",

  sending: "sending",
  sent: "sent",
  delivered: "delivered",
  read: "read",
  failed: "not sent",
  retry: "Send again",
  failedKept: "Not sent. Your text is still here.",

  greeting: "Greeting",
  away: "Away message",
  cut: "The server is back at an earlier state. What came after it may be missing here.",
  tombstone: "Message deleted",
  erasing: "being deleted",
  unreadable: "This message cannot be shown here. Reloading usually helps.",
  forged: "This message carries a wrong signature and is therefore not shown.",
  gap: "Something is missing before this message. It may still arrive.",
  unasked: "The server has removed a message that nobody asked to remove.",
  fork: "Two versions do not agree here. Please ask at the counter.",

  you: "You",
  more: "More",
  typing: "is writing …",
  olderLoading: "Loading older messages",
  olderFailed: "Older messages could not be loaded right now.",
  tryAgain: "Try again",
  emptyDraft: "Nothing here yet.",
  tooLong: (over) =>
    `The text is ${over.toLocaleString("en")} characters too long for one message. Shorten or split it; it stays here.`,
  notTaken: "The message could not be stored. Your text is still here.",
  yesterday: "Yesterday",
};
