// Translated by machine, to be read by a person.
import type { Own } from "../catalogs.ts";

export const own: Own = {
  name: {
    title: "L’équipe demande votre nom",
    ask: "Votre nom ?",
    send: "Envoyer",
    give: "Envoyer le nom",
    no: "Ne pas donner de nom",
    missing: "Écrivez votre nom dans le champ.",
    given:
      "L’équipe voit maintenant votre nom. Vous pouvez le modifier dans le menu, sous « Carte de visite ».",
  },
  touch: {
    show: "Voir",
    name: "Votre nom",
    nameNone: "L’équipe ne le connaît pas encore.",
    give: "Le donner",
    change: "Modifier",
    byMail: "Par e-mail",
  },
  chosen: {
    holding: "Sera envoyé dans 5 secondes",
    takeBack: "Annuler l’envoi",
    takenBack: "Envoi annulé. Rien n’a été envoyé.",
    gone: "Trop tard : le message est déjà en route.",
  },
  settings: {
    theme: "Luminosité",
    themes: { system: "Comme l’appareil", light: "Clair", dark: "Sombre" },
    sound: "Son pour les nouveaux messages",
    takeBack: "Pouvoir annuler l’envoi pendant 5 secondes",
    more: {
      sound: "Discret, et seulement si cette page est ouverte sans être devant vous.",
      takeBack:
        "Chaque message reste pendant ce temps sur cet appareil. Jusque-là, vous pouvez annuler l’envoi.",
    },
    here: "Vaut seulement sur cet appareil et disparaît si vous effacez la conversation.",
  },
  way: {
    by: (source) => `Vous venez par « ${source} ». L’établissement l’apprend avec votre prochain message.`,
    byLink: "Vous venez par un lien de l’établissement. Il l’apprend avec votre prochain message.",
    worded: "Le texte du champ était dans le lien. Il n’est envoyé que si vous l’envoyez.",
    closed: "Cet accès est fermé",
    open: (name) => `La page de ${name} reste ouverte comme toujours.`,
    on: "Vers la page",
  },
  frame: {
    window: "Continuer dans une fenêtre à part",
    belongs: "Cette conversation appartient à ce site. Ailleurs, vous ne la retrouverez pas ainsi.",
    belongsTitle: "Où se trouve cette conversation",
    take: "L’emporter",
    fine: "C’est bien ainsi",
    takeTitle: "Emporter la conversation",
    takeMore: (goOn) => `Une fenêtre à part s’ouvre. Touchez-y « ${goOn} ». La conversation reste ici aussi.`,
    takeLink: "Ou gardez votre lien de retour : il l’ouvre dans n’importe quel navigateur.",
    callsTitle: "Les appels se font dans une fenêtre à part",
    callsMore: (goOn) =>
      `Micro et caméra n’ont pas leur place dans une page étrangère. Dans la nouvelle fenêtre, touchez « ${goOn} » et appelez de là.`,
    rings: (name) => `${name} vous appelle`,
    ringsMore: (goOn) =>
      `Vous pouvez répondre dans une fenêtre à part. Touchez-y « ${goOn} » ; cela sonne tant que l’appel attend.`,
    open: "Ouvrir la fenêtre",
    movedTitle: "La suite dans une fenêtre à part",
    moved: (goOn) =>
      `Votre conversation y sera dès que vous toucherez « ${goOn} ». Elle reste ici aussi, jusqu’à ce que vous l’effaciez.`,
    movedOther:
      "Vous y écrivez déjà à cet établissement ? La fenêtre montre alors cette autre conversation, et celle-ci reste seulement ici.",
    movedEmpty: "Vous pouvez y écrire. Rien n’est encore enregistré ici.",
    movedAlone:
      "Une nouvelle conversation y commence, et celle-ci reste ici : ce navigateur n’a pas de lien de retour vers elle en ce moment.",
    movedLong: "Le texte de votre champ est trop long pour être emporté. Il est ici, dans le champ.",
    here: "Continuer ici",
    again: "Ouvrir encore une fois",
    refusedTitle: "La page ne s’ouvre pas ici",
    refused:
      "Elle ne se montre que sur les sites nommés par l’établissement. Vous pouvez écrire dans une fenêtre à part.",
    unreachableTitle: "Pas de connexion pour le moment",
    unreachable: "Vérifiez votre connexion et réessayez. Rien n’est perdu.",
    storageTitle: "Rien ne peut être enregistré ici",
    storage:
      "Votre navigateur ne laisse rien enregistrer aux pages intégrées, et sans cela il n’y a pas de conversation. Dans une fenêtre à part, cela marche.",
  },
  emptied: {
    title: "Votre conversation n’est pas ici",
    app: "Elle n’est pas encore dans cette appli, ou l’appareil a fait le ménage. Elle n’est pas effacée pour autant.",
    browser: "Ce navigateur a fait le ménage. Elle n’est pas effacée pour autant.",
    open: "Coller le lien de retour",
    none: "Vous n’en avez pas ? Écrivez de nouveau et dites qui vous êtes.",
  },
  card: {
    card: "Carte de visite",
    name: "Nom",
    phone: "Téléphone",
    email: "E-mail",
    address: "Adresse",
    taken: "Carte de visite retirée. Ce qui y figurait est effacé des deux côtés.",
    asks: "Nous aimerions avoir votre carte de visite : nom, téléphone, e-mail ou adresse. Vous décidez de ce que nous en apprenons.",
    asked: "Carte de visite demandée.",
    fill: "Remplir la carte de visite",
  },
  facts: { phone: "Téléphone", email: "E-mail", website: "Site web", parking: "Parking" },
  passkey: {
    offer: "Revenir avec le visage ou le doigt",
    brief: "Sans papier, sur cet appareil",
    way: "Retrouver cette page",
    wayHow: "Avec un nouveau téléphone, ou si le navigateur fait le ménage.",
    wayKept: "C’est en place.",
    show: "Voir",
    others: "Autres moyens",
    later: "Vous le trouverez à tout moment dans le menu, sous « Lien de retour ».",
    touch:
      "Votre appareil demande alors le doigt ou le visage : ainsi, votre clé d’accès ouvre aussi le nouveau lien. Sans cela, elle prend fin.",
    fates: {
      follows: "Votre clé d’accès ouvre maintenant le nouveau lien.",
      only: "Cette clé d’accès ouvre maintenant le nouveau lien. Vos autres n’ouvrent plus rien ici.",
      ended:
        "Votre clé d’accès n’ouvre plus rien ici. Créez-en une nouvelle dans le menu, sous « Lien de retour » ; effacez l’ancienne dans le gestionnaire de mots de passe de votre appareil.",
      unknown:
        "Dans le menu, sous « Lien de retour », vous voyez si votre clé d’accès ouvre le nouveau lien.",
    },
    again:
      "Le lien est encore l’ancien : veuillez réessayer. Si vous annulez la demande de clé d’accès, il sera renouvelé sans elle.",
    leaves:
      "Votre clé d’accès n’ouvrira ensuite plus rien. Effacez-la vous-même du gestionnaire de mots de passe de votre appareil.",
    made: "C’est en place. Sur un nouvel appareil, touchez « Revenir à ma conversation ».",
    held: "Pour que vous puissiez revenir avec l’empreinte digitale ou le visage. Votre lien de retour se trouve ici dans une enveloppe que seule votre clé d’accès ouvre. La clé d’accès elle-même est conservée par Apple, Google ou votre gestionnaire de mots de passe.",
    heldSince: (day) => `depuis le ${day}`,
    heldUntil: "Jusqu’à ce que vous la retiriez",
    none: "Aucune clé d’accès n’a été choisie. Votre lien de retour ouvre aussi la conversation : menu, « Lien de retour ».",
    title: "Empreinte digitale ou visage",
    how: "Votre appareil crée pour cela une clé d’accès. Apple, Google ou votre gestionnaire de mots de passe la conserve et voit que vous en avez une ici, mais pas ce que vous écrivez. Notre serveur ne peut rien ouvrir avec elle.",
    since: (day) => `En place depuis le ${day}.`,
    drop: "Retirer la clé d’accès d’ici",
    dropped:
      "Retirée : elle n’ouvre plus rien ici. Effacez-la vous-même du gestionnaire de mots de passe de votre appareil.",
  },
  passkeyTroubles: {
    cancelled: "",
    cannot:
      "Cet appareil n’en est malheureusement pas capable : sa clé d’accès ne fait pas le calcul nécessaire. Rien n’a été enregistré.",
    elsewhere:
      "Cette clé d’accès ouvre autre chose. La bonne est celle qui porte le nom de cet établissement.",
    unknown:
      "Il n’y a plus rien ici pour cette clé d’accès : elle a été retirée ou remplacée, ou tout a été effacé.",
    changed:
      "Ce que le serveur a fourni pour cette clé d’accès n’est pas ce qui y avait été déposé. Rien n’a été ouvert.",
    refused: "Le serveur n’a pas accepté cette réponse. Un deuxième essai suffit le plus souvent.",
    many: "Cela faisait trop d’essais. Veuillez attendre quelques minutes.",
    offline: "Pas de connexion. Réessayez plus tard.",
  },
};
