// Translated by machine, to be read by a person.
import type { Catalogs } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("ro");

export const myData: Catalogs["myData"] = {
  at: (name) => `la ${name}`,
  lead: "Acesta este tot ce există aici despre dumneavoastră.",
  leadMore: "Puteți lua aceste date cu dumneavoastră sau le puteți șterge, imediat și fără să întrebați.",
  reading: "Se verifică …",
  failed: "Pentru aceasta aveți nevoie de internet. Ce este pe acest dispozitiv puteți lua deja.",
  again: "Încearcă din nou",

  stored: "Ce este salvat",
  talk: "Conversație",
  talkMore: "Pentru ca dumneavoastră și echipa să vă puteți înțelege.",
  messages: (n) => count(n, { one: "# mesaj", few: "# mesaje", other: "# de mesaje" }),
  talkUntil: (days) =>
    count(days, {
      one: "Până la # zi după ultimul cuvânt",
      few: "Până la # zile după ultimul cuvânt",
      other: "Până la # de zile după ultimul cuvânt",
    }),
  talkHeld: "Rămâne deocamdată, pentru că firma o reține",
  files: "Fotografii și fișiere",
  filesMore: "Țin de conversație.",
  filesHow: (n, size) =>
    n === 0
      ? "niciun fișier"
      : count(n, { one: `#, împreună ${size}`, few: `#, împreună ${size}`, other: `#, împreună ${size}` }),
  filesUntil: "Cât mesajul de care sunt atașate",
  card: "Carte de vizită",
  cardFields: { name: "Nume", phone: "Telefon", email: "E-mail", address: "Adresă" },
  cardNone: "niciuna",
  cardMore: "Ce ați dat firmei.",
  cardUntil: "Până când o retrageți",
  devices: "Dispozitivele dumneavoastră",
  keys: (n) => count(n, { one: "# cheie", few: "# chei", other: "# de chei" }),
  devicesMore: "Pentru ca numai dumneavoastră să vă puteți deschide mesajele.",
  devicesUntil: "Până când le deconectați",
  told: "Notificări",
  toldHow: (push, mail) => (push && mail ? "Browser și e-mail" : push ? "Browser" : "E-mail"),
  toldMore: "Ca să aflați de răspunsuri.",
  toldUntil: "Până când le dezactivați",
  room: "Notițe și etichete",
  roomMore:
    "Ce își notează echipa despre dumneavoastră. Serverul nu le poate citi. Întrebați, iar firma vă trimite aici fiecare cuvânt, criptat.",
  roomUntil: "Până la sfârșitul conversației",
  roomAsk: "Cere notițele",
  roomAsked: (due) => `S-a cerut. Răspuns până la ${due}.`,

  who: "Cine a avut acces",
  team: "Echipa",
  teamMore: "Vă citește mesajele pe dispozitivele firmei.",
  server: "Serverul",
  serverMore: "Vede când se trimite ceva și cât de mare este. Conținutul nu îl poate citi.",
  nobody: "Nimeni altcineva",
  nobodyMore: "Fără publicitate, fără analiză, fără transmitere mai departe.",
  access: "Pe rând",
  accessMore: "Cine și când a venit, a plecat sau a luat datele.",
  what: {
    begun: "Ați început conversația",
    device_added: "S-a adăugat un dispozitiv al dumneavoastră",
    device_removed: "S-a eliminat un dispozitiv al dumneavoastră",
    team_device_added: "S-a adăugat un dispozitiv al echipei",
    team_device_removed: "S-a eliminat un dispozitiv al echipei",
    recovered: "Linkul de revenire a lăsat să intre un dispozitiv",
    exported: "Datele au fost luate",
    restored: "Serverul a fost restaurat dintr-o copie de rezervă",
    erased: "S-a șters ceva",
    expired: "Termenul de păstrare a trecut",
  },
  byTeam: "de către echipă",

  stays: "Ce trebuie să rămână",
  staysMore: "Firma trebuie să păstreze scrisorile comerciale și documentele justificative.",
  classes: { letter: "Comenzi și scrisori comerciale", voucher: "Facturi și documente justificative" },
  classBasis: (kind, years) =>
    `${count(years, { one: "# an", few: "# ani", other: "# de ani" })}, de la sfârșitul anului calendaristic (${kind === "voucher" ? "§\u00a0147\u00a0AO" : "§\u00a0257\u00a0HGB"}, dreptul german)`,
  classUntil: (until) => `Ultimul până la ${until}`,
  hold: "Reținute",
  reasons: {
    dispute: "Firma are nevoie de conversație pentru a lămuri un litigiu.",
    assessment: "O stabilire a impozitului este încă în curs (§\u00a0147 Abs.\u00a03 AO, dreptul german).",
    other: "Firma are un motiv să nu o lase deocamdată să fie ștearsă automat.",
  },
  heldUntil: (until) => (until === null ? "Până la noi dispoziții" : `Până la ${until}`),

  rights: "Drepturile dumneavoastră",
  correct: "Rectificare",
  correctMore:
    "Cartea de vizită o modificați dumneavoastră. Un mesaj propriu îl editați în primele 15 minute. Pentru orice altceva, scrieți ce este greșit; aici notăm termenul.",
  correctCard: "Deschide cartea de vizită",
  correctAsk: "Cere rectificarea",
  counted: "Include-mă în statistică",
  countedMore:
    "Firma numără câte mesaje vin și cât de repede răspunde, fără conținut. Dacă dezactivați, nu mai apăreți în nicio cifră (art. 21).",
  restricted: "Restricționează prelucrarea",
  restrictedMore:
    "Cât timp este activ, nimic nu se numără, nimic nu răspunde automat și nimic nu se șterge automat (art. 18). Echipa vede acest lucru.",
  requests: "Cererile dumneavoastră",
  requestsMore: "Firma are o lună la dispoziție, numărată din ziua în care sosește cererea.",
  kinds: {
    access: "Acces la date",
    correct: "Rectificare",
    restrict: "Restricționare",
    object: "Opoziție",
    erase: "Ștergere",
    portability: "Portabilitate",
  },
  states: {
    open: "deschisă",
    looked: "se trimite chiar acum",
    extended: "deschisă, termen prelungit",
    answered: "cu răspuns",
    refused: "respinsă",
    withdrawn: "retrasă",
  },
  due: (day) => `până la ${day}`,
  withdraw: "Retrage",
  withdrawOf: (kind) => `Retrage: ${kind}`,
  done: "S-a notat. Firma vede imediat acest lucru.",
  notDone: "Nu a reușit, totul este ca înainte. Încercați din nou când aveți internet.",

  why: "În ce scop și pe ce temei",
  recipients: "Cine mai primește ceva",
  recipientsNone: "Nimeni.",
  keptFor: (kept) => `Păstrare: ${kept}`,

  remains:
    "Ce rămâne după ștergere: pe server, identificatorii și cheile publice ale dispozitivelor dumneavoastră, fără conținut, pentru ca nicio copie de rezervă să nu readucă ceva. Pe acest dispozitiv, cuvintele șterse pot rămâne încă o vreme în fișierele proprii ale browserului, până când acesta le suprascrie. Dispar sigur de acolo dacă ștergeți în setările browserului datele acestui site.",
  take: "Descarcă totul",
  erase: "Șterge totul",
  steps: {
    reading: (done, of) => `Se citesc mesajele: ${done} din ${of}`,
    files: (done, of) => `Se aduc fișierele: ${done} din ${of}`,
    packing: (done, of) => `Se împachetează: ${done} din ${of}`,
  },
  cancel: "Anulează",
  cancelled: "Anulat. Nu s-a salvat nimic.",
  saved: (size) => `Pachetul dumneavoastră de date este salvat (${size}).`,
  savedMore:
    "Nu mai este criptat. Despachetați-l și deschideți index.html, chiar și fără internet. Păstrați-l ca pe extrasele de cont.",
  savedPart:
    "Lipsește o parte, pentru că serverul nu a putut fi contactat. Descărcați-l încă o dată când aveți internet.",
  takeFailed: "Pachetul de date nu a putut fi finalizat. Încercați din nou.",
  fileName: (day) => `datele-mele-${day}`,
};
