export const de = {
  attach: "Anhängen",
  close: "Schließen",
  pickPhoto: "Foto oder Video",
  pickPhotoHow: "Auch mehrere auf einmal",
  pickCamera: "Kamera",
  pickCameraHow: "Jetzt ein Foto machen",
  pickGallery: "Aus der Galerie",
  pickFile: "Datei",
  pickFileHow: (size: string) => `PDF oder anderes${size && `, bis ${size}`}`,
  card: "Visitenkarte",
  cardHow: "Name und Nummer, jederzeit zurücknehmbar",
  cardAskHow: "Darum bitten: Was darauf steht, entscheidet die andere Seite",
  onlyThey: (team: boolean): string =>
    team ? "Nur ihr und die andere Seite könnt es öffnen." : "Nur der Betrieb kann es öffnen.",
  // Before sending
  title: (photos: number, files: number): string =>
    files === 0
      ? photos === 1
        ? "Foto senden"
        : "Fotos senden"
      : photos === 0 && files === 1
        ? "Datei senden"
        : "Senden",
  together: (at: number, of: number, size: string) => (of === 1 ? size : `${at} von ${of}, zusammen ${size}`),
  ready: "Wird vorbereitet …",
  clean: "Aufnahmeort und Kameradaten werden entfernt",
  dirtyFilm: "Aus diesem Video lassen sich Aufnahmeort und Kameradaten hier nicht entfernen.",
  full: "In voller Größe senden",
  fullHow: (small: string, full: string) => `Statt ${small} sind es dann ${full}`,
  caption: "Bildunterschrift",
  captionFile: "Nachricht dazu",
  alt: "Beschreibung für Menschen, die es nicht sehen",
  add: "Weitere hinzufügen",
  remove: "Entfernen",
  turn: "Drehen",
  crop: "Zuschneiden",
  cropDone: "Ausschnitt übernehmen",
  cropWhole: "Ganzes Bild",
  cropHow:
    "Ziehen Sie am Rahmen, oder schieben Sie ihn mit den Pfeiltasten; mit Umschalt ändern sie die Größe.",
  cropHowTeam: "Zieh am Rahmen, oder schieb ihn mit den Pfeiltasten; mit Umschalt ändern sie die Größe.",
  cropFrame: "Ausschnitt",
  earlier: "Nach vorn",
  later: "Nach hinten",
  nth: (n: number) => `Bild ${n}`,
  send: (photos: number, files: number) =>
    files === 0
      ? photos === 1
        ? "Foto senden"
        : `${photos} Fotos senden`
      : photos === 0 && files === 1
        ? "Datei senden"
        : `${photos + files} senden`,
  firstPage: "Erste Seite",
  take: "Übernehmen",
  chosen: (photos: number): string => (photos > 0 ? "Foto vorbereiten" : "Datei vorbereiten"),
  sendVideo: "Video senden",
  heic: "Dieser Browser kann das nicht zeigen. Es geht als Datei hinaus, mit Aufnahmeort und Kameradaten, wie das Gerät sie geschrieben hat.",
  notShown:
    "Dieser Browser kann das nicht zeigen. Es geht als Datei hinaus, ohne Aufnahmeort und Kameradaten.",
  asIs: "Als Datei geht alles unverändert hinaus, auch Aufnahmeort und Kameradaten.",
  refused: (names: string, most: string) => `Zu groß, nicht übernommen: ${names}. Höchstens ${most} gehen.`,
  chooseOther: "Andere Datei wählen",
  riskyChosen: (names: string) => `Kann Programme ausführen, davor wird gewarnt: ${names}`,
  tooLargePhoto: (most: string) => `Das Foto ist größer als ${most}. Wir können es verkleinern.`,
  shrink: "Verkleinern",
  noRoom:
    "Dafür ist in dieser Unterhaltung kein Platz mehr. Löschen Sie Dateien, die nicht mehr gebraucht werden.",
  noRoomTeam:
    "Dafür ist in dieser Unterhaltung kein Platz mehr. Lösch Dateien, die nicht mehr gebraucht werden.",
  tooMany: (most: number) => `Auf einmal gehen höchstens ${most} hinaus.`,
  empty: (name: string) => `${name} ist leer oder lässt sich nicht lesen.`,
  noDisk: "Auf diesem Gerät ist kein Platz, um die Datei bereitzulegen.",
  discardTitle: "Entwurf verwerfen?",
  discardMore: "Was Sie dazu geschrieben haben, geht verloren.",
  discardMoreTeam: "Was du dazu geschrieben hast, geht verloren.",
  goOn: "Weiterschreiben",
  discard: "Verwerfen",
  // On its way
  sending: (kind: string, percent: string, size: string) => `${kind}, ${percent} von ${size}`,
  waits: "Liegt bereit und geht von selbst hinaus",
  stop: "Abbrechen",
  stopped: "Nicht gesendet. Es liegt wieder bereit.",
  // In the conversation
  loading: "Wird geladen …",
  loadFailed: "Lässt sich gerade nicht laden.",
  loadWrong: "Diese Datei ist nicht die, die gesendet wurde. Sie wird nicht gezeigt.",
  loadGone: "Nicht mehr da.",
  loadOdd: "Dieses Bild lässt sich hier nicht zeigen. Herunterladen geht.",
  again: "Noch einmal",
  open: (kind: string) => `${kind} öffnen`,
  download: (name: string) => `${name} herunterladen`,
  downloadThis: "Herunterladen",
  risky: "Kann Programme ausführen. Nur öffnen, wenn Sie es erwartet haben.",
  riskyTeam: "Kann Programme ausführen. Nur öffnen, wenn du es erwartet hast.",
  play: "Abspielen",
  pause: "Anhalten",
  speed: (times: string) => `Tempo ${times}`,
  position: "Stelle",
  ofLength: (at: string, length: string) => `${at} von ${length}`,
  unplayable: "Lässt sich in diesem Browser nicht abspielen.",
  // Viewer
  viewer: "Ansicht",
  former: "Voriges",
  next: "Nächstes",
  zoomIn: "Größer",
  zoomOut: "Kleiner",
  shownNth: (n: number, of: number) => `${n} von ${of}`,
  // Voice
  record: "Sprachnachricht",
  recording: "Nimmt auf",
  paused: "Angehalten",
  recordStop: "Anhalten",
  recordGoOn: "Weiter",
  listen: "Anhören",
  recordSend: "Aufnahme senden",
  recordDrop: "Verwerfen",
  recordFull: "Nach 15 Minuten ist Schluss. Die Aufnahme liegt bereit.",
  micRefused: "Das Mikrofon ist nicht freigegeben. Sie können es im Browser erlauben oder weiter tippen.",
  micRefusedTeam: "Das Mikrofon ist nicht freigegeben. Du kannst es im Browser erlauben oder weiter tippen.",
  micMissing: "Hier ist kein Mikrofon.",
  level: "Lautstärke",
  // Media of the conversation
  media: "Medien",
  mediaPhotos: "Fotos und Videos",
  mediaFiles: "Dateien",
  mediaVoices: "Sprachnachrichten",
  mediaLinks: "Links",
  mediaNone: "Hier sammeln sich Fotos und Dateien aus der Unterhaltung.",
  mediaOlder: "Ältere laden",
  toMessage: "Zur Nachricht",
  dropHere: "Hier ablegen",
  unnamed: "Datei",
};

export type MediaWords = typeof de;
