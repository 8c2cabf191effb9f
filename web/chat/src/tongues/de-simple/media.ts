// Translated by machine, to be read by a person.
import type { MediaWords } from "@tresen/ui/media/words.de";
import { counted } from "../plural.ts";

const count = counted("de-simple");

export const media: MediaWords = {
  attach: "Anhängen",
  close: "Schließen",
  pickPhoto: "Foto oder Video",
  pickPhotoHow: "Auch mehrere auf einmal",
  pickCamera: "Kamera",
  pickCameraHow: "Jetzt ein Foto machen",
  pickGallery: "Von meinen Fotos",
  pickFile: "Datei",
  pickFileHow: (size) => `Zum Beispiel PDF${size && `, bis ${size}`}`,
  card: "Visitenkarte",
  cardHow: "Name und Nummer. Sie können das zurücknehmen.",
  cardAskHow: "",
  onlyThey: () => "Nur der Betrieb kann es öffnen.",
  title: (photos, files) =>
    files === 0
      ? photos === 1
        ? "Foto senden"
        : "Fotos senden"
      : photos === 0 && files === 1
        ? "Datei senden"
        : "Senden",
  together: (at, of, size) => (of === 1 ? size : `${at} von ${of}, zusammen ${size}`),
  ready: "Gleich fertig …",
  clean: "Ort und Kamera-Daten nehmen wir heraus",
  dirtyFilm:
    "In diesem Video stehen der Ort und Daten von der Kamera. Wir können das hier nicht herausnehmen.",
  full: "In voller Größe senden",
  fullHow: (small, full) => `Das sind dann ${full}. Sonst sind es ${small}.`,
  caption: "Text zum Bild",
  captionFile: "Nachricht dazu",
  alt: "Text für blinde Menschen",
  add: "Mehr dazu nehmen",
  remove: "Entfernen",
  turn: "Drehen",
  crop: "Zuschneiden",
  cropDone: "So nehmen",
  cropWhole: "Ganzes Bild",
  cropHow:
    "Ziehen Sie am Rahmen. Oder nehmen Sie die Pfeil-Tasten. Mit der Umschalt-Taste ändern Sie die Größe.",
  cropHowTeam: "",
  cropFrame: "Teil vom Bild",
  earlier: "Nach vorn",
  later: "Nach hinten",
  nth: (n) => `Bild ${n}`,
  send: (photos, files) =>
    files === 0
      ? photos === 1
        ? "Foto senden"
        : count(photos, { one: "# Foto senden", other: "# Fotos senden" })
      : photos === 0 && files === 1
        ? "Datei senden"
        : count(photos + files, { one: "# Datei senden", other: "# Dateien senden" }),
  firstPage: "Erste Seite",
  take: "So nehmen",
  chosen: (photos) => (photos > 0 ? "Foto vorbereiten" : "Datei vorbereiten"),
  sendVideo: "Video senden",
  heic: "Dieser Browser kann das Foto nicht zeigen. Wir senden es als Datei. Der Ort und Daten von der Kamera bleiben darin.",
  notShown:
    "Dieser Browser kann das nicht zeigen. Wir senden es als Datei. Den Ort und Daten von der Kamera nehmen wir heraus.",
  asIs: "Eine Datei senden wir ohne Änderung. Auch der Ort und Daten von der Kamera bleiben darin.",
  refused: (names, most) => `Zu groß: ${names}. Es gehen höchstens ${most}.`,
  chooseOther: "Andere Datei wählen",
  riskyChosen: (names) => `Vorsicht: Das kann ein Programm sein. Das Team bekommt eine Warnung: ${names}`,
  tooLargePhoto: (most) => `Das Foto ist größer als ${most}. Wir können es kleiner machen.`,
  shrink: "Kleiner machen",
  noRoom: "In dieser Unterhaltung ist dafür kein Platz mehr. Löschen Sie alte Dateien.",
  noRoomTeam: "",
  tooMany: (most) => `Auf einmal gehen höchstens ${most}.`,
  empty: (name) => `${name} ist leer. Oder wir können es nicht lesen.`,
  noDisk: "Auf diesem Gerät ist kein Platz für die Datei.",
  discardTitle: "Entwurf wegwerfen?",
  discardMore: "Ihr Text dazu ist dann weg.",
  discardMoreTeam: "",
  goOn: "Weiter schreiben",
  discard: "Wegwerfen",
  sending: (kind, percent, size) => `${kind}, ${percent} von ${size}`,
  waits: "Wartet hier und geht von selbst los",
  stop: "Abbrechen",
  stopped: "Nicht gesendet. Es liegt wieder bereit.",
  loading: "Das Laden läuft …",
  loadFailed: "Das Laden klappt gerade nicht.",
  loadWrong: "Das ist nicht die gesendete Datei. Wir zeigen sie nicht.",
  loadGone: "Nicht mehr da.",
  loadOdd: "Diese Seite kann das Bild nicht zeigen. Sie können es herunterladen.",
  again: "Noch einmal",
  open: (kind) => `${kind} öffnen`,
  download: (name) => `${name} herunterladen`,
  downloadThis: "Herunterladen",
  risky: "Vorsicht: Das kann ein Programm sein. Haben Sie darauf gewartet? Nur dann öffnen.",
  riskyTeam: "",
  play: "Abspielen",
  pause: "Anhalten",
  speed: (times) => `Tempo ${times}`,
  position: "Stelle",
  ofLength: (at, length) => `${at} von ${length}`,
  unplayable: "Dieser Browser kann das nicht abspielen.",
  viewer: "Ansicht",
  former: "Zurück",
  next: "Weiter",
  zoomIn: "Größer",
  zoomOut: "Kleiner",
  shownNth: (n, of) => `${n} von ${of}`,
  record: "Sprach-Nachricht",
  recording: "Nimmt auf",
  paused: "Angehalten",
  recordStop: "Anhalten",
  recordGoOn: "Weiter",
  listen: "Anhören",
  recordSend: "Aufnahme senden",
  recordDrop: "Wegwerfen",
  recordFull: "Es gehen höchstens 15 Minuten. Die Aufnahme liegt bereit.",
  micRefused:
    "Das Mikrofon ist nicht erlaubt. Sie können das Mikrofon im Browser erlauben. Oder Sie schreiben weiter.",
  micRefusedTeam: "",
  micMissing: "Hier ist kein Mikrofon.",
  level: "Lautstärke",
  media: "Fotos und Dateien",
  mediaPhotos: "Fotos und Videos",
  mediaFiles: "Dateien",
  mediaVoices: "Sprach-Nachrichten",
  mediaLinks: "Links",
  mediaNone: "Hier finden Sie später alle Fotos und Dateien aus der Unterhaltung.",
  mediaOlder: "Ältere laden",
  toMessage: "Zur Nachricht",
  dropHere: "Hier ablegen",
  unnamed: "Datei",
};
