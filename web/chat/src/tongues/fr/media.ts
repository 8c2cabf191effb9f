// Translated by machine, to be read by a person.
import type { MediaWords } from "@tresen/ui/media/words.de";
import { counted } from "../plural.ts";

const count = counted("fr");

export const media: MediaWords = {
  attach: "Joindre",
  close: "Fermer",
  pickPhoto: "Photo ou vidéo",
  pickPhotoHow: "Plusieurs à la fois si vous voulez",
  pickCamera: "Appareil photo",
  pickCameraHow: "Prendre une photo maintenant",
  pickGallery: "De la galerie",
  pickFile: "Fichier",
  pickFileHow: (size) => `PDF ou autre${size && `, ${size} au plus`}`,
  card: "Carte de visite",
  cardHow: "Nom et numéro, retirables à tout moment",
  cardAskHow: "",
  onlyThey: () => "Seul l’établissement peut l’ouvrir.",
  title: (photos, files) =>
    files === 0
      ? photos === 1
        ? "Envoyer la photo"
        : "Envoyer les photos"
      : photos === 0 && files === 1
        ? "Envoyer le fichier"
        : "Envoyer",
  together: (at, of, size) => (of === 1 ? size : `${at} sur ${of}, ${size} au total`),
  ready: "Préparation …",
  clean: "Le lieu de prise de vue et les données de l’appareil photo sont retirés",
  dirtyFilm:
    "Le lieu de prise de vue et les données de l’appareil photo ne peuvent pas être retirés ici de cette vidéo.",
  full: "Envoyer en taille réelle",
  fullHow: (small, full) => `${full} au lieu de ${small}`,
  caption: "Légende",
  captionFile: "Message avec le fichier",
  alt: "Description pour les personnes qui ne la voient pas",
  add: "En ajouter",
  remove: "Retirer",
  turn: "Pivoter",
  crop: "Recadrer",
  cropDone: "Utiliser ce cadrage",
  cropWhole: "Image entière",
  cropHow:
    "Tirez sur le cadre ou déplacez-le avec les touches fléchées ; avec Maj, elles en changent la taille.",
  cropHowTeam: "",
  cropFrame: "Cadrage",
  earlier: "Vers l’avant",
  later: "Vers l’arrière",
  nth: (n) => `Image ${n}`,
  send: (photos, files) =>
    files === 0
      ? photos === 1
        ? "Envoyer la photo"
        : count(photos, { one: "Envoyer # photo", other: "Envoyer # photos" })
      : photos === 0 && files === 1
        ? "Envoyer le fichier"
        : count(photos + files, { one: "Envoyer # fichier", other: "Envoyer # fichiers" }),
  firstPage: "Première page",
  take: "Utiliser",
  chosen: (photos) => (photos > 0 ? "Préparer la photo" : "Préparer le fichier"),
  sendVideo: "Envoyer la vidéo",
  heic: "Ce navigateur ne peut pas l’afficher. L’envoi se fait comme fichier, avec le lieu de prise de vue et les données de l’appareil photo tels que l’appareil les a écrits.",
  notShown:
    "Ce navigateur ne peut pas l’afficher. L’envoi se fait comme fichier, sans le lieu de prise de vue ni les données de l’appareil photo.",
  asIs: "Comme fichier, tout part sans changement, y compris le lieu de prise de vue et les données de l’appareil photo.",
  refused: (names, most) => `Trop volumineux, non retenu : ${names}. Maximum : ${most}.`,
  chooseOther: "Choisir un autre fichier",
  riskyChosen: (names) => `Peut exécuter des programmes, un avertissement s’affichera : ${names}`,
  tooLargePhoto: (most) => `La photo dépasse ${most}. Nous pouvons la réduire.`,
  shrink: "Réduire",
  noRoom:
    "Il n’y a plus de place pour cela dans cette conversation. Effacez des fichiers qui ne servent plus.",
  noRoomTeam: "",
  tooMany: (most) => `${most} au plus peuvent partir à la fois.`,
  empty: (name) => `${name} est vide ou illisible.`,
  noDisk: "Il n’y a pas de place sur cet appareil pour garder le fichier prêt.",
  discardTitle: "Abandonner le brouillon ?",
  discardMore: "Ce que vous avez écrit avec sera perdu.",
  discardMoreTeam: "",
  goOn: "Continuer à écrire",
  discard: "Abandonner",
  sending: (kind, percent, size) => `${kind}, ${percent} sur ${size}`,
  waits: "Prêt, partira automatiquement",
  stop: "Annuler",
  stopped: "Non envoyé. C’est de nouveau prêt.",
  loading: "Chargement …",
  loadFailed: "Impossible à charger pour le moment.",
  loadWrong: "Ce fichier n’est pas celui qui a été envoyé. Il n’est pas affiché.",
  loadGone: "N’existe plus.",
  loadOdd: "Cette image ne peut pas être affichée ici. Vous pouvez la télécharger.",
  again: "Réessayer",
  open: (kind) => `Ouvrir : ${kind}`,
  download: (name) => `Télécharger : ${name}`,
  downloadThis: "Télécharger",
  risky: "Peut exécuter des programmes. N’ouvrez que si vous l’attendiez.",
  riskyTeam: "",
  play: "Lire",
  pause: "Pause",
  speed: (times) => `Vitesse ${times}`,
  position: "Position",
  ofLength: (at, length) => `${at} sur ${length}`,
  unplayable: "Impossible à lire dans ce navigateur.",
  viewer: "Visionneuse",
  former: "Précédent",
  next: "Suivant",
  zoomIn: "Agrandir",
  zoomOut: "Réduire",
  shownNth: (n, of) => `${n} sur ${of}`,
  record: "Message vocal",
  recording: "Enregistrement",
  paused: "En pause",
  recordStop: "Pause",
  recordGoOn: "Continuer",
  listen: "Écouter",
  recordSend: "Envoyer l’enregistrement",
  recordDrop: "Abandonner",
  recordFull: "15 minutes au plus. L’enregistrement est prêt.",
  micRefused: "Le micro n’est pas autorisé. Vous pouvez l’autoriser dans le navigateur ou continuer à taper.",
  micRefusedTeam: "",
  micMissing: "Il n’y a pas de micro ici.",
  level: "Volume",
  media: "Médias",
  mediaPhotos: "Photos et vidéos",
  mediaFiles: "Fichiers",
  mediaVoices: "Messages vocaux",
  mediaLinks: "Liens",
  mediaNone: "Ici se rassemblent les photos et les fichiers de la conversation.",
  mediaOlder: "Charger les plus anciens",
  toMessage: "Aller au message",
  dropHere: "Déposer ici",
  unnamed: "Fichier",
};
