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
  cut: "The server has gone back to an earlier state. What came after that may be missing here.",
  tombstone: "Message deleted",
  erasing: "being deleted",
  unreadable: "This message cannot be shown here. Reloading usually helps.",
  forged: "This message has a wrong signature, so it is not shown.",
  gap: "Something is missing before this message. It may still arrive.",
  unasked: "The server has removed a message although nobody asked it to.",
  unproven:
    "The server says that the time to keep this is over. This device held none of it and cannot check.",
  time: "The time of this message cannot be right: the server's clock or the sender's is wrong.",
  fork: "Two versions here contradict each other. Please ask at the counter.",

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
