// Translated by machine, to be read by a person.
import type { Catalogs } from "../catalogs.ts";

export const told: Pick<Catalogs, "doubt" | "forgets" | "mail" | "tell" | "telling"> = {
  forgets:
    "Safari efface tout après sept jours sans visite. Deux remèdes : un moyen de revenir, ou cette page sur l’écran d’accueil.",
  doubt: {
    said: "Notre dernière notification n’est sans doute pas arrivée jusqu’à vous sur cet appareil.",
    byMail:
      "C’est pourquoi un e-mail est arrivé, et il en sera ainsi jusqu’à ce que les notifications arrivent de nouveau ici.",
    attempt: "Le message de test, dans les paramètres, montre si elles arrivent.",
    open: "Vérifier",
  },
  tell: {
    card: "Pour ne pas nous perdre de vue",
    welcomeBack: "Quel plaisir de vous revoir. Pour ne pas nous perdre de vue :",
    cardOpen: "Voir",
    cardNo: "Ne plus montrer",
    joined: "Un appareil de plus fait maintenant partie de votre conversation.",
    reading: "L’équipe voit quand vous avez lu.",
    readingChange: "Modifier",
    tellAsk: "Devons-nous vous prévenir quand une réponse est là ?",
    tellBrief: "Le service de votre navigateur n’apprend que cela.",
    tellHomeBrief: "Pour cela, ajoutez cette page à l’écran d’accueil.",
    tellHow: "Comment faire",
    tellHome:
      "Sur iPhone et iPad, ce n’est possible qu’une fois cette page sur l’écran d’accueil. Copiez votre lien de retour, touchez « Partager » puis « Sur l’écran d’accueil », et collez-le là une seule fois : menu, « Lien de retour ».",
    tellYes: "Oui, volontiers",
    tellNo: "Non merci",
    tellTitle: "Notifications",
    tellOn: "Notifications sur cet appareil",
    tellDenied:
      "Le navigateur ne le permet pas. Nous ne demanderons plus ; vous pouvez le modifier dans les réglages du navigateur, parmi les autorisations de cette page.",
    tellCannot: "Ce navigateur ne peut pas afficher de notifications.",
    tellFailed:
      "Le service du navigateur n’était pas joignable. Il n’y a de notifications que tant que cette page est ouverte.",
    tellNew: "Nouveau message",
    tellLost:
      "Votre navigateur n’envoie plus de notifications ici. Devons-nous recommencer à vous prévenir ?",
  },
  telling: {
    more: "Si la page est fermée, le service de votre navigateur (Google, Apple ou Mozilla) réveille cet appareil. Il apprend seulement que quelque chose arrive et quand. Il n’apprend ni ce que c’est, ni de qui cela vient.",
    onHere: "Vous recevez des notifications tant que cette page est ouverte quelque part.",
    attempt: "Message de test",
    tryBody: "Voici à quoi cela ressemble quand une réponse est là.",
    tried: {
      shown:
        "Arrivé. Si vous ne voyez rien, c’est l’appareil qui le retient : regardez sous « Ne pas déranger ».",
      not: "Pas arrivé. Le navigateur ne l’a pas affiché.",
      taken: "Le service l’a accepté, et il est arrivé ici.",
      waiting: "Le service l’a accepté. Rien n’est encore arrivé ici ; parfois, cela prend une minute.",
      later: "Le service n’était pas joignable. Réessayez plus tard.",
      gone: "Le service ne connaît plus cet appareil. Désactivez les notifications, puis réactivez-les.",
    },
  },
  mail: {
    title: "Vous prévenir par e-mail",
    how: (name) =>
      `Si ${name} répond pendant que vous n’êtes pas ici, un e-mail arrive, qui dit seulement qu’il y a une réponse, et le suivant seulement après votre prochaine visite. Les fournisseurs de messagerie apprennent seulement qu’un e-mail est arrivé et quand. Le serveur enregistre votre adresse sous forme lisible, jusqu’à ce que vous la retiriez ou effaciez tout. L’équipe ne la voit pas.`,
    notBeside:
      "Tant qu’un de vos appareils reçoit des notifications par son navigateur, aucun e-mail n’arrive.",
    field: "Adresse e-mail",
    ask: "Envoyer l’e-mail de confirmation",
    wrong: "Indiquez une adresse comme anna@example.org.",
    many: "Cela faisait trop d’e-mails de confirmation. Réessayez demain.",
    failed: "Le serveur n’était pas joignable. Rien n’a changé.",
    asked: (address) =>
      `Nous avons écrit à ${address}. Touchez le lien dans l’e-mail, dans les 24 heures ; rien n’arrive avant. S’il n’y en a pas, regardez dans les spams.`,
    askedLater: (address) =>
      `Le serveur de messagerie n’accepte pas encore l’e-mail pour ${address}. Le serveur continue d’essayer ; cela peut prendre quelques minutes.`,
    confirmed: (address) => `Les notifications vont à ${address}.`,
    stopped: "Vous avez arrêté les e-mails par un lien. L’adresse est effacée.",
    refused:
      "Le serveur de messagerie n’accepte rien pour cette adresse, peut-être une faute de frappe. Elle est effacée.",
    back: "Retirer l’adresse",
    gone: "L’adresse est effacée.",
    attempt: "Message de test",
    tried: {
      taken:
        "Le serveur de messagerie a accepté le message de test. S’il n’est pas là après quelques minutes, regardez dans les spams.",
      later:
        "Le serveur de messagerie n’était pas joignable ou n’accepte rien pour le moment. Réessayez plus tard.",
      gone: "Le serveur de messagerie n’accepte rien pour cette adresse. Elle est effacée.",
    },
    orHome: "Ou sans e-mail :",
    notice:
      "Seulement si vous indiquez une adresse e-mail et la confirmez : le serveur l’enregistre sous forme lisible et vous écrit, par le serveur de messagerie de l’établissement, qu’une réponse est là. Les fournisseurs de messagerie apprennent seulement qu’un e-mail est arrivé et quand. L’adresse vaut jusqu’à ce que vous la retiriez, touchiez le lien dans un e-mail ou effaciez tout.",
    short: "Il y est seulement écrit qu’une réponse est là.",
    by: "Par e-mail",
  },
};
