import { en as shared } from "@tresen/ui/i18n/en";
import type { ChatWords } from "./de.ts";

export const en: ChatWords = {
  ...shared,

  verified: "Checked at the counter",
  unverified: "Sign not scanned yet",
  write: "Write a message",
  goOn: "Continue the conversation",
  onlyTheyRead: "Only the team reads what you write.",
  nothingYet: "Until you write, nothing is stored on your device.",
  returning: (began, devices) =>
    `Good to see you again. This conversation began on ${began} and is on ${devices === 1 ? "one device" : `${devices} devices`}.`,
  notNowBack: "Cancel",
  wayBack: "Back to my conversation",

  open: "Open",
  openUntil: (time) => `Open until ${time}`,
  openAlways: "Open all day and night",
  shut: (why) => (why ? `Closed – ${why}` : "Closed"),
  shutUntil: (when, why) => `Closed – ${why && `${why}, `}opens ${when}`,
  inMinutes: (n) => (n === 1 ? "in 1 minute" : `in ${n} minutes`),
  afterLunch: (time) => `after the lunch break at ${time}`,
  onlyMeets: "By appointment only",
  meetsUntil: (time, when) => `By appointment ${time ? `until ${time}` : "today"} – opens ${when}`,
  meets: (hours) => `${hours} by appointment`.trim(),
  shutThatDay: "closed",
  today: "today",
  todayIs: (hours) => `Today ${hours}`,
  tomorrow: "tomorrow",
  now: "now",
  and: " and ",
  oClock: (hours) => hours,
  allTimes: "Opening hours",

  call: "Call",
  profile: "Profile",
  imprint: "Imprint",
  privacy: "Privacy",
  otherLanguage: "Deutsch",
  otherLang: "de",

  attach: "Attach",
  record: "Voice note",
  emptyTalk: "Write what you need.",
  emptyTalkMore: "Replies appear here. You can close the page and come back later.",
  offline: "No connection. Your messages are ready and will be sent automatically.",
  connecting: "The connection is being restored. You can keep writing.",
  stale: "The business has not confirmed its details for a long time. What you see may be out of date.",
  notNow: "This cannot be loaded right now. Reloading usually helps.",

  reload: "Reload",
  unreachableTitle: "The page cannot be loaded right now.",
  unreachableMore: "Check your connection, then reload. Nothing is lost.",
};
