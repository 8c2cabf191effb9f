import type { StarterReply } from "./starter.ts";

const bakery: readonly StarterReply[] = [
  {
    shortcut: "oeffnungszeiten",
    title_de: "Öffnungszeiten",
    title_en: "Opening hours",
    keywords: ["Öffnungszeiten", "geöffnet", "offen", "geschlossen", "Sonntag", "Feiertag", "opening hours"],
    text_de:
      "Wir öffnen {{naechste_oeffnung}}. Alle Öffnungszeiten, auch die der Feiertage, stehen oben auf dieser Seite.",
    text_en:
      "We open {{naechste_oeffnung}}. All our opening hours, holidays included, are at the top of this page.",
  },
  {
    shortcut: "bestellen",
    title_de: "Brot und Brötchen vorbestellen",
    title_en: "Order bread and rolls",
    keywords: [
      "Vorbestellung",
      "bestellen",
      "reservieren",
      "zurücklegen",
      "Brot",
      "Brötchen",
      "order",
      "bread",
      "rolls",
    ],
    text_de:
      "Sehr gern. Schreiben Sie uns einfach, was Sie möchten, wie viel davon und wann Sie kommen. Was bis 16 Uhr bei uns ist, liegt am nächsten Morgen für Sie bereit.",
    text_en:
      "With pleasure. Just tell us what you would like, how much of it, and when you will come. Orders placed by 4 pm are ready the next morning.",
  },
  {
    shortcut: "torte",
    title_de: "Torte bestellen",
    title_en: "Order a cake",
    keywords: ["Torte", "Geburtstagstorte", "Hochzeitstorte", "Kuchen", "Geburtstag", "Hochzeit", "cake"],
    text_de:
      "Torten backen wir gern für Sie. Sagen Sie uns bitte, für wie viele Personen und für welchen Tag, welche Sorte, und was darauf stehen soll. Wir brauchen drei Tage Vorlauf, für Hochzeitstorten zwei Wochen.",
    text_en:
      "We love baking cakes. Please tell us for how many people and for which day, which flavour, and what it should say. We need three days' notice, two weeks for wedding cakes.",
  },
  {
    shortcut: "allergene",
    title_de: "Zutaten und Allergene",
    title_en: "Ingredients and allergens",
    keywords: [
      "Allergie",
      "Allergene",
      "Zutaten",
      "Nüsse",
      "Laktose",
      "Milch",
      "enthalten",
      "allergy",
      "ingredients",
      "nuts",
    ],
    text_de:
      "Gut, dass Sie fragen. Für jedes Gebäck haben wir eine Liste mit Zutaten und Allergenen. Welches meinen Sie? Spuren von Nüssen, Milch, Ei und Sesam können wir in unserer Backstube nie ganz ausschließen.",
    text_en:
      "Thank you for asking. We keep a list of ingredients and allergens for everything we bake. Which one do you mean? In our bakery we can never fully rule out traces of nuts, milk, egg and sesame.",
  },
  {
    shortcut: "glutenfrei",
    title_de: "Glutenfrei",
    title_en: "Gluten-free",
    keywords: ["glutenfrei", "Gluten", "Zöliakie", "Weizen", "gluten-free", "coeliac"],
    text_de:
      "Sicher glutenfrei ist bei uns nichts, denn in der Backstube liegt überall Mehl in der Luft. Bei Zöliakie raten wir deshalb von unseren Backwaren ab.",
    text_en:
      "Nothing of ours is safely gluten-free, because there is flour in the air all over the bakery. If you have coeliac disease, we advise against our baking.",
  },
  {
    shortcut: "vegan",
    title_de: "Vegan",
    title_en: "Vegan",
    keywords: ["vegan", "pflanzlich", "ohne Ei", "ohne Milch", "Butter", "plant-based"],
    text_de:
      "Unsere Sauerteigbrote und die meisten Brötchen sind vegan, ebenso einige Kuchen. Am Regal sind sie mit einem grünen Blatt markiert. Suchen Sie etwas Bestimmtes?",
    text_en:
      "Our sourdough loaves and most of our rolls are vegan, and so are some cakes. A green leaf marks them on the shelf. Are you looking for anything in particular?",
  },
  {
    shortcut: "zahlen",
    title_de: "Bezahlen",
    title_en: "Paying",
    keywords: ["bezahlen", "Karte", "EC-Karte", "Kartenzahlung", "bar", "Bargeld", "pay", "card", "cash"],
    text_de: "Sie können bei uns bar, mit Karte oder mit dem Handy bezahlen, auch kleine Beträge.",
    text_en: "You can pay in cash, by card or with your phone, small amounts too.",
  },
  {
    shortcut: "lieferung",
    title_de: "Lieferung",
    title_en: "Delivery",
    keywords: ["Lieferung", "liefern", "Lieferservice", "nach Hause bringen", "delivery"],
    text_de:
      "Samstagvormittags bringen wir Bestellungen ab 15 Euro in der Nachbarschaft gern bis an die Tür. Wohin dürfen wir liefern?",
    text_en:
      "On Saturday mornings we gladly bring orders of 15 euros or more to your door if you live nearby. Where shall we deliver?",
  },
  {
    shortcut: "anfahrt",
    title_de: "Adresse und Anfahrt",
    title_en: "Address and directions",
    keywords: [
      "Adresse",
      "Anfahrt",
      "Weg",
      "wo",
      "Parkplatz",
      "parken",
      "Bus",
      "address",
      "directions",
      "parking",
    ],
    text_de:
      "Sie finden uns hier: {{adresse}}. Wo Sie parken können, steht auf unserer Seite unter Profil. Bis bald.",
    text_en:
      "You will find us at {{adresse}}. The Profile on our page says where you can park. See you soon.",
  },
  {
    shortcut: "sortiment",
    title_de: "Was es heute gibt",
    title_en: "What we have today",
    keywords: ["Sortiment", "Auswahl", "Sorten", "Angebot", "frisch", "heute im Regal", "selection"],
    text_de:
      "Heute im Regal: Roggenbrot, Dinkelvollkorn, Bauernbrot und Baguette, dazu Schrippen, Laugengebäck und Blechkuchen. Sollen wir Ihnen etwas zurücklegen?",
    text_en:
      "On the shelf today: rye, wholegrain spelt, farmhouse bread and baguette, along with rolls, pretzels and tray bakes. Shall we put something aside for you?",
  },
  {
    shortcut: "abholen",
    title_de: "Bestellung abholen",
    title_en: "Collect an order",
    keywords: ["abholen", "Abholung", "abholbereit", "fertig", "Bestellung", "collect", "pick up", "ready"],
    text_de:
      "Ihre Bestellung liegt ab 8 Uhr auf Ihren Namen bereit. Wenn Sie früher oder erst nach Feierabend kommen, schreiben Sie uns kurz.",
    text_en:
      "Your order is waiting under your name from 8 am. If you come earlier, or only after work, just drop us a line.",
  },
  {
    shortcut: "aendern",
    title_de: "Bestellung ändern oder absagen",
    title_en: "Change or cancel an order",
    keywords: ["ändern", "absagen", "abbestellen", "stornieren", "Bestellung", "change", "cancel"],
    text_de:
      "Kein Problem. Bis 16 Uhr am Tag davor ändern wir alles, wie Sie möchten. Was dürfen wir anders machen, oder sollen wir die Bestellung streichen?",
    text_en:
      "No problem. Until 4 pm the day before we can change anything you like. What may we do differently, or shall we cancel the order?",
  },
  {
    shortcut: "fruehstueck",
    title_de: "Frühstück und Kaffee",
    title_en: "Breakfast and coffee",
    keywords: [
      "Frühstück",
      "frühstücken",
      "Kaffee",
      "Café",
      "Sitzplätze",
      "Tisch",
      "breakfast",
      "coffee",
      "table",
    ],
    text_de:
      "Frühstück gibt es bei uns jeden Morgen bis 11 Uhr, mit Kaffee aus der Rösterei nebenan. Für wie viele Personen dürfen wir einen Tisch frei halten?",
    text_en:
      "We serve breakfast every morning until 11, with coffee from the roastery next door. For how many people may we keep a table?",
  },
  {
    shortcut: "platten",
    title_de: "Belegte Brötchen für Feiern",
    title_en: "Platters for parties",
    keywords: [
      "belegte Brötchen",
      "Platte",
      "Schnittchen",
      "Buffet",
      "Feier",
      "Firma",
      "Catering",
      "platter",
      "party",
    ],
    text_de:
      "Für Feiern und Besprechungen belegen wir gern Brötchen und Platten. Für wie viele Gäste, an welchem Tag und um wie viel Uhr? Dann schreibt Ihnen {{mitarbeiter}} heute noch, was es kostet.",
    text_en:
      "We gladly prepare rolls and platters for parties and meetings. For how many guests, on which day and at what time? {{mitarbeiter}} will tell you the price today.",
  },
  {
    shortcut: "arbeiten",
    title_de: "Bei uns arbeiten",
    title_en: "Work with us",
    keywords: ["Stelle", "Job", "Aushilfe", "Ausbildung", "Praktikum", "Bewerbung", "job", "apprenticeship"],
    text_de:
      "Wie schön, dass Sie zu uns möchten. Schreiben Sie ein paar Zeilen über sich, und ab wann Sie könnten. Ein Probetag bei {{betrieb}} sagt mehr als jede Mappe.",
    text_en:
      "How nice that you would like to join us. Write a few lines about yourself and when you could start. A trial day at {{betrieb}} says more than any folder.",
  },
];

export default bakery;
