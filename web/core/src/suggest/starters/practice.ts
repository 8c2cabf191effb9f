import type { StarterReply } from "./starter.ts";

const practice: readonly StarterReply[] = [
  {
    shortcut: "sprechzeiten",
    title_de: "Sprechzeiten",
    title_en: "Surgery hours",
    keywords: [
      "Sprechzeiten",
      "Sprechstunde",
      "Öffnungszeiten",
      "geöffnet",
      "geschlossen",
      "Urlaub",
      "opening hours",
    ],
    text_de:
      "Wir sind {{naechste_oeffnung}} wieder für Sie da. Alle Sprechzeiten stehen oben auf dieser Seite. In dringenden Fällen außerhalb hilft der ärztliche Bereitschaftsdienst unter 116 117.",
    text_en:
      "We open {{naechste_oeffnung}}. All our hours are at the top of this page. For urgent cases outside them, call the medical on-call service on 116 117.",
  },
  {
    shortcut: "termin",
    title_de: "Termin vereinbaren",
    title_en: "Make an appointment",
    keywords: [
      "Termin",
      "Termin vereinbaren",
      "frei",
      "Vorsorge",
      "Check-up",
      "Untersuchung",
      "Beschwerden",
      "appointment",
    ],
    text_de:
      "Gern. Worum geht es in ein, zwei Worten, und wann passt es Ihnen am besten? Wir schlagen Ihnen dann einen Termin vor. Wenn es Ihnen akut schlecht geht, rufen Sie uns bitte an.",
    text_en:
      "Gladly. What is it about, in a word or two, and when would suit you best? We will then suggest a time. If you feel acutely unwell, please call us.",
  },
  {
    shortcut: "absagen",
    title_de: "Termin absagen oder verschieben",
    title_en: "Cancel or move an appointment",
    keywords: ["absagen", "verschieben", "verlegen", "Termin", "verhindert", "cancel", "reschedule"],
    text_de:
      "Danke, dass Sie Bescheid geben, so kann jemand anderes kommen. Der Termin ist gestrichen. Möchten Sie gleich einen neuen?",
    text_en:
      "Thank you for telling us, so that someone else can come. The appointment is cancelled. Would you like a new one?",
  },
  {
    shortcut: "rezept",
    title_de: "Rezept bestellen",
    title_en: "Repeat prescription",
    keywords: [
      "Rezept",
      "Folgerezept",
      "E-Rezept",
      "Medikament",
      "Tabletten",
      "verschreiben",
      "prescription",
    ],
    text_de:
      "Gern. Welches Medikament in welcher Stärke? Wenn Ihre Karte in diesem Quartal schon eingelesen ist, liegt das E-Rezept ab morgen auf Ihrer Gesundheitskarte.",
    text_en:
      "Gladly. Which medicine, in which strength? If your card was read this quarter, the e-prescription is on it from tomorrow.",
  },
  {
    shortcut: "ueberweisung",
    title_de: "Überweisung",
    title_en: "Referral",
    keywords: [
      "Überweisung",
      "Facharzt",
      "überweisen",
      "MRT",
      "Radiologie",
      "Orthopäde",
      "referral",
      "specialist",
    ],
    text_de:
      "Zu welcher Fachrichtung und weswegen? Wenn wir die Beschwerden kennen, liegt die Überweisung ab morgen am Empfang bereit. Sonst schaut vorher kurz die Ärztin darauf.",
    text_en:
      "To which specialist, and what for? If we know the complaint, the referral is ready at reception from tomorrow. Otherwise the doctor needs a short look first.",
  },
  {
    shortcut: "krankschreibung",
    title_de: "Krankschreibung",
    title_en: "Sick note",
    keywords: [
      "Krankschreibung",
      "Krankmeldung",
      "AU",
      "krankschreiben",
      "arbeitsunfähig",
      "erkältet",
      "sick note",
    ],
    text_de:
      "Das tut uns leid, gute Besserung. Für eine Krankschreibung muss die Ärztin Sie sprechen, bei leichten Erkrankungen geht das auch am Telefon. Unter welcher Nummer erreichen wir Sie heute?",
    text_en:
      "We are sorry to hear that, get well soon. For a sick note the doctor has to speak to you; with minor illness, the phone will do. On which number can we reach you today?",
  },
  {
    shortcut: "befund",
    title_de: "Befunde und Laborwerte",
    title_en: "Test results",
    keywords: ["Befund", "Ergebnis", "Ergebnisse", "Labor", "Laborwerte", "Blutwerte", "test results", "lab"],
    text_de:
      "Laborwerte sind meist nach zwei Werktagen da. Wir sehen nach und melden uns. Was auffällig ist, bespricht die Ärztin immer persönlich mit Ihnen.",
    text_en:
      "Lab results usually arrive after two working days. We will check and get back to you. The doctor always discusses anything unusual with you in person.",
  },
  {
    shortcut: "neupatient",
    title_de: "Neue Patientinnen und Patienten",
    title_en: "New patients",
    keywords: [
      "neue Patienten",
      "aufnehmen",
      "Aufnahme",
      "Hausarzt",
      "neu",
      "zugezogen",
      "new patient",
      "register",
    ],
    text_de:
      "Willkommen! Ja, wir nehmen noch neue Patientinnen und Patienten auf. Bringen Sie zum ersten Termin Ihre Karte, Ihren Medikamentenplan und wichtige Befunde mit, und kommen Sie bitte zehn Minuten früher.",
    text_en:
      "Welcome! Yes, we are taking new patients. For your first visit please bring your card, your list of medicines and important findings, and come ten minutes early.",
  },
  {
    shortcut: "versicherung",
    title_de: "Krankenkasse und privat",
    title_en: "Insurance",
    keywords: [
      "Krankenkasse",
      "Versicherung",
      "gesetzlich",
      "privat",
      "Privatpatient",
      "Selbstzahler",
      "insurance",
      "private",
    ],
    text_de:
      "Wir behandeln alle Kassen und privat. Gesetzlich Versicherte bringen einmal im Quartal die Gesundheitskarte mit; privat Versicherte bekommen die Rechnung per Post.",
    text_en:
      "We treat patients of all insurers. With statutory insurance please bring your card once a quarter; with private insurance you receive the bill by post.",
  },
  {
    shortcut: "impfung",
    title_de: "Impfungen",
    title_en: "Vaccinations",
    keywords: [
      "Impfung",
      "impfen",
      "Impfpass",
      "Grippe",
      "Tetanus",
      "Reiseimpfung",
      "vaccination",
      "flu shot",
    ],
    text_de:
      "Impfen können wir dienstags und donnerstags vormittags. Bringen Sie bitte Ihren Impfpass mit. Für Reisen sagen Sie uns, wohin und wann, am besten sechs Wochen vorher.",
    text_en:
      "We vaccinate on Tuesday and Thursday mornings. Please bring your vaccination record. For travel tell us where and when, ideally six weeks ahead.",
  },
  {
    shortcut: "notfall",
    title_de: "Notfall und Bereitschaftsdienst",
    title_en: "Emergency and on-call service",
    keywords: [
      "Notfall",
      "Notdienst",
      "Bereitschaftsdienst",
      "dringend",
      "Atemnot",
      "Brustschmerzen",
      "emergency",
      "urgent",
    ],
    text_de:
      "Bei Lebensgefahr, Atemnot oder Brustschmerzen wählen Sie bitte sofort 112. Wenn es nicht bis zur nächsten Sprechstunde warten kann, hilft der ärztliche Bereitschaftsdienst unter 116 117, Tag und Nacht.",
    text_en:
      "In danger of life, with shortness of breath or chest pain, call 112 at once. If it cannot wait until we open, the medical on-call service helps day and night on 116 117.",
  },
  {
    shortcut: "nuechtern",
    title_de: "Blutabnahme",
    title_en: "Blood test",
    keywords: ["Blutabnahme", "Blut abnehmen", "nüchtern", "essen", "trinken", "blood test", "fasting"],
    text_de:
      "Zur Blutabnahme kommen Sie bitte nüchtern: ab Mitternacht nichts essen, Wasser ist erlaubt, Kaffee bitte erst danach. Ihre Tabletten nehmen Sie wie gewohnt, wenn die Ärztin nichts anderes gesagt hat.",
    text_en:
      "Please come fasting: nothing to eat from midnight, water is fine, coffee only afterwards. Take your tablets as usual unless the doctor said otherwise.",
  },
  {
    shortcut: "hausbesuch",
    title_de: "Hausbesuch",
    title_en: "Home visit",
    keywords: ["Hausbesuch", "nach Hause", "bettlägerig", "nicht gehfähig", "Pflegeheim", "home visit"],
    text_de:
      "Wer nicht zu uns kommen kann, den besuchen wir, meist mittwochs nach der Sprechstunde. Wie heißt die Patientin oder der Patient, und was ist passiert? {{mitarbeiter}} ruft Sie dann an.",
    text_en:
      "We visit those who cannot come to us, usually on Wednesdays after surgery. What is the patient's name, and what has happened? {{mitarbeiter}} will call you.",
  },
  {
    shortcut: "anfahrt",
    title_de: "Adresse und Anfahrt",
    title_en: "Address and directions",
    keywords: [
      "Adresse",
      "Anfahrt",
      "Parkplatz",
      "parken",
      "Aufzug",
      "barrierefrei",
      "Stockwerk",
      "address",
      "parking",
      "lift",
    ],
    text_de:
      "Sie finden {{betrieb}} hier: {{adresse}}. Wenn Sie Hilfe bei den Stufen brauchen, klingeln Sie bitte, wir kommen Ihnen entgegen.",
    text_en:
      "You find {{betrieb}} here: {{adresse}}. If you need help with the steps, please ring and we will come and meet you.",
  },
  {
    shortcut: "unterlagen",
    title_de: "Atteste und Bescheinigungen",
    title_en: "Certificates and forms",
    keywords: ["Attest", "Bescheinigung", "Formular", "Antrag", "Unterlagen", "Akte", "certificate", "form"],
    text_de:
      "Wofür brauchen Sie die Bescheinigung, und bis wann? Manche Atteste zahlt die Kasse nicht; die Kosten sagen wir Ihnen vorher.",
    text_en:
      "What do you need the certificate for, and by when? Some are not covered by insurance; we tell you the fee beforehand.",
  },
];

export default practice;
