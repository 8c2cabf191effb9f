// Translated by machine, to be read by a person.
import type { Finding } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("fr");

const link = (renewed: boolean) => (renewed ? ["Le lien de retour a changé."] : []);
const devices = (n: number, one: string, other: string) => (n === 0 ? [] : [count(n, { one, other })]);

export const finding: Finding = {
  callButtons: { call: "Appeler", voice: "Appel vocal", video: "Appel vidéo", wait: "Un instant …" },
  written: (written, sent) => `écrit ${written}, envoyé ${sent}`,
  kinds: {
    photo: "Photo",
    video: "Vidéo",
    voice: "Message vocal",
    file: "Fichier",
    callback: "Demande de rappel",
  },
  devices: {
    customers: (change) => [
      ...devices(
        change.joined,
        "Un appareil de plus fait maintenant partie de votre conversation.",
        "# appareils de plus font maintenant partie de votre conversation.",
      ),
      ...devices(
        change.left,
        "Un appareil a été retiré de votre conversation.",
        "# appareils ont été retirés de votre conversation.",
      ),
      ...link(change.link),
    ],
    ours: (change) => [
      ...devices(change.joined, "L’équipe a un appareil de plus.", "L’équipe a # appareils de plus."),
      ...devices(
        change.left,
        "Un appareil de l’équipe a été déconnecté.",
        "# appareils de l’équipe ont été déconnectés.",
      ),
    ],
  },
  reading: {
    today: "Aujourd’hui",
    yesterday: "Hier",
    newMessages: (n) => count(n, { one: "# nouveau message", other: "# nouveaux messages" }),
    marked: "Marqué comme non lu",
    toNew: (n) => count(n, { one: "Au nouveau message", other: "Aux # nouveaux messages" }),
    toMarked: "À l’endroit marqué",
    toNewest: "Aux plus récents",
    toDate: "Aller à une date",
    date: "Date",
    dateMore: "S’il n’y avait rien ce jour-là, vous arrivez au premier message qui suit.",
    jump: "Y aller",
    loading: (day) => `Chargement des messages plus anciens, jusqu’au ${day} pour l’instant.`,
    missing: "Indiquez d’abord une date complète, avec le jour, le mois et l’année.",
    after: (day) => `Il n’y a plus rien après. Le dernier message est du ${day}.`,
    nothing: "Il n’y a encore aucun message ici.",
    failed:
      "Les messages plus anciens n’ont pas pu être chargés pour le moment. Avec une connexion, ce sera de nouveau possible.",
    landed: (day) => `Premier message du ${day}`,
    landedLater: (wanted, day) => `Rien le ${wanted}. Message suivant : ${day}`,
  },
  search: {
    title: "Rechercher dans cette conversation",
    media: "Photos, fichiers et liens",
    found: (n) => count(n, { one: "# résultat", other: "# résultats" }),
    nothing: "Aucun résultat. Un seul mot trouve plus qu’une phrase entière.",
    back: (day) => `Recherche faite jusqu’au ${day}.`,
    on: "Remonter plus loin",
    reading: "Lecture …",
    failed: "Cela n’a pas marché. Il faut une connexion.",
  },
  trust: {
    verified: (name) => [
      `Vous écrivez vraiment à ${name}. Votre téléphone l’a reconnu à l’affichette.`,
      "Vous et l’équipe êtes seuls à lire ce que vous écrivez.",
    ],
    unverified: (name) => [
      `Votre téléphone reconnaît à l’affichette du comptoir si vous écrivez vraiment à ${name}. Scannez-y le code.`,
      "Vous pouvez aussi écrire avant. C’est toujours chiffré.",
    ],
    scan: "Scanner l’affichette",
    stop: "Arrêter",
    aim: "Dirigez la caméra vers le code de l’affichette.",
    picture: "Image de la caméra",
    other: "C’est un autre code. Le bon est celui de l’affichette de cet établissement.",
    damaged: "Ce code est incomplet. Scannez celui de l’affichette au comptoir.",
    denied:
      "Le navigateur ne laisse pas cette page utiliser la caméra. Ouvrez l’appareil photo de votre téléphone et dirigez-le vers l’affichette.",
    none: "Il n’y a pas de caméra ici. Ouvrez l’appareil photo de votre téléphone et dirigez-le vers l’affichette.",
    devices: "Appareils de l’équipe",
  },
  notice: {
    version: (n, day) => `Version ${n} du ${day}, rédigée par le serveur d’après ses réglages`,
    whole: "Lire toute la déclaration de confidentialité",
    save: (format) => `Enregistrer en ${format}`,
    reading: "Chargement …",
    failed:
      "La déclaration ne peut pas être chargée pour le moment. Réessayez quand vous aurez une connexion.",
  },
  place: {
    choice: "Cette adresse",
    copy: "Copier",
    map: "Ouvrir dans l’appli de cartes",
    copied: "Adresse copiée.",
    notCopied: "Le navigateur ne permet pas de copier. Sélectionnez l’adresse à la main.",
  },
  given: {
    warn: "Vient d’une autre appli : veuillez vérifier.",
    why: "Une page web peut aussi l’avoir transmis. Rien n’a encore été inséré ni envoyé.",
    words: "Texte",
    files: "Fichiers",
  },
  sharing: {
    title: "Quelque chose a été partagé ici",
    how: "Si vous l’acceptez, le texte se place après ce que vous avez déjà écrit. L’envoi n’a lieu que si vous touchez « Envoyer ».",
    some: "20 fichiers au plus partent à la fois. Vous pourrez joindre le reste ensuite.",
    take: "Accepter",
    drop: "Abandonner",
    dropAll: "Tout abandonner",
  },
  languages: {
    title: "Langue",
    how: "Cela vaut pour cette page. Ce que l’établissement écrit reste comme il l’écrit. Sauf l’allemand et l’anglais, c’est une machine qui a traduit.",
  },
  lost: {
    title: "Cela n’est pas parvenu ici",
    lost: "Cette page n’était pas prête pour un partage. Rien n’a été enregistré et rien n’a été envoyé. Dans la conversation, vous pouvez choisir ce que vous vouliez partager avec « Joindre ».",
    full: "Trop de choses attendent déjà ici, ou c’était trop volumineux : il y a de la place pour cinq partages, 100 MB au total. Rien n’en a été enregistré et rien n’a été envoyé. Acceptez ou abandonnez d’abord ce qui attend déjà.",
    ok: "Compris",
  },
  emoji: {
    picker: "Émojis",
    search: "Chercher un émoji",
    groups: "Groupes",
    recent: "Derniers utilisés",
    group: {
      0: "Visages et émotions",
      1: "Personnes et gestes",
      3: "Animaux et nature",
      4: "Manger et boire",
      5: "Voyages et lieux",
      6: "Activités",
      7: "Objets",
      8: "Symboles",
      9: "Drapeaux",
    },
    tone: "Couleur de peau",
    tones: ["sans", "claire", "assez claire", "moyenne", "assez foncée", "foncée"],
    found: (n) => count(n, { one: "# émoji trouvé", other: "# émojis trouvés" }),
    nothing: (query) => `Aucun émoji pour « ${query} ».`,
    loading: "Chargement des émojis",
    failed: "Les émojis n’ont pas pu être chargés pour le moment.",
    again: "Réessayer",
  },
  program: {
    label: (name) => `Programme · ${name}`,
    nameless: "Programme",
    ai: "Ici répond un programme avec IA, pas une personne.",
    rules: "Ici répond un programme sans IA, pas une personne.",
    human: "Parler à une personne",
    wish: "Je souhaite parler à une personne.",
    asked: "Votre demande est en route : quelqu’un de l’équipe répondra ici.",
  },
};
