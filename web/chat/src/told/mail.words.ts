import { catalogOf } from "@tresen/ui";

// Words of being told by mail, fetched where the server sends mail.
const de = {
  title: "Per E-Mail Bescheid geben",
  how: (name: string) =>
    `Antwortet ${name}, während Sie nicht hier sind, kommt eine Mail: „${name} hat geantwortet“, sonst nichts, und erst nach Ihrem nächsten Besuch wieder eine. Die Mailanbieter erfahren nur, dass und wann eine Mail kam. Der Server speichert Ihre Adresse lesbar, bis Sie sie zurücknehmen oder alles löschen. Das Team sieht sie nicht.`,
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
    "Nur wenn Sie eine E-Mail-Adresse angeben und bestätigen: Der Server speichert sie lesbar und schreibt Ihnen über den Mailserver des Betriebs, dass eine Antwort da ist. Die Mailanbieter erfahren nur, dass und wann eine Mail kam. Die Adresse gilt, bis Sie sie zurücknehmen, den Link in einer Mail antippen oder alles löschen.",
  short: "Darin steht nur, dass eine da ist.",
  by: "Per E-Mail",
};

export type MailWords = typeof de;

const en: MailWords = {
  title: "Letting you know by e-mail",
  how: (name) =>
    `If ${name} replies while you’re away, you get one e-mail saying “${name} has answered”, and no other until you’ve been here again. The e-mail providers can see that it came and when, but not what was written. The server stores your address in readable form until you remove it or erase everything. The team does not see it.`,
  notBeside: "You get no e-mail while one of your devices is notified by its browser.",
  field: "E-mail address",
  ask: "Send confirmation e-mail",
  wrong: "Enter an address such as anna@example.org.",
  many: "That was too many confirmation e-mails. Please try again tomorrow.",
  failed: "The server could not be reached. Nothing has changed.",
  asked: (address) =>
    `We’ve written to ${address}. Tap the link in that e-mail within 24 hours; nothing is sent before you do. If you can’t find it, look in your spam folder.`,
  askedLater: (address) =>
    `The mail server isn’t accepting the e-mail to ${address} yet. We keep trying; it may take a few minutes.`,
  confirmed: (address) => `Notifications go to ${address}.`,
  stopped: "You stopped the e-mails through a link. The address has been deleted.",
  refused: "The mail server doesn’t accept this address; perhaps it was mistyped. It has been deleted.",
  back: "Remove the address",
  gone: "The address has been deleted.",
  attempt: "Test message",
  tried: {
    taken:
      "The mail server has accepted the test message. If it hasn’t arrived in a few minutes, look in your spam folder.",
    later:
      "The mail server couldn’t be reached or isn’t accepting e-mail at the moment. Please try again later.",
    gone: "The mail server doesn’t accept this address. It has been deleted.",
  },
  orHome: "Or without e-mail:",
  notice:
    "Only if you enter an e-mail address and confirm it: the server stores it in readable form and lets you know through the business’s mail server when there is a reply. The e-mail providers can see that an e-mail came and when, but not what was written. The address is kept until you remove it, tap the link in one of the e-mails, or erase everything.",
  short: "It says only that there is a reply.",
  by: "By e-mail",
};

/** In the language that is spoken. Reactive. */
export const mailWords = () => catalogOf("mail", { de, en });
