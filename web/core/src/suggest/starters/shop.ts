import type { StarterReply } from "./starter.ts";

const shop: readonly StarterReply[] = [
  {
    shortcut: "oeffnungszeiten",
    title_de: "Öffnungszeiten",
    title_en: "Opening hours",
    keywords: ["Öffnungszeiten", "geöffnet", "offen", "geschlossen", "Feiertag", "Samstag", "opening hours"],
    text_de:
      "Wir öffnen {{naechste_oeffnung}}. Alle Öffnungszeiten stehen oben auf dieser Seite. Bis bald im Laden.",
    text_en:
      "We open {{naechste_oeffnung}}. All our opening hours are at the top of this page. See you in the shop.",
  },
  {
    shortcut: "verfuegbar",
    title_de: "Ist es da?",
    title_en: "In stock?",
    keywords: [
      "verfügbar",
      "vorrätig",
      "auf Lager",
      "Größe",
      "Farbe",
      "noch da",
      "in stock",
      "available",
      "size",
    ],
    text_de:
      "Ich schaue gleich für Sie nach. Welche Größe und Farbe darf es sein? Wenn es da ist, lege ich es Ihnen gern zurück.",
    text_en:
      "I will check for you right away. Which size and colour would you like? If we have it, I will gladly put it aside.",
  },
  {
    shortcut: "zuruecklegen",
    title_de: "Zurücklegen",
    title_en: "Put aside",
    keywords: [
      "zurücklegen",
      "reservieren",
      "Reservierung",
      "aufheben",
      "weglegen",
      "put aside",
      "reserve",
      "hold",
    ],
    text_de: "Sehr gern. Wir legen es drei Tage auf Ihren Namen zurück. Wann schaffen Sie es zu uns?",
    text_en: "With pleasure. We will keep it under your name for three days. When can you make it?",
  },
  {
    shortcut: "umtausch",
    title_de: "Umtausch und Rückgabe",
    title_en: "Exchange and returns",
    keywords: [
      "Umtausch",
      "umtauschen",
      "Rückgabe",
      "zurückgeben",
      "Kassenbon",
      "Reklamation",
      "exchange",
      "return",
      "refund",
    ],
    text_de:
      "Was nicht passt, tauschen wir innerhalb von 14 Tagen gern um, ungetragen und mit Kassenbon. Fehlt der Bon, finden wir meist trotzdem eine Lösung.",
    text_en:
      "If it does not fit, we gladly exchange it within 14 days, unworn and with the receipt. Without a receipt we usually find a way too.",
  },
  {
    shortcut: "versand",
    title_de: "Versand",
    title_en: "Shipping",
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
      "Wir schicken Ihnen gern alles nach Hause. Innerhalb Deutschlands kostet das Paket 5,90 Euro und ist zwei bis drei Tage unterwegs. Wohin darf es gehen?",
    text_en:
      "We gladly send everything to your home. Within Germany a parcel costs 5.90 euros and takes two to three days. Where may it go?",
  },
  {
    shortcut: "zahlen",
    title_de: "Bezahlen",
    title_en: "Paying",
    keywords: [
      "bezahlen",
      "Karte",
      "EC-Karte",
      "Kreditkarte",
      "bar",
      "PayPal",
      "Rechnung",
      "pay",
      "card",
      "cash",
    ],
    text_de:
      "Im Laden zahlen Sie bar, mit Karte oder mit dem Handy. Was wir verschicken, bezahlen Sie vorab, per Überweisung oder PayPal.",
    text_en:
      "In the shop you pay in cash, by card or with your phone. What we ship is paid in advance, by bank transfer or PayPal.",
  },
  {
    shortcut: "gutschein",
    title_de: "Gutscheine",
    title_en: "Gift vouchers",
    keywords: ["Gutschein", "Geschenkgutschein", "einlösen", "gültig", "voucher", "gift card"],
    text_de:
      "Gutscheine gibt es bei uns über jeden Betrag. Sie gelten drei Jahre, vom Ende des Jahres an gerechnet, in dem Sie ihn gekauft haben. Auch ältere sehen wir uns gern an.",
    text_en:
      "We have vouchers for any amount. They are valid for three years from the end of the year of purchase. We are happy to look at older ones too.",
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
  {
    shortcut: "bestellen",
    title_de: "Für Sie bestellen",
    title_en: "Order for you",
    keywords: ["bestellen", "Bestellung", "besorgen", "nachbestellen", "andere Farbe", "order"],
    text_de:
      "Was wir nicht im Laden haben, bestellen wir Ihnen gern, meist ist es in einer Woche da. Sie müssen es nicht nehmen, wenn es nicht gefällt. Welches Modell, welche Größe, welche Farbe?",
    text_en:
      "What we do not have in the shop we gladly order for you; it usually takes a week. You need not take it if you do not like it. Which model, size and colour?",
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
      "fertig",
      "collect",
      "pick up",
      "arrived",
    ],
    text_de:
      "Ich sehe nach Ihrer Bestellung und melde mich gleich. Sobald sie da ist, liegt sie an der Kasse auf Ihren Namen bereit. Bringen Sie bitte den Abholzettel mit.",
    text_en:
      "I will look for your order and get back to you in a moment. Once it is here, it waits at the till under your name. Please bring the collection slip.",
  },
  {
    shortcut: "reparatur",
    title_de: "Reparatur",
    title_en: "Repairs",
    keywords: ["Reparatur", "reparieren", "kaputt", "defekt", "Garantie", "repair", "broken"],
    text_de:
      "Bringen Sie das gute Stück gern vorbei. {{mitarbeiter}} sieht es sich an und sagt Ihnen, ob sich die Reparatur lohnt und was sie kostet. Ist es bei uns gekauft? Dann hilft der Kassenbon.",
    text_en:
      "Feel free to bring it in. {{mitarbeiter}} will look at it and tell you whether a repair is worth it and what it costs. Did you buy it from us? Then the receipt helps.",
  },
  {
    shortcut: "geschenk",
    title_de: "Als Geschenk verpacken",
    title_en: "Gift wrapping",
    keywords: ["Geschenk", "Geschenkverpackung", "einpacken", "verpacken", "gift wrap", "wrapping"],
    text_de:
      "Wir packen gern alles hübsch ein, das kostet nichts extra. Wenn ein Kärtchen dazu soll, schreiben Sie uns den Text.",
    text_en:
      "We gladly wrap everything nicely, free of charge. If you would like a card with it, send us the words.",
  },
  {
    shortcut: "rabatt",
    title_de: "Rabatt und Angebote",
    title_en: "Discounts and offers",
    keywords: ["Rabatt", "Angebot", "Aktion", "Sale", "Prozente", "Nachlass", "discount", "sale", "offer"],
    text_de:
      "Unsere Preise gelten für alle gleich. Zweimal im Jahr, im Januar und im Juli, räumen wir das Lager, da lohnt sich das Vorbeischauen. Sollen wir Ihnen dann Bescheid geben?",
    text_en:
      "Our prices are the same for everybody. Twice a year, in January and July, we clear our stock, and a visit pays off. Shall we let you know then?",
  },
  {
    shortcut: "beratung",
    title_de: "Beratung",
    title_en: "Advice",
    keywords: [
      "Beratung",
      "beraten",
      "empfehlen",
      "Empfehlung",
      "Tipp",
      "anprobieren",
      "advice",
      "recommend",
    ],
    text_de:
      "Da beraten wir Sie gern. Wofür brauchen Sie es, und was ist Ihnen wichtig? Am besten probieren Sie es im Laden in Ruhe an; wenn Sie mögen, halten wir Ihnen eine Stunde frei.",
    text_en:
      "We are happy to advise you. What do you need it for, and what matters to you? It is best to try it on in the shop; if you like, we will keep an hour free for you.",
  },
];

export default shop;
