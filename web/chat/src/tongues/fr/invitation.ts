// Translated by machine, to be read by a person.
import type { Catalogs } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("fr");

export const invitation: Catalogs["invitation"] = {
  fits: "La clé correspond au lien",
  nothing: "Rien n’est encore enregistré sur votre appareil.",
  nothingMore: "Seule votre réponse commence une conversation.",
  answer: "Répondre",
  answerUntil: (day) => `Vous pouvez aussi simplement lire. Réponse possible jusqu’au ${day}.`,
  readUntil: (day) => `À lire seulement. Le message reste ici pour vous jusqu’au ${day}.`,
  here: (day) =>
    `Vous écrivez déjà ici. Votre réponse ira dans votre conversation ; ce message se lit jusqu’au ${day}.`,
  about: (said, day) => `À propos de votre message du ${day} : « ${said} »`,
  toConversation: "Vers la conversation",
  digitsTitle: "Quels six chiffres vous a-t-on donnés ?",
  digitsMore: (name) => `${name} a un message pour vous. Quelqu’un sur place vous dit les chiffres.`,
  digits: "Chiffres",
  digitsShort: "Il faut six chiffres.",
  digitsWrong: (typed, left) =>
    `${typed} ne correspond pas. Encore ${count(left, { one: "# essai", other: "# essais" })}, puis le message s’efface.`,
  openIt: "Ouvrir le message",
  noDigits: "Vous n’avez pas les chiffres ? Appelez :",
  shut: {
    expired: {
      title: "Ce message n’est plus là.",
      lines: ["Il est resté ici pour vous un certain temps. Ce qu’il disait est effacé."],
    },
    taken: {
      title: "On a déjà répondu à ce message.",
      lines: [
        "Le lien ne sert qu’une fois. Si c’était vous sur un autre appareil, la conversation s’y trouve.",
      ],
    },
    withdrawn: { title: "Ce message a été retiré.", lines: ["Ce qu’il disait est effacé."] },
    locked: {
      title: "Ce message s’est effacé.",
      lines: ["Les chiffres étaient faux cinq fois. Plus personne ne peut lire ce qu’il disait."],
    },
    unknown: {
      title: "Ce message n’existe pas.",
      lines: ["Le lien est peut-être ancien, ou n’a pas été copié en entier."],
    },
    untrue: {
      title: "Nous ne montrons pas ce message.",
      lines: ["Il n’est pas signé par cette entreprise. Demandez-lui par un autre moyen."],
    },
    damaged: {
      title: "Il manque une partie de ce lien.",
      lines: ["Il a peut-être été coupé en le copiant. Ouvrez-le encore une fois, ou scannez le code."],
    },
  },
  stays: "Rien n’est enregistré sur votre appareil. Écrivez-nous, et on vous le redira.",
  gone: "L’invitation n’était plus valable. Votre message est tout de même arrivé.",
};
