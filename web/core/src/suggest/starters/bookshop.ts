import type { StarterReply } from "./starter.ts";

const bookshop: readonly StarterReply[] = [
  {
    shortcut: "bestellen",
    title_de: "Buch bestellen",
    title_en: "Order a book",
    keywords: ["bestellen", "Bestellung", "besorgen", "lieferbar", "ISBN", "Autor", "order", "author"],
    text_de:
      "Das bestellen wir gern für Sie. Was heute bis 16 Uhr bestellt ist, liegt meist morgen früh im Laden. Schreiben Sie uns Titel und Autor oder die ISBN; ein Foto vom Umschlag genügt auch.",
    text_en:
      "We will gladly order it for you. What is ordered by 4 pm is usually here the next morning. Please send us title and author or the ISBN; a photo of the cover will do.",
  },
  {
    shortcut: "verfuegbar",
    title_de: "Ist das Buch da?",
    title_en: "In stock?",
    keywords: [
      "vorrätig",
      "verfügbar",
      "auf Lager",
      "noch da",
      "zurücklegen",
      "in stock",
      "available",
      "put aside",
    ],
    text_de:
      "Ich sehe gleich im Regal nach. Wenn das Buch da ist, lege ich es drei Tage auf Ihren Namen zurück. Wie heißt der Titel?",
    text_en:
      "I will look on the shelf right away. If the book is here, I will put it aside under your name for three days. What is the title?",
  },
  {
    shortcut: "oeffnungszeiten",
    title_de: "Öffnungszeiten",
    title_en: "Opening hours",
    keywords: ["Öffnungszeiten", "geöffnet", "offen", "geschlossen", "Feiertag", "Samstag", "opening hours"],
    text_de: "Wir öffnen {{naechste_oeffnung}}. Alle Öffnungszeiten stehen oben auf dieser Seite.",
    text_en: "We open {{naechste_oeffnung}}. All our opening hours are at the top of this page.",
  },
  {
    shortcut: "abholen",
    title_de: "Bestellung abholen",
    title_en: "Collect an order",
    keywords: [
      "abholen",
      "Abholung",
      "angekommen",
      "eingetroffen",
      "Bestellung",
      "Abholfach",
      "collect",
      "pick up",
      "arrived",
    ],
    text_de:
      "Ich sehe im Abholfach nach und melde mich gleich. Was da ist, liegt zwei Wochen auf Ihren Namen bereit. Wenn es länger dauert, sagen Sie einfach Bescheid.",
    text_en:
      "I will look on the collection shelf and get back to you in a moment. What is here waits for two weeks under your name. If it takes you longer, just let us know.",
  },
  {
    shortcut: "empfehlung",
    title_de: "Was lesen?",
    title_en: "What to read?",
    keywords: [
      "empfehlen",
      "Empfehlung",
      "Buchtipp",
      "Tipp",
      "vorlesen",
      "Roman",
      "Krimi",
      "recommend",
      "recommendation",
    ],
    text_de:
      "Da fällt uns sicher etwas ein. Für wen soll es sein, und welches Buch hat zuletzt gefallen? Bei Kindern hilft das Alter.",
    text_en:
      "We are sure to think of something. Who is it for, and which book did they last enjoy? For children, the age helps.",
  },
  {
    shortcut: "geschenk",
    title_de: "Als Geschenk verpacken",
    title_en: "Gift wrapping",
    keywords: [
      "Geschenk",
      "Geschenkverpackung",
      "einpacken",
      "verpacken",
      "Geschenkpapier",
      "gift wrap",
      "wrapping",
    ],
    text_de:
      "Wir packen gern alles hübsch ein, das kostet nichts extra. Wenn ein Kärtchen dazu soll, schreiben Sie uns den Text.",
    text_en:
      "We gladly wrap everything nicely, free of charge. If you would like a card with it, send us the words.",
  },
  {
    shortcut: "schulbuecher",
    title_de: "Schulbücher",
    title_en: "School books",
    keywords: [
      "Schulbuch",
      "Schulbücher",
      "Bücherliste",
      "Arbeitsheft",
      "Schule",
      "Klasse",
      "Lektüre",
      "school book",
      "book list",
    ],
    text_de:
      "Schicken Sie uns einfach ein Foto der Bücherliste und sagen Sie uns Schule und Klasse. Wir bestellen alles und melden uns, wenn es vollständig ist. Vor den Ferien geht es am schnellsten.",
    text_en:
      "Just send us a photo of the book list and tell us the school and the class. We order everything and write to you once it is complete. It is quickest before the holidays.",
  },
  {
    shortcut: "gutschein",
    title_de: "Gutscheine",
    title_en: "Gift vouchers",
    keywords: ["Gutschein", "Büchergutschein", "einlösen", "gültig", "voucher", "gift card"],
    text_de:
      "Gutscheine gibt es bei uns über jeden Betrag. Sie gelten drei Jahre, vom Ende des Jahres an gerechnet, in dem Sie ihn gekauft haben. Auch ältere sehen wir uns gern an.",
    text_en:
      "We have vouchers for any amount. They are valid for three years from the end of the year of purchase. We are happy to look at older ones too.",
  },
  {
    shortcut: "umtausch",
    title_de: "Umtausch",
    title_en: "Exchange",
    keywords: [
      "Umtausch",
      "umtauschen",
      "Rückgabe",
      "zurückgeben",
      "Kassenbon",
      "doppelt",
      "exchange",
      "return",
    ],
    text_de:
      "Ungelesene Bücher tauschen wir innerhalb von 14 Tagen gern um, am liebsten mit Kassenbon. Was eigens für Sie bestellt war, sehen wir uns zusammen an. Fehlen Seiten, bekommen Sie natürlich ein neues.",
    text_en:
      "We gladly exchange unread books within 14 days, if possible with the receipt. What was ordered for you we look at together. If pages are missing, you get a new copy, of course.",
  },
  {
    shortcut: "versand",
    title_de: "Nach Hause schicken",
    title_en: "Send it home",
    keywords: [
      "Versand",
      "Versandkosten",
      "schicken",
      "Paket",
      "Lieferung",
      "liefern",
      "shipping",
      "delivery",
      "post",
    ],
    text_de:
      "Wir schicken Ihnen gern alles nach Hause. Innerhalb Deutschlands kostet ein Päckchen 3 Euro und ist zwei bis drei Tage unterwegs. Wohin darf es gehen?",
    text_en:
      "We gladly send everything to your home. Within Germany a parcel costs 3 euros and takes two to three days. Where may it go?",
  },
  {
    shortcut: "preis",
    title_de: "Preise und Rabatt",
    title_en: "Prices and discounts",
    keywords: [
      "Preis",
      "kostet",
      "Rabatt",
      "günstiger",
      "billiger",
      "gebraucht",
      "price",
      "cost",
      "discount",
    ],
    text_de:
      "Ein neues Buch kostet in Deutschland überall dasselbe, bei uns also nicht mehr als im Netz. Günstiger sind Taschenbücher und unser Tisch mit Mängelexemplaren. Um welchen Titel geht es?",
    text_en:
      "A new book costs the same everywhere in Germany, so no more here than online. Paperbacks are cheaper, and so is our table of slightly damaged copies. Which title is it?",
  },
  {
    shortcut: "ebook",
    title_de: "E-Books und Hörbücher",
    title_en: "E-books and audio books",
    keywords: ["E-Book", "eBook", "E-Reader", "Tolino", "Hörbuch", "Download", "audio book", "e-reader"],
    text_de:
      "Hörbücher auf CD haben wir im Laden. E-Books und Hörbücher zum Herunterladen gibt es auf unserer Internetseite, und beim E-Reader hilft {{mitarbeiter}} Ihnen gern.",
    text_en:
      "We have audio books on CD in the shop. E-books and audio books to download are on our website, and {{mitarbeiter}} will gladly help you with the e-reader.",
  },
  {
    shortcut: "lesung",
    title_de: "Lesungen",
    title_en: "Readings",
    keywords: [
      "Lesung",
      "Veranstaltung",
      "Lesekreis",
      "Vorlesestunde",
      "Eintritt",
      "signiert",
      "reading",
      "event",
      "book club",
    ],
    text_de:
      "Unsere nächsten Abende stehen auf dem Plakat im Fenster. Karten legen wir Ihnen gern zurück, bezahlt wird am Abend. Für wie viele Personen?",
    text_en:
      "Our next evenings are on the poster in the window. We gladly keep tickets for you, to be paid on the night. For how many people?",
  },
  {
    shortcut: "anfahrt",
    title_de: "Adresse und Anfahrt",
    title_en: "Address and directions",
    keywords: [
      "Adresse",
      "Anfahrt",
      "Weg",
      "Parkplatz",
      "parken",
      "Bahn",
      "Bus",
      "address",
      "directions",
      "parking",
    ],
    text_de:
      "Sie finden {{betrieb}} hier: {{adresse}}. Wo Sie parken können, steht auf unserer Seite unter Profil. Schön, wenn Sie vorbeischauen.",
    text_en:
      "You find {{betrieb}} here: {{adresse}}. Our page says under Profile where you can park. We look forward to seeing you.",
  },
];

export default bookshop;
