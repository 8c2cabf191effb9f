import type { StarterReply } from "./starter.ts";

const craft: readonly StarterReply[] = [
  {
    shortcut: "erreichbar",
    title_de: "Öffnungszeiten und Büro",
    title_en: "Office hours",
    keywords: [
      "Öffnungszeiten",
      "Bürozeiten",
      "Büro",
      "erreichbar",
      "geöffnet",
      "anrufen",
      "office hours",
      "opening hours",
    ],
    text_de:
      "Unser Büro ist {{naechste_oeffnung}} wieder besetzt. Schreiben können Sie uns hier jederzeit, wir antworten zwischen zwei Baustellen.",
    text_en:
      "Our office opens {{naechste_oeffnung}}. You can write to us here at any time; we answer between two jobs.",
  },
  {
    shortcut: "angebot",
    title_de: "Angebot und Kostenvoranschlag",
    title_en: "Quote",
    keywords: ["Angebot", "Kostenvoranschlag", "Kosten", "Anfrage", "Offerte", "quote", "estimate"],
    text_de:
      "Gern machen wir Ihnen ein Angebot. Schreiben Sie uns bitte, worum es geht, wie groß die Fläche oder der Raum ist, und wo. Mit zwei, drei Fotos geht es schneller. Das Angebot kostet Sie nichts.",
    text_en:
      "We are happy to give you a quote. Please tell us what it is about, how large the area or room is, and where. Two or three photos speed it up. The quote costs you nothing.",
  },
  {
    shortcut: "besichtigung",
    title_de: "Besichtigung und Aufmaß",
    title_en: "Site visit",
    keywords: [
      "Besichtigung",
      "Aufmaß",
      "vor Ort",
      "anschauen",
      "ansehen",
      "vorbeikommen",
      "Termin",
      "site visit",
    ],
    text_de:
      "Am besten sehen wir uns das vor Ort an. An welchen Tagen passt es Ihnen, und ab wie viel Uhr? {{mitarbeiter}} kommt dann vorbei und misst alles aus.",
    text_en:
      "It is best if we look at it on site. Which days suit you, and from what time? {{mitarbeiter}} will come by and take the measurements.",
  },
  {
    shortcut: "notdienst",
    title_de: "Notdienst",
    title_en: "Emergency service",
    keywords: [
      "Notdienst",
      "Notfall",
      "dringend",
      "sofort",
      "Wasserschaden",
      "Rohrbruch",
      "Heizungsausfall",
      "Stromausfall",
      "emergency",
      "leak",
    ],
    text_de:
      "Wir kümmern uns. Drehen Sie bitte den Haupthahn zu, oder schalten Sie die Sicherung aus, wenn Sie gefahrlos herankommen. Schreiben Sie uns Adresse und Telefonnummer, wir rufen sofort zurück. Bei Gasgeruch: Haus verlassen, dann 112.",
    text_en:
      "We are on it. Please turn off the main valve, or the fuse, if you can do so safely. Send us your address and phone number and we will call straight back. If you smell gas: leave the house, then call 112.",
  },
  {
    shortcut: "preise",
    title_de: "Stundensatz und Anfahrt",
    title_en: "Hourly rate and call-out",
    keywords: [
      "Preis",
      "Preise",
      "Stundensatz",
      "Stundenlohn",
      "Anfahrt",
      "Anfahrtskosten",
      "kosten",
      "hourly rate",
      "price",
    ],
    text_de:
      "Wir rechnen nach Zeit und Material ab, in Schritten von einer Viertelstunde, dazu einmal die Anfahrt. Die aktuellen Sätze schicken wir Ihnen gern zu; bei größeren Arbeiten gilt der feste Preis aus dem Angebot.",
    text_en:
      "We charge time and material in steps of a quarter of an hour, plus the journey once. We gladly send you our current rates; for larger jobs the fixed price of the quote holds.",
  },
  {
    shortcut: "fotos",
    title_de: "Bitte um Fotos",
    title_en: "Please send photos",
    keywords: ["Foto", "Fotos", "Bild", "Bilder", "Typenschild", "photo", "picture"],
    text_de:
      "Fotos helfen uns sehr: eines vom ganzen Raum, eines aus der Nähe und, wenn es eines gibt, eines vom Typenschild. Dann wissen wir, was wir mitbringen müssen.",
    text_en:
      "Photos help us a lot: one of the whole room, one close up and, if there is one, one of the type plate. Then we know what to bring.",
  },
  {
    shortcut: "wartezeit",
    title_de: "Wartezeit und Beginn",
    title_en: "Lead time",
    keywords: [
      "Wartezeit",
      "frühestens",
      "Beginn",
      "anfangen",
      "wie lange dauert",
      "Vorlauf",
      "Auftragslage",
      "lead time",
      "start",
    ],
    text_de:
      "Zurzeit beginnen wir etwa vier Wochen nach der Zusage. Kleine Reparaturen schieben wir oft früher dazwischen. Bis wann soll es denn fertig sein?",
    text_en:
      "At the moment we start about four weeks after you accept. Small repairs often fit in earlier. By when should it be finished?",
  },
  {
    shortcut: "rechnung",
    title_de: "Rechnung",
    title_en: "Invoice",
    keywords: [
      "Rechnung",
      "Zahlung",
      "überweisen",
      "Rechnungsnummer",
      "Skonto",
      "bezahlen",
      "invoice",
      "bill",
    ],
    text_de:
      "Wir sehen nach und melden uns heute noch. Nennen Sie uns bitte die Rechnungsnummer oder die Adresse der Baustelle.",
    text_en:
      "We will check and get back to you today. Please give us the invoice number or the address of the site.",
  },
  {
    shortcut: "verschieben",
    title_de: "Termin verschieben",
    title_en: "Move an appointment",
    keywords: ["verschieben", "absagen", "verlegen", "Termin", "verhindert", "reschedule", "cancel"],
    text_de:
      "Kein Problem, danke fürs Bescheidgeben. Welche Tage passen Ihnen stattdessen? Wir suchen den nächsten freien Platz in unserem Plan.",
    text_en:
      "No problem, thank you for telling us. Which days suit you instead? We will find the next free place in our schedule.",
  },
  {
    shortcut: "reklamation",
    title_de: "Mangel und Gewährleistung",
    title_en: "Defect and warranty",
    keywords: [
      "Reklamation",
      "Mangel",
      "Gewährleistung",
      "Garantie",
      "undicht",
      "defekt",
      "nachbessern",
      "warranty",
      "defect",
    ],
    text_de:
      "Das tut uns leid, so soll es nicht sein. Schicken Sie uns bitte ein Foto und sagen Sie, seit wann es auftritt. Wir kommen und bringen es in Ordnung; auf unsere Arbeit haben Sie Gewährleistung.",
    text_en:
      "We are sorry, it should not be like that. Please send us a photo and tell us since when it has happened. We will come and put it right; our work is under warranty.",
  },
  {
    shortcut: "umkreis",
    title_de: "Wo wir arbeiten",
    title_en: "Where we work",
    keywords: [
      "Umkreis",
      "Gebiet",
      "Einzugsgebiet",
      "Entfernung",
      "Umgebung",
      "Kilometer",
      "area",
      "distance",
    ],
    text_de:
      "Wir arbeiten im Umkreis von etwa 30 Kilometern um unsere Werkstatt, für größere Aufträge auch weiter. Wo steht das Haus?",
    text_en:
      "We work within about 30 kilometres of our workshop, further for larger jobs. Where is the house?",
  },
  {
    shortcut: "wartung",
    title_de: "Wartung",
    title_en: "Maintenance",
    keywords: [
      "Wartung",
      "warten",
      "Heizungswartung",
      "Inspektion",
      "Wartungsvertrag",
      "Prüfung",
      "maintenance",
      "service",
    ],
    text_de:
      "Gern. Welches Gerät ist es, und wann war die letzte Wartung? Mit einem Wartungsvertrag melden wir uns jedes Jahr von selbst.",
    text_en:
      "Gladly. Which appliance is it, and when was it last serviced? With a maintenance contract we come back to you every year by ourselves.",
  },
  {
    shortcut: "material",
    title_de: "Eigenes Material",
    title_en: "Your own material",
    keywords: [
      "Material",
      "selbst kaufen",
      "Eigenleistung",
      "Fliesen",
      "mitbringen",
      "Baumarkt",
      "material",
      "own",
    ],
    text_de:
      "Wir bauen auch ein, was Sie selbst besorgt haben. Auf das Material geben wir dann keine Gewährleistung, auf unsere Arbeit schon. Schicken Sie uns vor dem Kauf bitte Hersteller und Typ, dann prüfen wir, ob es passt.",
    text_en:
      "We also fit what you bought yourself. We then give no warranty on the material, but we do on our work. Please send us maker and model before you buy, and we will check whether it fits.",
  },
  {
    shortcut: "arbeiten",
    title_de: "Bei uns arbeiten",
    title_en: "Work with us",
    keywords: [
      "Ausbildung",
      "Lehrstelle",
      "Praktikum",
      "Stelle",
      "Job",
      "Geselle",
      "Bewerbung",
      "apprenticeship",
      "job",
    ],
    text_de:
      "Gute Leute sind bei {{betrieb}} immer willkommen. Schreiben Sie uns kurz, was Sie können oder lernen möchten. Am besten kommen Sie einen Tag zur Probe mit.",
    text_en:
      "Good people are always welcome at {{betrieb}}. Tell us briefly what you can do or would like to learn. It is best to join us for a trial day.",
  },
];

export default craft;
