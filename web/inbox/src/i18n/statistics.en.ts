/** Statistics, in English. */

import type { statistics as german } from "./statistics.de.ts";

const number = (value: number) => value.toLocaleString("en-GB");
const one = (value: number) => value.toLocaleString("en-GB", { maximumFractionDigits: 1 });
const span = (seconds: number) => {
  if (seconds < 60) return `${seconds} sec`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} days`;
};
const spanLong = (seconds: number) => {
  const said = (value: number, unit: string) => (value === 1 ? `1 ${unit}` : `${value} ${unit}s`);
  if (seconds < 60) return said(seconds, "second");
  if (seconds < 7200) return said(Math.floor(seconds / 60), "minute");
  if (seconds < 172_800) return said(Math.floor(seconds / 3600), "hour");
  return said(Math.floor(seconds / 86_400), "day");
};
const tenths = ["almost none are", "one in ten is", "two in ten are", "three in ten are", "four in ten are"];
tenths.push(
  "half are",
  "six in ten are",
  "seven in ten are",
  "eight in ten are",
  "nine in ten are",
  "almost all are",
);

const names: typeof german.names = {
  received: "Received",
  sent: "Sent",
  delivered: "Delivered",
  read: "Read",
  new: "New conversations",
  closed: "Closed",
  reopened: "Reopened",
  automatic: "Automatic replies",
  requests: "Requests",
  answered: "Answered",
  within_15min: "Answered within 15 minutes",
  within_1h: "Answered within 1 hour",
  within_1d: "Answered within 24 hours",
  closed_unanswered: "Closed without an answer",
  calls: "Calls",
  calls_received: "Customers’ calls during call hours",
  calls_answered: "Of these, answered",
  call_median_s: "Half of the calls took up to",
  quick_replies: "Quick replies",
  answer_median_s: "Half were answered within",
  answer_p90_s: "Nine in ten were answered within",
  delivery_median_s: "Half were delivered within",
  delivery_p90_s: "Nine in ten were delivered within",
  reading_median_s: "Half were read within",
  reading_p90_s: "Nine in ten were read within",
};

const meanings: typeof german.meanings = {
  calls: "Calls on these days, from customers and from you, answered or not.",
  calls_received: "Calls from customers at times when you take calls.",
  calls_answered: "How many of them one of you answered.",
  call_median_s: "Half of the calls that were answered were shorter.",
  received: "Messages that customers sent on these days.",
  sent: "Messages from the team to customers, without automatic replies.",
  delivered: "How many of the sent ones have reached one of the customer’s devices by now.",
  read: "How many of the sent ones the customer has opened by now.",
  new: "Conversations that began on these days, with the first message or call.",
  closed: "How often the team closed a conversation.",
  reopened: "How often a closed one was opened again, by the team or the customer.",
  automatic: "Greetings and away messages sent by the server.",
  requests: "Messages that a customer is waiting on. Anything added to one waits with it.",
  answered: "How many of the requests the team has answered by now. Automatic replies do not count.",
  within_15min: "Answers within 15 minutes, counting opening hours only.",
  within_1h: "Answers within one hour, counting opening hours only.",
  within_1d: "Answers within 24 hours, counting opening hours only.",
  closed_unanswered: "Requests after which you closed the conversation without an answer.",
  quick_replies: "How often you sent one of your quick replies. Your own devices count it, 13 weeks back.",
  answer_median_s:
    "Half had an answer within this time. Only opening hours count, not breaks, nights or holidays.",
  answer_p90_s: "Nine in ten had an answer within this time. Only opening hours count.",
  delivery_median_s: "Half were delivered within this time.",
  delivery_p90_s: "Nine in ten were delivered within this time.",
  reading_median_s: "Half were read within this time.",
  reading_p90_s: "Nine in ten were read within this time.",
};

export const statistics: typeof german = {
  title: "Statistics",
  compared: (days, before) => `${days}, compared with ${before}`,
  days: (from, to) => (from === to ? from : `${from} to ${to}`),
  range: "Period",
  lastDays: (count) => `${count} days`,
  other: "Other days",
  from: "From",
  to: "To",
  by: "Group by",
  bys: { day: "By day", week: "By week", month: "By month" },
  show: "Show",
  wrongDays: "\u201cFrom\u201d cannot be after \u201cTo\u201d, and you can show two years at most.",
  csv: "As CSV",
  json: "As JSON",
  print: "Print",
  file: "statistics",
  failed: "The figures cannot be loaded right now. They will come once you are connected.",
  again: "Try again",
  asOf: (when) => `Counted up to ${when}.`,
  empty: ["Nothing to count yet.", "Once customers write, this page shows how it is going."],
  keys: "At a glance",
  answer: "First answer",
  newCustomers: "New customers",
  none: "–",
  number,
  percent: one,
  percentSign: "%",
  span,
  spanLong,
  more: (diff, percent, before) => ({
    strong: `${diff > 0 ? "+" : diff < 0 ? "−" : "±"}${number(Math.abs(diff))}`,
    rest:
      diff === 0
        ? " as before"
        : percent === null
          ? `, ${number(before)} before`
          : `, that is ${number(Math.abs(percent))}% ${diff > 0 ? "more" : "less"}`,
  }),
  points: (diff) => ({
    strong: `${diff > 0 ? "+" : diff < 0 ? "−" : "±"}${one(Math.abs(diff))}`,
    rest: Math.abs(diff) === 1 ? " point" : " points",
  }),
  faster: (diff) => ({
    strong: diff === 0 ? "as fast" : `${span(Math.abs(diff))} ${diff < 0 ? "faster" : "slower"}`,
    rest: diff === 0 ? " as before" : " than before",
  }),
  nothingBefore: "nothing to compare with",
  waiting: (count) =>
    count === 0
      ? "Nobody is waiting for an answer right now."
      : count === 1
        ? "1 conversation is waiting for an answer right now,"
        : `${number(count)} conversations are waiting for an answer right now,`,
  oldest: (when) => `the longest since ${when}.`,
  open: (count) => (count === 1 ? "1 conversation is open." : `${number(count)} conversations are open.`),
  besides: (automatic, closed, replies) =>
    [
      "In this time:",
      `${automatic === 1 ? "1 automatic reply" : `${number(automatic)} automatic replies`},`,
      ...(replies === null
        ? []
        : [`${replies === 1 ? "1 quick reply" : `${number(replies)} quick replies`},`]),
      `closed ${closed === 1 ? "once" : `${number(closed)} times`}.`,
    ].join(" "),
  lines: {
    title: (delivered, read) =>
      `${delivered >= 0.97 ? "Almost everything arrives" : `${number(Math.round(delivered * 100))}% arrive`}, ${tenths[Math.round(read * 10)]} read`,
    nothing: "Nothing was sent in this time",
    what: {
      day: "The team's messages by day",
      week: "The team's messages by week",
      month: "The team's messages by month",
    },
    gaps: "without closed days",
    soFar: (when) => `today until ${when}`,
    sent: "sent",
    delivered: "delivered",
    read: "read",
    received: "received",
    period: "Time",
  },
  funnel: {
    title: (read) => `Of 100 messages, ${number(Math.round(read * 100))} are read`,
    nothing: "Nothing sent yet",
    what: "Messages sent, and how far they have come",
    speed: (delivery, reading) => `Half are delivered after ${delivery} and read after ${reading}.`,
    step: "Step",
    count: "Number",
    share: "Share",
  },
  heat: {
    title: (weekday, hour) => `Busiest: ${weekday}s at ${hour}`,
    nothing: "Nobody wrote in this time",
    what: "Incoming messages by weekday and hour, all days together",
    table: "Incoming messages by weekday and hour; “–”: closed, and nothing came",
    scroll: "Hours, can be scrolled sideways",
    meaning:
      "Customers’ messages by weekday (Monday first) and hour, all days together; null: fewer than five, or none.",
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    short: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
  },
  answers: {
    title: (median) => `Half have an answer after ${median}`,
    quick: "Half have an answer at once",
    nothing: "Nobody waited in this time",
    what: "Only time within opening hours counts",
    bands: ["under 5 min", "5–15 min", "15–60 min", "1–4 h", "longer"],
    band: "Wait",
    note: (requests, open, closed) =>
      [
        requests === 1 ? "1 request" : `${number(requests)} requests`,
        ...(open > 0 ? [`${number(open)} not answered yet`] : []),
        ...(closed > 0 ? [`${number(closed)} closed without an answer`] : []),
      ].join(", "),
    ninety: (span) => `. Nine in ten had an answer after ${span}.`,
  },
  summary: {
    title: (month) => `${month} in review`,
    text: (sent, received, fresh) =>
      [
        received === 1 ? "1 message came in" : `${number(received)} messages came in`,
        `you sent ${number(sent)}`,
        fresh === 1 ? "and 1 conversation was new." : `and ${number(fresh)} conversations were new.`,
      ].join(", "),
    answer: (median) => `Half of the requests had an answer after ${median}.`,
    show: "See the whole month",
  },
  all: "All figures, and what is counted",
  figure: "Figure",
  now: "In this time",
  before: "Before",
  table: "As a table",
  foot: "Only the team as a whole is counted, never a single person, and never what was written. Customers who object to the statistics are left out.",
  names,
  meanings,
};
