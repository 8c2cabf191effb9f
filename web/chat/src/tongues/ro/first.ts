// Translated by machine, to be read by a person.
import type { FirstWords } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("ro");

export const first: FirstWords = {
  conversation: "Conversație",
  message: "Mesaj",
  send: "Trimite",
  menu: "Meniu",
  close: "Închide",
  back: "Înapoi",

  sending: "se trimite",
  sent: "trimis",
  delivered: "livrat",
  read: "citit",
  failed: "netrimis",
  retry: "Trimite din nou",
  failedKept: "Nu s-a trimis. Textul dumneavoastră este încă aici.",

  greeting: "Bun venit",
  away: "Răspuns automat",
  cut: "Serverul a revenit la o stare anterioară. Ce a venit după aceea poate lipsi de aici.",
  tombstone: "Mesaj șters",
  erasing: "se șterge",
  unreadable: "Acest mesaj nu poate fi afișat aici. De obicei ajută reîncărcarea paginii.",
  forged: "Acest mesaj are o semnătură falsă și de aceea nu este afișat.",
  gap: "Înaintea acestui mesaj lipsește ceva. Poate încă să sosească.",
  unasked: "Serverul a eliminat un mesaj fără ca cineva să o fi cerut.",
  unproven:
    "Potrivit serverului, termenul de păstrare a trecut. Acest dispozitiv nu avea nimic din acele mesaje și nu poate verifica.",
  time: "Ora acestui mesaj nu poate fi corectă: ceasul serverului sau al expeditorului merge greșit.",
  fork: "Două versiuni nu se potrivesc aici. Vă rugăm să întrebați la fața locului, la firmă.",

  you: "Dvs.",
  more: "Mai multe",
  typing: "scrie …",
  olderLoading: "Se încarcă mesajele mai vechi",
  olderFailed: "Mesajele mai vechi nu au putut fi încărcate acum.",
  tryAgain: "Încearcă din nou",
  emptyDraft: "Aici nu este încă nimic.",
  tooLong: (over) =>
    `Textul este cu ${count(over, { one: "# caracter", few: "# caractere", other: "# de caractere" })} prea lung pentru un mesaj. Scurtați-l sau împărțiți-l; rămâne aici.`,
  notTaken: "Mesajul nu a putut fi salvat. Textul dumneavoastră este încă aici.",
  yesterday: "Ieri",

  verified: "Verificat la fața locului",
  unverified: "Plăcuța nu a fost încă scanată",
  write: "Scrie un mesaj",
  goOn: "Continuă conversația",
  onlyTheyRead: "Numai echipa citește ce scrieți.",
  nothingYet: "Până când scrieți, nu se salvează nimic pe dispozitivul dumneavoastră.",
  returning: (began, devices) =>
    `Ne bucurăm că ați revenit. Această conversație a început pe ${began} și ${count(devices, { one: "îi aparține # dispozitiv", few: "îi aparțin # dispozitive", other: "îi aparțin # de dispozitive" })}.`,
  notNowBack: "Anulează",
  wayBack: "Înapoi la conversația mea",

  open: "Deschis",
  openUntil: (time) => `Deschis până la ${time}`,
  openAlways: "Deschis non-stop",
  shut: (why) => (why ? `Închis – ${why}` : "Închis"),
  shutUntil: (when, why) => `Închis – ${why && `${why}, `}se deschide ${when}`,
  inMinutes: (n) => count(n, { one: "peste # minut", few: "peste # minute", other: "peste # de minute" }),
  afterLunch: (time) => `după pauza de prânz, la ${time}`,
  onlyMeets: "Numai cu programare",
  meetsUntil: (time, when) => `${time ? `Până la ${time}` : "Astăzi"} cu programare – se deschide ${when}`,
  meets: (hours) => `${hours} cu programare`.trim(),
  shutThatDay: "închis",
  today: "astăzi",
  todayIs: (hours) => `Astăzi ${hours}`,
  tomorrow: "mâine",
  now: "acum",
  and: " și ",
  oClock: (hours) => hours,
  allTimes: "Program",

  call: "Sună",
  profile: "Profil",
  imprint: "Datele firmei",
  privacy: "Protecția datelor",
  otherLanguage: "Deutsch",
  otherLang: "de",

  attach: "Atașează",
  record: "Mesaj vocal",
  emptyTalk: "Scrieți de ce aveți nevoie.",
  emptyTalkMore: "Răspunsurile apar aici. Puteți închide pagina și reveni mai târziu.",
  offline: "Fără internet. Mesajele dumneavoastră sunt pregătite și pleacă automat.",
  connecting: "Conexiunea se restabilește chiar acum. Puteți scrie în continuare.",
  stale: "Firma nu și-a confirmat de mult datele. Este posibil să vedeți informații vechi.",
  notNow: "Acest lucru nu poate fi încărcat acum. De obicei ajută reîncărcarea paginii.",

  reload: "Reîncarcă",
  unreachableTitle: "Pagina nu poate fi încărcată acum.",
  unreachableMore: "Verificați dacă aveți internet, apoi reîncărcați pagina. Nu s-a pierdut nimic.",
};
