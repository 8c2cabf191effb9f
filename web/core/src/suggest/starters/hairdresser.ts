import type { StarterReply } from "./starter.ts";

const hairdresser: readonly StarterReply[] = [
  {
    shortcut: "oeffnungszeiten",
    title_de: "Öffnungszeiten",
    title_en: "Opening hours",
    keywords: ["Öffnungszeiten", "geöffnet", "offen", "geschlossen", "Montag", "Samstag", "opening hours"],
    text_de:
      "Wir sind {{naechste_oeffnung}} wieder für Sie da. Alle Öffnungszeiten stehen oben auf dieser Seite.",
    text_en: "We open {{naechste_oeffnung}}. All our opening hours are at the top of this page.",
  },
  {
    shortcut: "termin",
    title_de: "Termin vereinbaren",
    title_en: "Book an appointment",
    keywords: [
      "Termin",
      "Termin vereinbaren",
      "frei",
      "schneiden",
      "Haarschnitt",
      "appointment",
      "book",
      "haircut",
    ],
    text_de:
      "Sehr gern. Was dürfen wir für Sie tun, und welche Tage passen Ihnen? Wenn Sie zu jemand Bestimmtem möchten, schreiben Sie den Namen dazu. Dann schlagen wir Ihnen gleich etwas vor.",
    text_en:
      "With pleasure. What may we do for you, and which days suit you? If you would like someone in particular, add the name, and we will suggest a time right away.",
  },
  {
    shortcut: "absagen",
    title_de: "Termin absagen oder verschieben",
    title_en: "Cancel or move an appointment",
    keywords: ["absagen", "verschieben", "verlegen", "umbuchen", "Termin", "krank", "cancel", "reschedule"],
    text_de:
      "Danke, dass Sie Bescheid geben. Wir haben den Termin gestrichen. Wann würde es Ihnen stattdessen passen?",
    text_en: "Thank you for letting us know. We have cancelled the appointment. When would suit you instead?",
  },
  {
    shortcut: "preise",
    title_de: "Preise",
    title_en: "Prices",
    keywords: [
      "Preis",
      "Preise",
      "Preisliste",
      "kosten",
      "Damenhaarschnitt",
      "Herrenhaarschnitt",
      "price",
      "cost",
    ],
    text_de:
      "Waschen, Schneiden und Föhnen kostet für Damen ab 52 Euro, für Herren ab 34 Euro. Den genauen Preis nennen wir Ihnen vor dem ersten Schnitt.",
    text_en:
      "Wash, cut and blow-dry starts at 52 euros for women and 34 euros for men. We tell you the exact price before the first cut.",
  },
  {
    shortcut: "farbe",
    title_de: "Farbe und Strähnen",
    title_en: "Colour and highlights",
    keywords: [
      "Farbe",
      "färben",
      "Strähnen",
      "Blondierung",
      "Tönung",
      "Ansatz",
      "Balayage",
      "colour",
      "highlights",
    ],
    text_de:
      "Farbe braucht Zeit und ein kurzes Gespräch. Schicken Sie uns gern, was Sie sich vorstellen, und sagen Sie uns, ob Ihr Haar schon gefärbt ist. Planen Sie zwei bis drei Stunden ein.",
    text_en:
      "Colour takes time and a short talk. Tell us what you have in mind and whether your hair is already coloured. Please allow two to three hours.",
  },
  {
    shortcut: "hochzeit",
    title_de: "Braut- und Hochsteckfrisuren",
    title_en: "Bridal styling and updos",
    keywords: [
      "Hochzeit",
      "Braut",
      "Brautfrisur",
      "Hochsteckfrisur",
      "Probefrisur",
      "Abiball",
      "wedding",
      "bridal",
      "updo",
    ],
    text_de:
      "Wie schön. Für festliche Frisuren nehmen wir uns zweimal Zeit: einmal zur Probe, etwa vier Wochen vorher, und am Tag selbst. Wann ist das Fest?",
    text_en:
      "How lovely. For festive hair we take our time twice: once for a trial about four weeks ahead, and on the day itself. When is the celebration?",
  },
  {
    shortcut: "kinder",
    title_de: "Kinder",
    title_en: "Children",
    keywords: ["Kinder", "Kinderhaarschnitt", "Kind", "Sohn", "Tochter", "children", "kids"],
    text_de:
      "Kinder sind bei uns herzlich willkommen, auch die ungeduldigen. Ein Kinderhaarschnitt bis zwölf Jahre dauert etwa 20 Minuten. Vormittags ist es am ruhigsten.",
    text_en:
      "Children are most welcome here, the impatient ones too. A child's haircut up to the age of twelve takes about 20 minutes. Mornings are the calmest.",
  },
  {
    shortcut: "ohnetermin",
    title_de: "Ohne Termin",
    title_en: "Walk-ins",
    keywords: ["ohne Termin", "spontan", "vorbeikommen", "ohne Anmeldung", "walk-in", "without appointment"],
    text_de:
      "Kommen Sie gern spontan vorbei. Dienstags bis donnerstags klappt es meist gleich, am Wochenende warten Sie mit einem Termin kürzer.",
    text_en:
      "Feel free to drop in. From Tuesday to Thursday it usually works at once; at the weekend you wait less with an appointment.",
  },
  {
    shortcut: "zuspaet",
    title_de: "Komme später",
    title_en: "Running late",
    keywords: ["später", "zu spät", "verspäte", "Verspätung", "Stau", "Minuten", "late", "delayed"],
    text_de:
      "Danke für die Nachricht, kommen Sie in Ruhe an. Bis zu 15 Minuten fangen wir auf; dauert es länger, schauen wir gemeinsam, was noch geht.",
    text_en:
      "Thank you for telling us, take your time. We can make up for 15 minutes; if it takes longer, we will see together what is still possible.",
  },
  {
    shortcut: "zahlen",
    title_de: "Bezahlen",
    title_en: "Paying",
    keywords: ["bezahlen", "Karte", "EC-Karte", "Kartenzahlung", "bar", "pay", "card", "cash"],
    text_de: "Sie können bar, mit Karte oder mit dem Handy bezahlen.",
    text_en: "You can pay in cash, by card or with your phone.",
  },
  {
    shortcut: "anfahrt",
    title_de: "Adresse und Parken",
    title_en: "Address and parking",
    keywords: [
      "Adresse",
      "Anfahrt",
      "Weg",
      "Parkplatz",
      "parken",
      "Haltestelle",
      "address",
      "directions",
      "parking",
    ],
    text_de: "Sie finden uns hier: {{adresse}}. Wo Sie parken können, steht auf unserer Seite unter Profil.",
    text_en: "You will find us at {{adresse}}. The Profile on our page says where you can park.",
  },
  {
    shortcut: "gutschein",
    title_de: "Gutscheine",
    title_en: "Gift vouchers",
    keywords: ["Gutschein", "Geschenkgutschein", "Geschenk", "schenken", "voucher", "gift"],
    text_de:
      "Gutscheine gibt es bei uns über jeden Betrag, hübsch verpackt. Sie können ihn im Salon abholen, oder wir schicken ihn Ihnen nach Hause. Über welchen Betrag darf er lauten?",
    text_en:
      "We have vouchers for any amount, nicely wrapped. Collect it in the salon or have it sent to your home. What amount may it be?",
  },
  {
    shortcut: "bart",
    title_de: "Bart und Rasur",
    title_en: "Beard and shave",
    keywords: ["Bart", "Rasur", "rasieren", "Bartpflege", "trimmen", "beard", "shave"],
    text_de:
      "Bart schneiden und in Form bringen dauert 20 Minuten, eine klassische Nassrasur mit heißem Tuch etwa eine halbe Stunde. Beides geht gern zusammen mit einem Haarschnitt.",
    text_en:
      "Trimming and shaping a beard takes 20 minutes, a classic wet shave with a hot towel about half an hour. Both go well with a haircut.",
  },
  {
    shortcut: "pflege",
    title_de: "Pflege und Produkte",
    title_en: "Care and products",
    keywords: ["Pflege", "Produkte", "Shampoo", "Spülung", "Haarkur", "kaufen", "product", "conditioner"],
    text_de:
      "Alles, womit wir arbeiten, können Sie bei uns auch mitnehmen. {{mitarbeiter}} schaut gern nach, was wir bei Ihnen benutzt haben, und legt es zurück.",
    text_en:
      "Everything we work with you can also take home. {{mitarbeiter}} will gladly look up what we used for you and put it aside.",
  },
];

export default hairdresser;
