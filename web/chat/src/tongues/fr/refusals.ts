// Translated by machine, to be read by a person.
import type { RefusalWords } from "../../words/de.refusals.ts";

const noted = new Map([
  // In the present: the past would have to know whether a man or a woman reads it.
  ["blocked", "L’équipe vous bloque dans cette conversation."],
  ["unblocked", "L’équipe accepte de nouveau des messages de vous."],
]);

const waits = new Map([
  [
    "conversation_blocked",
    "L’équipe n’accepte plus de messages de vous ici. Vous pouvez lire et effacer tout ce qui se trouve ici.",
  ],
  ["too_many", "Un instant, cela faisait beaucoup d’un coup."],
  [
    "clock_ahead",
    "L’horloge de cet appareil avance de plus d’un jour. Réglez-la, et votre texte partira automatiquement.",
  ],
  [
    "conversation_full",
    "Cette conversation est pleine. Effacez des messages dont vous n’avez plus besoin. Votre texte partira alors automatiquement.",
  ],
  [
    "business_full",
    "L’établissement ne peut rien recevoir pour le moment, sa place sur le serveur est pleine. Votre texte est prêt et partira plus tard automatiquement.",
  ],
  [
    "storage_full",
    "Le serveur n’a plus de place pour le moment. Votre texte est prêt et partira plus tard automatiquement.",
  ],
]);

export const refusals: RefusalWords = {
  someBusiness: "L’établissement",
  takeOver: "Continuer à écrire ici",
  mismatchTitle: "Cette clé ne correspond pas à l’affichette.",
  mismatchMore: [
    "Veuillez ne rien écrire et demander au comptoir.",
    "L’empreinte qui figure sur l’affichette n’est pas celle que montre ce serveur. L’affichette a peut-être été renouvelée. Quelqu’un se fait peut-être passer pour l’établissement.",
    "Rien n’est envoyé d’ici.",
  ],
  brokenTitle: "La preuve d’identité de cet établissement est endommagée.",
  brokenMore: [
    "Veuillez ne rien écrire et demander au comptoir.",
    "Ce que le serveur a envoyé comme preuve ne peut pas être vérifié. D’ici là, cette page reste fermée.",
    "Rien n’est envoyé, et ce que vous avez écrit ici est gardé.",
  ],
  elsewhereTitle: "Ce n’est pas la bonne adresse.",
  elsewhereMore: [
    "Le serveur est installé à une autre adresse. Scannez encore une fois l’affichette ou signalez-le au comptoir.",
    "Ce que vous avez écrit ici reste sur cet appareil.",
  ],
  unknownTitle: "Il n’y a pas d’établissement ici.",
  unknownMore: [
    "L’adresse n’est pas tout à fait juste. Vérifiez l’orthographe ou scannez encore une fois l’affichette.",
  ],
  notOpenTitle: "Nous sommes encore en train de nous installer.",
  notOpenMore: (name) =>
    `${name} prépare son comptoir. Cette page s’ouvrira automatiquement dès que tout sera prêt. Sinon, revenez bientôt.`,
  unsupportedTitle: "Ce navigateur est trop ancien pour les messages chiffrés.",
  unsupportedMore: [
    "Mettez-le à jour ou ouvrez cette adresse dans une version récente de Chrome, Edge, Firefox ou Safari. D’ici là, vous joignez l’établissement comme avant.",
  ],
  storageTitle: "Le navigateur ne laisse rien enregistrer ici.",
  storageMore: [
    "Sans mémoire, vos clés seraient perdues à la fermeture. Ouvrez la page dans une fenêtre ordinaire plutôt qu’en navigation privée, ou libérez un peu de place sur l’appareil.",
  ],
  revokedTitle: "Cet appareil est déconnecté.",
  revokedMore: [
    "Cette conversation a pris fin pour cet appareil. Votre lien de retour vous permet de la rouvrir.",
  ],
  againTitle: "Continuer ici avec le lien de retour ?",
  againMore: [
    "Cet appareil est déconnecté, et vous avez ouvert un lien de retour.",
    "Si vous continuez, ce qui reste ici de la conversation sera effacé. La page montre ensuite ce que le lien ouvre, avant que quoi que ce soit ne se passe.",
  ],
  againGo: "Effacer ici et continuer",
  withoutLink: "Continuer sans le lien",
  removedTitle: "Cet appareil a été retiré.",
  removedMore: [
    "Un autre de vos appareils l’a retiré de la conversation. Ce qui s’en trouvait ici est effacé ; elle est toujours sur vos autres appareils.",
    "Vous pouvez commencer ici une nouvelle conversation ou rouvrir l’ancienne avec votre nouveau lien de retour.",
  ],
  noted: (name) => noted.get(name),
  waits: (why) => waits.get(why),
  beginAnew: "Recommencer",
  replacedTitle: "La conversation est ouverte ailleurs.",
  replacedMore: ["Elle continue maintenant dans une autre fenêtre. Rien n’est perdu."],
  updatedTitle: "Tresen a été mis à jour.",
  updatedMore: [
    "Dans une autre fenêtre, la version précédente fonctionne encore. Rechargez la page ; si cela ne suffit pas, fermez l’autre fenêtre. Rien n’est perdu.",
  ],
  newerTitle: "Cette version est trop ancienne pour cela.",
  newerMore: [
    "L’établissement utilise quelque chose que cette version de Tresen ne comprend pas encore. Rechargez la page. Si cela ne suffit pas, l’établissement doit mettre à jour son serveur. Rien n’est perdu.",
  ],
  returnLinkTitle: "Ce lien de retour n’ouvre rien ici.",
  returnLinkMore: [
    "Il en manque peut-être un morceau après la copie, ou il appartient à un autre établissement. Réessayez avec le lien entier.",
    "Peut-être l’avez-vous aussi renouvelé sur un de vos appareils. Dans ce cas, seul le nouveau est valable.",
  ],
};
