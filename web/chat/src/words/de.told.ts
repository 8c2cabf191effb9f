// Worte dessen, was nach der ersten Nachricht kommt.

export const de = {
  keepLink: "Rückkehr-Link aufbewahren",
  keepLater: "Später",
  tellAsk: (name: string) => `Sollen wir Ihnen Bescheid geben, wenn ${name} antwortet?`,
  tellHow:
    "Ist die Seite zu, weckt der Dienst Ihres Browsers (Google, Apple oder Mozilla) dieses Gerät. Er erfährt, dass und wann, nicht was oder von wem.",
  tellHome:
    "Auf iPhone und iPad geht das erst, wenn diese Seite auf dem Home-Bildschirm liegt: Teilen, dann „Zum Home-Bildschirm“. Öffnen Sie sie dort mit Ihrem Rückkehr-Link.",
  tellYes: "Bescheid geben",
  tellNo: "Nein danke",
  tellOk: "Verstanden",
  tellTitle: "Bescheid geben",
  tellOn: "Auf diesem Gerät Bescheid geben",
  tellOnHere: "Sie bekommen Bescheid, solange diese Seite irgendwo offen ist.",
  tellDenied:
    "Der Browser lässt das nicht zu. Wir fragen nicht noch einmal; ändern können Sie es in den Einstellungen des Browsers, bei den Rechten dieser Seite.",
  tellCannot: "Dieser Browser kann nicht Bescheid geben.",
  tellFailed:
    "Der Dienst des Browsers war nicht zu erreichen. Bescheid gibt es nur, solange diese Seite offen ist.",
  tellTry: "Testnachricht",
  tellTryBody: "So sieht es aus, wenn eine Antwort da ist.",
  tellTried: {
    shown: "Angekommen. Sehen Sie nichts, unterdrückt es das Gerät: sehen Sie bei „Nicht stören“ nach.",
    not: "Nicht angekommen. Der Browser hat es nicht angezeigt.",
    taken: "Der Dienst hat sie angenommen, und sie ist hier angekommen.",
    waiting:
      "Der Dienst hat sie angenommen. Hier ist noch nichts angekommen; manchmal dauert es eine Minute.",
    later: "Der Dienst war nicht zu erreichen. Versuchen Sie es später noch einmal.",
    gone: "Der Dienst kennt dieses Gerät nicht mehr. Schalten Sie es aus und wieder ein.",
  },
  tellNew: "Neue Nachricht",
};
