import { lang } from "@tresen/ui";

// Words of being told by mail, fetched where the server sends mail.
const de = {
  title: "Per E-Mail Bescheid geben",
  how: (name: string) =>
    `Antwortet ${name}, während Sie nicht hier sind, kommt eine Mail: „${name} hat geantwortet“, sonst nichts, und erst nach Ihrem nächsten Besuch wieder eine. Die Mailanbieter erfahren, dass und wann, nicht was. Der Server speichert Ihre Adresse lesbar, bis Sie sie zurücknehmen oder alles löschen. Das Team sieht sie nicht.`,
  notBeside: "Solange eines Ihrer Geräte über seinen Browser Bescheid bekommt, kommt keine Mail.",
  field: "E-Mail-Adresse",
  ask: "Bestätigungsmail schicken",
  wrong: "Geben Sie eine Adresse an, wie anna@example.org.",
  many: "Das waren zu viele Bestätigungsmails. Versuchen Sie es morgen noch einmal.",
  failed: "Der Server war nicht zu erreichen. Es hat sich nichts geändert.",
  asked: (address: string) =>
    `Wir haben ${address} gefragt. Tippen Sie in der Mail auf den Link, innerhalb von 24 Stunden; vorher kommt nichts. Ist keine da, sehen Sie im Spam nach.`,
  askedLater: (address: string) =>
    `Der Mailserver nimmt die Mail an ${address} noch nicht an. Der Server versucht es weiter; es kann einige Minuten dauern.`,
  confirmed: (address: string) => `Bescheid geht an ${address}.`,
  stopped: "Sie haben die Mails über einen Link beendet. Die Adresse ist gelöscht.",
  refused: "Der Mailserver nimmt nichts für diese Adresse an, vielleicht ein Tippfehler. Sie ist gelöscht.",
  back: "Adresse zurücknehmen",
  gone: "Die Adresse ist gelöscht.",
  attempt: "Testnachricht",
  tried: {
    taken:
      "Der Mailserver hat die Testnachricht angenommen. Ist sie nach ein paar Minuten nicht da, sehen Sie im Spam nach.",
    later:
      "Der Mailserver war nicht zu erreichen oder nimmt gerade nichts an. Versuchen Sie es später noch einmal.",
    gone: "Der Mailserver nimmt nichts für diese Adresse an. Sie ist gelöscht.",
  },
  orHome: "Oder ohne E-Mail:",
  notice:
    "Nur wenn Sie eine E-Mail-Adresse angeben und bestätigen: Der Server speichert sie lesbar und schreibt Ihnen über den Mailserver des Betriebs, dass eine Antwort da ist. Die Mailanbieter erfahren, dass und wann, nicht was. Sie gilt, bis Sie sie zurücknehmen, den Link in einer Mail antippen oder alles löschen.",
  short: "Per E-Mail: dass es eine Antwort gibt, nicht was darin steht.",
  by: "Per E-Mail",
};

const en: typeof de = {
  title: "Letting you know by e-mail",
  how: (name) =>
    `If ${name} answers while you are not here, a mail comes: “${name} has answered”, nothing else, and another one only after your next visit. The mail providers learn that and when, not what. The server keeps your address readable until you take it back or erase everything. The team does not see it.`,
  notBeside: "As long as one of your devices is told by its browser, no mail comes.",
  field: "E-mail address",
  ask: "Send confirmation mail",
  wrong: "Enter an address such as anna@example.org.",
  many: "That was too many confirmation mails. Try again tomorrow.",
  failed: "The server could not be reached. Nothing has changed.",
  asked: (address) =>
    `We have asked ${address}. Tap the link in the mail within 24 hours; nothing comes before that. If there is none, look in the spam folder.`,
  askedLater: (address) =>
    `The mail server does not take the mail to ${address} yet. The server keeps trying; it may take some minutes.`,
  confirmed: (address) => `You will be told at ${address}.`,
  stopped: "You ended the mails by a link. The address is deleted.",
  refused: "The mail server takes nothing for this address, perhaps a typing error. It is deleted.",
  back: "Take the address back",
  gone: "The address is deleted.",
  attempt: "Test message",
  tried: {
    taken:
      "The mail server took the test message. If it is not there after some minutes, look in the spam folder.",
    later: "The mail server could not be reached, or takes nothing at the moment. Try again later.",
    gone: "The mail server takes nothing for this address. It is deleted.",
  },
  orHome: "Or without e-mail:",
  notice:
    "Only if you give an e-mail address and confirm it: the server keeps it readable, and writes to you through the business's mail server that there is an answer. The mail providers learn that and when, not what. It holds until you take it back, tap the link in a mail, or erase everything.",
  short: "By e-mail: that there is an answer, not what it says.",
  by: "By e-mail",
};

/** In the current language. Reactive. */
export const mailWords = (): typeof de => (lang() === "de" ? de : en);
