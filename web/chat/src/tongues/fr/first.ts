// Translated by machine, to be read by a person.
import type { FirstWords } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("fr");

/** "ouvre demain à 6:00": the time comes without its word. */
const opens = (when: string) => `ouvre ${when.replace(/ (\d+:\d+)$/, " à $1")}`;

export const first: FirstWords = {
  conversation: "Conversation",
  message: "Message",
  send: "Envoyer",
  menu: "Menu",
  close: "Fermer",
  back: "Retour",

  sending: "envoi en cours",
  sent: "envoyé",
  delivered: "distribué",
  read: "lu",
  failed: "non envoyé",
  retry: "Renvoyer",
  failedKept: "Non envoyé. Votre texte est toujours là.",

  greeting: "Message d’accueil",
  away: "Message d’absence",
  cut: "Le serveur est revenu à un état antérieur. Ce qui est arrivé ensuite manque peut-être ici.",
  tombstone: "Message effacé",
  erasing: "effacement en cours",
  unreadable: "Ce message ne peut pas être affiché ici. Recharger la page suffit le plus souvent.",
  forged: "Ce message porte une fausse signature, c’est pourquoi il n’est pas affiché.",
  gap: "Quelque chose manque avant ce message. Cela peut encore parvenir ici.",
  unasked: "Le serveur a retiré un message sans que personne ne l’ait demandé.",
  unproven:
    "Selon le serveur, le délai de conservation est passé. Cet appareil n’en avait rien et ne peut pas le vérifier.",
  time: "L’heure de ce message ne peut pas être juste : l’horloge du serveur ou celle de l’expéditeur est fausse.",
  fork: "Ici, deux versions ne concordent pas. Veuillez demander au comptoir.",

  you: "Vous",
  more: "Plus",
  typing: "écrit …",
  olderLoading: "Chargement des messages plus anciens",
  olderFailed: "Les messages plus anciens n’ont pas pu être chargés pour le moment.",
  tryAgain: "Réessayer",
  emptyDraft: "Il n’y a encore rien ici.",
  tooLong: (over) =>
    `Le texte a ${count(over, { one: "# caractère", other: "# caractères" })} de trop pour un message. Raccourcissez-le ou divisez-le ; il reste ici.`,
  notTaken: "Le message n’a pas pu être enregistré. Votre texte est toujours ici.",
  yesterday: "Hier",

  verified: "Vérifié au comptoir",
  unverified: "Affichette pas encore scannée",
  write: "Écrire un message",
  goOn: "Continuer la conversation",
  onlyTheyRead: "Seule l’équipe lit ce que vous écrivez.",
  nothingYet: "Tant que vous n’écrivez pas, rien n’est enregistré sur votre appareil.",
  returning: (began, devices) =>
    `Quel plaisir de vous revoir. Cette conversation a commencé le ${began}, ${count(devices, { one: "# appareil en fait partie", other: "# appareils en font partie" })}.`,
  notNowBack: "Annuler",
  wayBack: "Revenir à ma conversation",

  open: "Ouvert",
  openUntil: (time) => `Ouvert jusqu’à ${time}`,
  openAlways: "Ouvert jour et nuit",
  shut: (why) => (why ? `Fermé – ${why}` : "Fermé"),
  shutUntil: (when, why) => `Fermé – ${why && `${why}, `}${opens(when)}`,
  inMinutes: (n) => count(n, { one: "dans # minute", other: "dans # minutes" }),
  afterLunch: (time) => `après la pause de midi ${time}`,
  onlyMeets: "Uniquement sur rendez-vous",
  meetsUntil: (time, when) => `${time ? `Jusqu’à ${time}` : "Aujourd’hui"} sur rendez-vous – ${opens(when)}`,
  meets: (hours) => `${hours} sur rendez-vous`.trim(),
  shutThatDay: "fermé",
  today: "aujourd’hui",
  todayIs: (hours) => `Aujourd’hui ${hours}`,
  tomorrow: "demain",
  now: "maintenant",
  and: " et ",
  oClock: (hours) => hours,
  allTimes: "Tous les horaires",

  call: "Appeler",
  profile: "Profil",
  imprint: "Mentions légales",
  privacy: "Confidentialité",
  otherLanguage: "Deutsch",
  otherLang: "de",

  attach: "Joindre",
  record: "Message vocal",
  emptyTalk: "Écrivez ce dont vous avez besoin.",
  emptyTalkMore: "Les réponses apparaissent ici. Vous pouvez fermer la page et revenir plus tard.",
  offline: "Pas de connexion. Vos messages sont prêts et partiront automatiquement.",
  connecting: "La connexion est en train d’être rétablie. Vous pouvez continuer à écrire.",
  stale:
    "L’établissement n’a pas confirmé ses informations depuis longtemps. Ce que vous voyez n’est peut-être plus à jour.",
  notNow: "Impossible à charger pour le moment. Recharger la page suffit le plus souvent.",

  reload: "Recharger",
  unreachableTitle: "La page ne peut pas être chargée pour le moment.",
  unreachableMore: "Vérifiez votre connexion, puis rechargez la page. Rien n’est perdu.",
};
