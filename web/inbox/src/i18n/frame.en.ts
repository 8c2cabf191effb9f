/** Who waits: filters, times in the list, and closing time, in English. */
import type { frame as german } from "./frame.de.ts";

export const frame: typeof german = {
  filters: { waiting: "Waiting", mine: "Mine", all: "All", later: "Later", closed: "Done" },
  empty: {
    waiting: ["Nobody is waiting.", "Every question has an answer."],
    mine: ["Nobody is yours right now.", "Conversations you answer are listed here."],
    all: ["No conversations yet.", "Put up the sign, and the first customers will write."],
    later: ["Nothing is snoozed.", "What you snooze waits here and comes back when you said."],
    closed: ["Nothing is done yet.", "Conversations your team closes are listed here."],
  },
  since: {
    now: "just now",
    minutes: (n) => `${n} min`,
    hours: (n) => `${n} h`,
    days: (n) => (n === 1 ? "1 day" : `${n} days`),
  },
  waits: {
    now: "just started waiting",
    minutes: (n) => (n === 1 ? "waiting for 1 minute" : `waiting for ${n} minutes`),
    hours: (n) => (n === 1 ? "waiting for 1 hour" : `waiting for ${n} hours`),
    days: (n) => (n === 1 ? "waiting for 1 day" : `waiting for ${n} days`),
  },
  takeOver: "Answering makes it yours",
  takeOverHint:
    "When you answer a conversation that nobody has taken, it is assigned to you. You can undo that at once.",
  tookOver: (name) => `${name} is yours now.`,
  sendClose: "Send and close",
  notClosed: "Not closed yet: your message is still on its way.",
  till: {
    title: (n) => (n === 1 ? "Closing up: 1 is still waiting" : `Closing up: ${n} are still waiting`),
    list: "Who is still waiting",
    soon: (n) => (n === 1 ? "you close in a minute" : `you close in ${n} minutes`),
    shut: (clock) => `closed since ${clock}`,
    what: (name) => `${name}: what to do?`,
    now: "Now",
    today: "Today",
    tomorrow: "Tomorrow",
    inside: { today: "today", tomorrow: "tomorrow" },
    all: (when) => `All ${when}`,
    count: "Close up",
    aside: "Not today",
    open: "Show",
    palette: "Closing up",
    tells: (when) => `Customers who wait until ${when} are told today:`,
    said: (day) =>
      day === null ? "We will get back to you tomorrow morning." : `We will get back to you on ${day}.`,
    more: (n) =>
      n === 1
        ? "And 1 more is waiting. It stays as it is."
        : `And ${n} more are waiting. They stay as they are.`,
    failed: (n) =>
      n === 1
        ? "One conversation could not be changed. Try again."
        : `${n} conversations could not be changed. Try again.`,
    done: (later, given, when) =>
      ["All done.", later > 0 ? `${later} until ${when}.` : "", given > 0 ? `${given} handed over.` : ""]
        .filter(Boolean)
        .join(" "),
  },
  done: {
    title: "Everything is answered.",
    home: "Time to go home.",
    today: (n) =>
      n === 1
        ? "1 conversation today, and it has an answer."
        : `${n} conversations today, each with an answer.`,
    next: (when, name) => `${when}: ${name} is back on top.`,
    away: "Until then your away message answers.",
    see: "Show",
  },
  answered: "Answered today",
  answeredRow: "answered today",
};
