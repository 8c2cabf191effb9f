/** Benachrichtigungen auf Deutsch. */
export const notifications = {
  title: "Benachrichtigungen",
  lead: "Wenn jemand schreibt und du Tresen gerade nicht ansiehst. Jedes Gerät für sich.",
  on: "Auf diesem Gerät benachrichtigen",
  onHint:
    "Solange Tresen irgendwo geöffnet ist. Die Meldung macht dieses Gerät selbst; niemand sonst erfährt davon.",
  cannot: "Dieser Browser kann nicht benachrichtigen.",
  home: "Auf iPhone und iPad geht das erst, wenn Tresen auf dem Home-Bildschirm liegt: Teilen, dann „Zum Home-Bildschirm“.",
  denied:
    "Der Browser lässt Benachrichtigungen von Tresen nicht zu. Tresen fragt nicht noch einmal; ändern kannst du es in den Einstellungen des Browsers, bei den Rechten dieser Seite.",
  detail: "Was darin steht",
  details: { full: "Name und Text", name: "Nur der Name", none: "Nur, dass etwas da ist" },
  detailHint: "Wer auf dein Gerät sieht, liest mit, auch bei gesperrtem Bildschirm.",
  push: "Auch wenn Tresen geschlossen ist",
  pushHint:
    "Das überbringt der Dienst deines Browsers: bei Chrome und Android Google, bei Safari Apple, bei Firefox Mozilla. Er erfährt, dass und wann dieser Server dein Gerät weckt. Was geschrieben wurde und von wem, steht nicht darin; die Meldung sagt dann nur „Neue Nachricht“.",
  pushCannot: "Dieser Browser kann nicht geweckt werden. Lass Tresen geöffnet.",
  pushFailed: "Der Dienst des Browsers war nicht zu erreichen. Es bleibt aus.",
  try: "Testnachricht",
  tryPush: "Testnachricht über den Dienst",
  tried: {
    shown: "Angekommen. Siehst du sie nicht, unterdrückt sie das Gerät: sieh bei „Nicht stören“ nach.",
    not: "Nicht angekommen. Der Browser hat sie nicht angezeigt.",
    taken: "Der Dienst hat sie angenommen, und sie ist hier angekommen.",
    waiting:
      "Der Dienst hat sie angenommen. Hier ist noch nichts angekommen; manchmal dauert es eine Minute.",
    later: "Der Dienst war nicht zu erreichen. Versuch es später noch einmal.",
    gone: "Der Dienst kennt dieses Gerät nicht mehr. Es ist jetzt aus; schalte es neu ein.",
    offline: "Dafür braucht es eine Verbindung zum Server.",
  },
  tryTitle: "Testnachricht",
  tryBody: "So sieht eine Benachrichtigung von Tresen aus.",
  quiet: "Ruhezeiten",
  quietHint:
    "Gelten für dich, auf allen deinen Geräten. Darin meldet sich nichts; danach einmal, wenn noch etwas ungelesen ist. Der Server kennt sie, sonst könnte er nicht still sein.",
  modes: { opening: "Außerhalb der Öffnungszeiten", daily: "Jeden Tag zu festen Zeiten", never: "Keine" },
  mode: "Ruhe",
  from: "Von",
  until: "Bis",
  away: "Urlaub",
  awayFrom: "Erster Tag",
  awayUntil: "Letzter Tag",
  wrongAway: "Gib beide Tage an, den ersten zuerst.",
  wrongTimes: "Anfang und Ende müssen sich unterscheiden.",
  save: "Ruhezeiten speichern",
  saved: "Gespeichert.",
  now: (until: string) => `Jetzt ist Ruhe, bis ${until}.`,
  awake: "Jetzt ist keine Ruhe.",
  mute: "Stummschalten",
  unmute: "Nicht mehr stumm",
  muted: "Stumm für dich, auf allen deinen Geräten.",
  unmuted: "Du wirst wieder benachrichtigt.",
  failed: "Das hat nicht geklappt. Bist du verbunden?",
  new: "Neue Nachricht",
  newIn: (n: number) => (n === 1 ? "Neues in einer Unterhaltung" : `Neues in ${n} Unterhaltungen`),
};

export type NotificationWords = typeof notifications;
