// Translated by machine, to be read by a person.
import type { ErasingWords } from "../../words/de.erasing.ts";
import { counted } from "../plural.ts";

const count = counted("fr");
const messages = (n: number) => count(n, { one: "# message", other: "# messages" });
const paragraph = (kind: string) =>
  `${kind === "voucher" ? "§\u00a0147\u00a0AO" : "§\u00a0257\u00a0HGB"}, droit allemand`;

export const erasing: ErasingWords = {
  eraseOneTitle: "Effacer ce message des deux côtés ?",
  eraseOneMore: (name) =>
    `Il disparaîtra ici et chez ${name}, sur tous les appareils. Impossible de revenir en arrière.`,
  eraseOneKept: (name, kind, until) =>
    `${name} doit le conserver jusqu’au ${until} (${paragraph(kind)}). Il sera ensuite effacé automatiquement.`,
  eraseAllTitle: "Tout effacer définitivement ?",
  eraseAllCount: (n) => (n === null ? "Tous les messages" : n === 0 ? "Tout le reste" : messages(n)),
  eraseAllGoes: (name, n) =>
    `${n === 0 || n === 1 ? "disparaîtra" : "disparaîtront"} ici et chez ${name}, sur tous les appareils. Les notes de l’équipe à ce sujet seront aussi effacées.`,
  eraseAllCounting: "Vérification de ce qui sera effacé et de ce qui doit rester …",
  eraseAllUnknown:
    "Pas de connexion. Impossible de vérifier pour le moment si quelque chose doit être conservé. L’effacement aura lieu dès que vous aurez de nouveau une connexion.",
  eraseAllStays: "Ce qui doit rester",
  eraseAllStaysWhy: "Le droit commercial et fiscal l’exige. Ensuite, cela aussi sera effacé automatiquement.",
  eraseAllAfter: "Impossible de revenir en arrière. Le lien de retour n’ouvrira plus rien non plus.",
  eraseOneHow: "Un seul message ? Appuyez longuement dessus dans la conversation.",
  keptLine: (kind, name, written, until) =>
    `${kind === "voucher" ? "Facture ou justificatif" : "Commande ou lettre commerciale"}${written === null ? "" : ` du ${written}`} : ${name} doit conserver ce message jusqu’au ${until} (${paragraph(kind)})`,
  keep: "Garder",
  erase: "Effacer",
  eraseForGood: "Effacer définitivement",
  eraseFailed: "Cela n’a pas marché, rien n’a été effacé. Veuillez réessayer.",
  eraseLater: "Sera effacé dès que vous aurez de nouveau une connexion.",
  eraseKept: "C’est noté : le message sera effacé dès que le délai sera passé.",

  erasedHere: "C’est effacé.",
  erasedElsewhere: "Vous avez effacé cette conversation sur un autre appareil.",
  erasedByTeam: (name) => `${name} a effacé cette conversation.`,
  erasedByTime: (name) => `La durée de conservation est passée. ${name} n’a plus cette conversation.`,
  erasedLink: "Cette conversation a été effacée.",
  erasedLinkMore:
    "Le lien de retour n’ouvre plus rien. Vous pouvez commencer une nouvelle conversation à tout moment.",
  receiptMore: "Votre reçu d’effacement. Il ne contient rien de ce qui a été effacé.",
  receiptAt: "Effacé le",
  receiptTime: (day, time) => `${day} à ${time}`,
  receiptWhat: "Effacé",
  receiptMessages: messages,
  receiptWith: "Conversation avec",
  receiptStays: "Conservé",
  receiptNumber: "Numéro du reçu",
  receiptPrint: "Imprimer le reçu",
  newTalk: "Nouvelle conversation",
  newTalkKept:
    "Ce qui doit rester se trouve aussi après le début d’une nouvelle conversation ici, dans le menu : « Éléments conservés ».",
};
