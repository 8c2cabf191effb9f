import { lines, type Texts, where } from "./kit.ts";

/** The texts of the moving kit in German, for customers. */
export const german: Texts = {
  wa_greeting: ({ name }, link) => [
    `Schön, dass Sie schreiben! Sie erreichen ${name} jetzt hier, ohne App und ohne Nummer: ${link}`,
    `Schön, dass Sie schreiben! Sie erreichen uns jetzt hier, ohne App und ohne Nummer: ${link}`,
    `Schön, dass Sie schreiben! Sie erreichen uns jetzt hier: ${link}`,
  ],
  wa_away: (_, link) => [
    `Gerade sind wir nicht da. Schreiben Sie uns bitte über diesen Link, da lesen wir zuerst: ${link}`,
    `Gerade sind wir nicht da. Schreiben Sie uns bitte über diesen Link: ${link}`,
  ],
  wa_reply: ({ name }, link) => [
    `Das klären wir gern, am liebsten hier. Da liest nur das Team von ${name} mit: ${link}`,
    `Das klären wir gern, am liebsten hier. Da liest nur unser Team mit: ${link}`,
    `Das klären wir gern, am liebsten hier: ${link}`,
  ],
  regulars_1: ({ name }, link) => [
    lines(
      "Guten Tag, Bestellungen und Fragen nehmen wir ab jetzt hier an:",
      link,
      "Antippen, schreiben, fertig. Sie brauchen keine App, und nur unser Team liest mit.",
      `Herzliche Grüße, ${name}`,
      "Möchten Sie dazu nichts mehr von uns hören? Dann antworten Sie kurz mit „Nein“.",
    ),
  ],
  regulars_2: ({ name }, link) => [
    lines(
      "Guten Tag, eine kleine Erinnerung: Über diesen Link antworten wir Ihnen am schnellsten.",
      link,
      "Was Sie schreiben, finden Sie unter diesem Link immer wieder.",
      `Herzliche Grüße, ${name}`,
      "Möchten Sie dazu nichts mehr von uns hören? Dann antworten Sie kurz mit „Nein“.",
    ),
  ],
  regulars_3: ({ name }, link) => [
    lines(
      "Guten Tag, in WhatsApp lesen wir bald nicht mehr regelmäßig. Damit nichts liegen bleibt, schreiben Sie uns bitte über diesen Link:",
      link,
      "Danke, dass Sie mitkommen!",
      `Herzliche Grüße, ${name}`,
      "Möchten Sie dazu nichts mehr von uns hören? Dann antworten Sie kurz mit „Nein“.",
    ),
  ],
  email: ({ name, place, phone, hours }, link) => [
    lines(
      name,
      place,
      where(phone, `Telefon ${phone}`),
      where(hours, `Geöffnet ${hours}`),
      `Schreiben Sie uns, verschlüsselt und ohne App: ${link}`,
    ),
  ],
  phone: ({ name, spokenHours, spokenAddress }) => [
    [
      `Guten Tag, hier ist ${name}. Gerade kann niemand ans Telefon gehen.`,
      where(spokenHours, `Wir haben geöffnet: ${spokenHours}.`),
      `Am schnellsten erreichen Sie uns schriftlich, ohne App und ohne Anmeldung. Die Adresse im Internet ist: ${spokenAddress}. Ich wiederhole: ${spokenAddress}.`,
      "Vielen Dank und auf Wiederhören.",
    ]
      .filter(Boolean)
      .join(" "),
  ],
  google: ({ name }) => [
    lines(
      `Neu bei ${name}: Schreiben Sie uns direkt, ohne App und ohne Anmeldung.`,
      "Ob Bestellung, Frage oder Foto: Ihre Nachricht liest nur unser Team im Laden. Tippen Sie auf „Weitere Informationen“ und schreiben Sie los.",
    ),
  ],
  website: ({ hours }, link) => [
    lines(
      "Schreiben Sie uns: ohne App, ohne Anmeldung, Ende-zu-Ende verschlüsselt.",
      where(hours, `Geöffnet ${hours}.`),
      link,
    ),
  ],
  invoice: (_, link) => [`Fragen zu dieser Rechnung? Schreiben Sie uns, ohne App: ${link}`],
};
