import { catalogOf } from "@tresen/ui";

const de = {
  fits: "Schlüssel passt zum Link",
  nothing: "Auf Ihrem Gerät ist noch nichts gespeichert.",
  nothingMore: "Erst Ihre Antwort legt eine Unterhaltung an.",
  answer: "Antworten",
  answerUntil: (day: string) => `Sie können auch einfach nur lesen. Antworten geht bis ${day}.`,
  readUntil: (day: string) => `Nur zum Lesen. Die Nachricht liegt bis ${day} für Sie bereit.`,
  here: (day: string) =>
    `Sie schreiben hier schon. Ihre Antwort kommt in Ihre Unterhaltung; lesen können Sie dies bis ${day}.`,
  /** Before an answer in a conversation that is there already. */
  about: (said: string, day: string) => `Zu Ihrer Nachricht vom ${day}: „${said}“`,
  toConversation: "Zur Unterhaltung",
  digitsTitle: "Welche sechs Ziffern haben Sie bekommen?",
  digitsMore: (name: string) =>
    `${name} hat eine Nachricht für Sie. Die Ziffern dazu sagt Ihnen jemand von dort.`,
  digits: "Ziffern",
  digitsShort: "Es sind sechs Ziffern.",
  digitsWrong: (typed: string, left: number) =>
    `${typed} passt nicht. ${left === 1 ? "Noch ein Versuch" : `Noch ${left} Versuche`}, dann löscht sich die Nachricht.`,
  openIt: "Nachricht öffnen",
  noDigits: "Ziffern nicht zur Hand? Rufen Sie an:",
  shut: {
    expired: {
      title: "Diese Nachricht ist nicht mehr da.",
      lines: ["Sie lag nur eine Zeit lang für Sie bereit. Was darin stand, ist gelöscht."],
    },
    taken: {
      title: "Diese Nachricht ist schon beantwortet.",
      lines: [
        "Der Link gilt nur einmal. Waren Sie das an einem anderen Gerät, finden Sie die Unterhaltung dort.",
      ],
    },
    withdrawn: {
      title: "Diese Nachricht wurde zurückgenommen.",
      lines: ["Was darin stand, ist gelöscht."],
    },
    locked: {
      title: "Diese Nachricht hat sich gelöscht.",
      lines: ["Die Ziffern waren fünfmal falsch. Was darin stand, kann niemand mehr lesen."],
    },
    unknown: {
      title: "Diese Nachricht gibt es nicht.",
      lines: ["Vielleicht ist der Link schon alt, oder er wurde nicht ganz abgeschrieben."],
    },
    untrue: {
      title: "Diese Nachricht zeigen wir nicht.",
      lines: [
        "Sie ist nicht von diesem Betrieb unterschrieben. Fragen Sie dort nach, auf einem anderen Weg.",
      ],
    },
    damaged: {
      title: "Diesem Link fehlt etwas.",
      lines: [
        "Er wurde vielleicht beim Kopieren abgeschnitten. Öffnen Sie ihn noch einmal, oder scannen Sie den Code.",
      ],
    },
  },
  stays: "Bei Ihnen ist nichts gespeichert. Schreiben Sie uns gern, dann schicken wir es Ihnen noch einmal.",
  gone: "Die Einladung galt nicht mehr. Ihre Nachricht ist trotzdem angekommen.",
};

export type InvitationWords = typeof de;

const en: InvitationWords = {
  fits: "Key matches the link",
  nothing: "Nothing is stored on your device yet.",
  nothingMore: "Only your reply starts a conversation.",
  answer: "Reply",
  answerUntil: (day) => `You can also just read it. You can reply until ${day}.`,
  readUntil: (day) => `Just to read. The message is here for you until ${day}.`,
  here: (day) =>
    `You already write here. Your reply goes to your conversation; you can read this until ${day}.`,
  about: (said, day) => `About your message of ${day}: “${said}”`,
  toConversation: "To the conversation",
  digitsTitle: "Which six digits were you given?",
  digitsMore: (name) => `${name} has a message for you. Somebody from there tells you the digits.`,
  digits: "Digits",
  digitsShort: "There are six digits.",
  digitsWrong: (typed, left) =>
    `${typed} doesn’t match. ${left === 1 ? "One try left" : `${left} tries left`}, then the message erases itself.`,
  openIt: "Open the message",
  noDigits: "Don’t have the digits? Call:",
  shut: {
    expired: {
      title: "This message is no longer here.",
      lines: ["It was here for you for a limited time. What it said has been erased."],
    },
    taken: {
      title: "This message has been answered.",
      lines: ["The link works once. If that was you on another device, you’ll find the conversation there."],
    },
    withdrawn: {
      title: "This message was withdrawn.",
      lines: ["What it said has been erased."],
    },
    locked: {
      title: "This message has erased itself.",
      lines: ["The digits were wrong five times. Nobody can read what it said any more."],
    },
    unknown: {
      title: "There is no such message.",
      lines: ["The link may be old, or it wasn’t copied in full."],
    },
    untrue: {
      title: "We don’t show this message.",
      lines: ["It isn’t signed by this business. Please ask there, in another way."],
    },
    damaged: {
      title: "Part of this link is missing.",
      lines: ["It may have been cut off when it was copied. Open it once more, or scan the code."],
    },
  },
  stays: "Nothing is stored on your device. Feel free to write, and you will be told again.",
  gone: "The invitation was no longer valid. Your message has arrived all the same.",
};

/** In the language that is spoken. Reactive. */
export const words = () => catalogOf("invitation", { de, en });
