// Translated by machine, to be read by a person.
import type { Catalogs } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("fr");

export const myData: Catalogs["myData"] = {
  at: (name) => `chez ${name}`,
  lead: "Voilà tout ce qui existe ici à votre sujet.",
  leadMore: "Vous pouvez l’emporter ou l’effacer, tout de suite et sans demander.",
  reading: "Vérification …",
  failed: "Il faut une connexion pour cela. Vous pouvez déjà emporter ce qui se trouve sur cet appareil.",
  again: "Réessayer",

  stored: "Ce qui est enregistré",
  talk: "Conversation",
  talkMore: "Pour que vous et l’équipe puissiez vous mettre d’accord.",
  messages: (n) => count(n, { one: "# message", other: "# messages" }),
  talkUntil: (days) =>
    count(days, {
      one: "Jusqu’à # jour après le dernier mot échangé",
      other: "Jusqu’à # jours après le dernier mot échangé",
    }),
  talkHeld: "Reste pour l’instant, car l’établissement la retient",
  files: "Photos et fichiers",
  filesMore: "Font partie de la conversation.",
  filesHow: (n, size) =>
    n === 0 ? "aucun" : count(n, { one: `# (${size} au total)`, other: `# (${size} au total)` }),
  filesUntil: "Comme le message auquel ils sont joints",
  card: "Carte de visite",
  cardFields: { name: "nom", phone: "téléphone", email: "e-mail", address: "adresse" },
  cardNone: "aucune",
  cardMore: "Ce que vous avez remis à l’établissement.",
  cardUntil: "Jusqu’à ce que vous la retiriez",
  devices: "Vos appareils",
  keys: (n) => count(n, { one: "# clé", other: "# clés" }),
  devicesMore: "Pour que personne d’autre que vous ne puisse ouvrir vos messages.",
  devicesUntil: "Jusqu’à ce que vous les déconnectiez",
  told: "Notification",
  toldHow: (push, mail) => (push && mail ? "navigateur et e-mail" : push ? "navigateur" : "e-mail"),
  toldMore: "Pour que vous appreniez qu’une réponse est là.",
  toldUntil: "Jusqu’à ce que vous la désactiviez",
  room: "Notes et étiquettes",
  roomMore:
    "Ce que l’équipe note à votre sujet. Le serveur ne peut pas le lire. Demandez, et l’établissement vous envoie ici chaque mot, chiffré.",
  roomUntil: "Jusqu’à la fin de la conversation",
  roomAsk: "Demander",
  roomAsked: (due) => `Demandé. Réponse au plus tard le ${due}.`,

  who: "Qui a eu accès",
  team: "L’équipe",
  teamMore: "Lit vos messages sur les appareils de l’établissement.",
  server: "Le serveur",
  serverMore:
    "Voit quand quelque chose est envoyé et quelle en est la taille. Il ne peut pas lire le contenu.",
  nobody: "Personne d’autre",
  nobodyMore: "Pas de publicité, pas d’analyse, pas de transmission.",
  access: "Dans l’ordre",
  accessMore: "Qui s’est ajouté, est parti ou a emporté les données, et quand.",
  what: {
    begun: "Vous avez commencé la conversation",
    device_added: "Un de vos appareils s’est ajouté",
    device_removed: "Un de vos appareils a été retiré",
    team_device_added: "Un appareil de l’équipe s’est ajouté",
    team_device_removed: "Un appareil de l’équipe a été retiré",
    recovered: "Le lien de retour a fait entrer un appareil",
    exported: "Les données ont été emportées",
    restored: "Le serveur a été restauré à partir d’une sauvegarde",
    erased: "Quelque chose a été effacé",
    expired: "La durée de conservation était passée",
  },
  byTeam: "par l’équipe",

  stays: "Ce qui doit rester",
  staysMore: "L’établissement doit conserver les lettres commerciales et les justificatifs.",
  classes: { letter: "Commandes et lettres commerciales", voucher: "Factures et justificatifs" },
  classBasis: (kind, years) =>
    `${count(years, { one: "# an", other: "# ans" })}, à partir de la fin de l’année civile (${kind === "voucher" ? "§\u00a0147\u00a0AO" : "§\u00a0257\u00a0HGB"}, droit allemand)`,
  classUntil: (until) => `Le dernier élément jusqu’au ${until}`,
  hold: "Retenue",
  reasons: {
    dispute: "L’établissement a besoin de la conversation pour régler un litige.",
    assessment: "Une fixation de l’impôt est encore en cours (§\u00a0147 Abs.\u00a03 AO, droit allemand).",
    other: "L’établissement a une raison de ne pas la laisser s’effacer automatiquement pour l’instant.",
  },
  heldUntil: (until) => (until === null ? "Jusqu’à nouvel ordre" : `Jusqu’au ${until}`),

  rights: "Vos droits",
  correct: "Rectifier",
  correctMore:
    "Vous modifiez vous-même la carte de visite. Vous modifiez un de vos messages dans les 15 premières minutes. Pour tout le reste, écrivez ce qui est faux ; nous notons ici le délai.",
  correctCard: "Ouvrir la carte de visite",
  correctAsk: "Exiger une rectification",
  counted: "Compter dans les statistiques",
  countedMore:
    "L’établissement compte combien de messages arrivent et à quelle vitesse il répond, sans les contenus. Désactivez, et vous ne figurez plus dans aucun chiffre (art. 21).",
  restricted: "Limiter le traitement",
  restrictedMore:
    "Tant que c’est activé, rien n’est compté, rien ne répond automatiquement et rien n’est effacé automatiquement (art. 18). L’équipe le voit.",
  requests: "Vos demandes",
  requestsMore: "L’établissement a un mois, compté à partir du jour où la demande arrive.",
  kinds: {
    access: "Accès",
    correct: "Rectification",
    restrict: "Limitation",
    object: "Opposition",
    erase: "Effacement",
    portability: "Portabilité",
  },
  states: {
    open: "ouverte",
    looked: "envoi en cours",
    extended: "ouverte, délai prolongé",
    answered: "réponse donnée",
    refused: "refusée",
    withdrawn: "retirée",
  },
  due: (day) => `au plus tard le ${day}`,
  withdraw: "Retirer",
  withdrawOf: (kind) => `Retirer : ${kind}`,
  done: "C’est noté. L’établissement le voit tout de suite.",
  notDone: "Cela n’a pas marché, tout est comme avant. Réessayez quand vous aurez une connexion.",

  why: "Pour quoi et sur quelle base",
  recipients: "Qui d’autre reçoit quelque chose",
  recipientsNone: "Personne.",
  keptFor: (kept) => `Conservation : ${kept}`,

  remains:
    "Ce qui reste après l’effacement : sur le serveur, les identifiants et les clés publiques de vos appareils, sans contenu, pour qu’aucune sauvegarde ne fasse rien revenir. Sur cet appareil, des mots effacés peuvent rester encore un moment dans les fichiers propres à votre navigateur, jusqu’à ce qu’il les écrase. Ils en disparaissent à coup sûr si vous effacez les données de ce site dans les réglages du navigateur.",
  take: "Tout télécharger",
  erase: "Tout effacer",
  steps: {
    reading: (done, of) => `Lecture des messages : ${done} sur ${of}`,
    files: (done, of) => `Récupération des fichiers : ${done} sur ${of}`,
    packing: (done, of) => `Préparation du paquet : ${done} sur ${of}`,
  },
  cancel: "Annuler",
  cancelled: "Annulé. Rien n’a été enregistré.",
  saved: (size) => `Votre paquet de données est enregistré (${size}).`,
  savedMore:
    "Il n’est plus chiffré. Décompressez-le et ouvrez index.html, même sans connexion. Conservez-le comme vos relevés de compte.",
  savedPart:
    "Une partie manque, car le serveur n’était pas joignable. Téléchargez-le encore une fois avec une connexion.",
  takeFailed: "Le paquet de données n’a pas pu être terminé. Veuillez réessayer.",
  fileName: (day) => `mes-donnees-${day}`,
};
