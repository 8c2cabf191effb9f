// Translated by machine, to be read by a person.
import type { Finding } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("ro");

const link = (renewed: boolean) => (renewed ? ["Linkul de revenire este acum altul."] : []);
const devices = (n: number, one: string, few: string, other: string) =>
  n === 0 ? [] : [count(n, { one, few, other })];

export const finding: Finding = {
  callButtons: { call: "Sună", voice: "Apel vocal", video: "Apel video", wait: "O clipă …" },
  written: (written, sent) => `scris ${written}, trimis ${sent}`,
  kinds: {
    photo: "Fotografie",
    video: "Video",
    voice: "Mesaj vocal",
    file: "Fișier",
    callback: "Cerere de apel înapoi",
  },
  devices: {
    customers: (change) => [
      ...devices(
        change.joined,
        "Încă un dispozitiv aparține acum conversației dumneavoastră.",
        "Încă # dispozitive aparțin acum conversației dumneavoastră.",
        "Încă # de dispozitive aparțin acum conversației dumneavoastră.",
      ),
      ...devices(
        change.left,
        "Un dispozitiv a fost eliminat din conversația dumneavoastră.",
        "# dispozitive au fost eliminate din conversația dumneavoastră.",
        "# de dispozitive au fost eliminate din conversația dumneavoastră.",
      ),
      ...link(change.link),
    ],
    ours: (change) => [
      ...devices(
        change.joined,
        "Echipa mai are un dispozitiv.",
        "Echipa mai are # dispozitive.",
        "Echipa mai are # de dispozitive.",
      ),
      ...devices(
        change.left,
        "Un dispozitiv al echipei a fost deconectat.",
        "# dispozitive ale echipei au fost deconectate.",
        "# de dispozitive ale echipei au fost deconectate.",
      ),
    ],
  },
  reading: {
    today: "Astăzi",
    yesterday: "Ieri",
    newMessages: (n) => count(n, { one: "# mesaj nou", few: "# mesaje noi", other: "# de mesaje noi" }),
    marked: "Marcat ca necitit",
    toNew: (n) =>
      count(n, { one: "La mesajul nou", few: "La cele # mesaje noi", other: "La cele # de mesaje noi" }),
    toMarked: "La locul marcat",
    toNewest: "La cele mai noi",
    toDate: "Mergi la o dată",
    date: "Dată",
    dateMore: "Dacă în acea zi nu a fost nimic, se trece la următorul mesaj de după ea.",
    jump: "Mergi",
    loading: (day) => `Se încarcă mesajele mai vechi, deocamdată până la: ${day}.`,
    missing: "Introduceți mai întâi o dată întreagă, cu zi, lună și an.",
    after: (day) => `După aceea nu a mai venit nimic. Ultimul mesaj: ${day}.`,
    nothing: "Aici nu este încă niciun mesaj.",
    failed: "Mesajele mai vechi nu au putut fi încărcate acum. Cu internet merge din nou.",
    landed: (day) => `Primul mesaj: ${day}`,
    landedLater: (wanted, day) => `Nimic în ziua aceasta: ${wanted}. Următorul mesaj: ${day}`,
  },
  search: {
    title: "Caută în această conversație",
    media: "Fotografii, fișiere și linkuri",
    found: (n) => count(n, { one: "# rezultat", few: "# rezultate", other: "# de rezultate" }),
    nothing: "Nu s-a găsit nimic. Un singur cuvânt găsește mai mult decât o propoziție întreagă.",
    back: (day) => `S-a căutat până la ${day}.`,
    on: "Caută mai în urmă",
    reading: "Se citește …",
    failed: "Nu a reușit. Pentru aceasta aveți nevoie de internet.",
  },
  trust: {
    verified: (name) => [
      `Conversați într-adevăr cu ${name}. Telefonul dumneavoastră a recunoscut acest lucru după plăcuță.`,
      "Ce scrieți este citit numai de dumneavoastră și de echipă.",
    ],
    unverified: (name) => [
      `Telefonul dumneavoastră recunoaște după plăcuța de pe tejghea dacă într-adevăr conversați cu ${name}. Scanați codul de pe ea.`,
      "Puteți scrie și înainte. Totul este criptat întotdeauna.",
    ],
    scan: "Scanează plăcuța acum",
    stop: "Oprește",
    aim: "Îndreptați camera spre codul de pe plăcuță.",
    picture: "Imaginea camerei",
    other: "Acesta este alt cod. Cel corect este pe plăcuța acestei firme.",
    damaged: "Acest cod este incomplet. Scanați codul de pe plăcuța de la tejghea.",
    denied:
      "Browserul nu lasă această pagină să folosească camera. Deschideți camera telefonului și îndreptați-o spre plăcuță.",
    none: "Aici nu este nicio cameră. Deschideți camera telefonului și îndreptați-o spre plăcuță.",
    devices: "Dispozitivele echipei",
  },
  notice: {
    version: (n, day) => `Versiunea ${n} din ${day}, scrisă de server din setările sale`,
    whole: "Citește toată informarea privind protecția datelor",
    save: (format) => `Salvează ca ${format}`,
    reading: "Se încarcă …",
    failed: "Informarea nu poate fi încărcată acum. Încercați din nou când aveți internet.",
  },
  place: {
    choice: "Această adresă",
    copy: "Copiază",
    map: "Deschide în aplicația de hărți",
    copied: "Adresă copiată.",
    notCopied: "Browserul nu permite copierea. Selectați adresa de mână.",
  },
  given: {
    warn: "Din altă aplicație: vă rugăm să verificați.",
    why: "Și o pagină web poate să fi transmis așa ceva. Nu este încă introdus nicăieri și nici trimis.",
    words: "Text",
    files: "Fișiere",
  },
  sharing: {
    title: "Aici s-a partajat ceva",
    how: "Dacă îl preluați, textul se adaugă la sfârșitul a ceea ce ați scris deja. Se trimite abia când atingeți „Trimite”.",
    some: "Deodată merg cel mult 20 de fișiere. Celelalte le puteți atașa după aceea.",
    take: "Preia",
    drop: "Renunță",
    dropAll: "Renunță la tot",
  },
  languages: {
    title: "Limbă",
    how: "Este valabil pentru această pagină. Ce scrie firma rămâne așa cum scrie ea. În afară de germană și engleză, toate limbile au fost traduse de o mașină.",
  },
  lost: {
    title: "Conținutul nu a ajuns",
    lost: "Această pagină nu era pregătită acum pentru partajare. Nu s-a salvat nimic și nu s-a trimis nimic. În conversație puteți alege același lucru cu „Atașează”.",
    full: "Aici așteaptă deja prea multe sau a fost prea mare: încap cinci partajări, împreună 100 MB. Nu s-a salvat nimic din ele și nu s-a trimis nimic. Mai întâi preluați ce așteaptă deja sau renunțați la ele.",
    ok: "Am înțeles",
  },
  emoji: {
    picker: "Emoji",
    search: "Caută emoji",
    groups: "Grupuri",
    recent: "Folosite recent",
    group: {
      0: "Fețe și sentimente",
      1: "Oameni și gesturi",
      3: "Animale și natură",
      4: "Mâncare și băutură",
      5: "Călătorii și locuri",
      6: "Activități",
      7: "Obiecte",
      8: "Simboluri",
      9: "Steaguri",
    },
    tone: "Nuanța pielii",
    tones: ["fără", "deschisă", "medie spre deschisă", "medie", "medie spre închisă", "închisă"],
    found: (n) => count(n, { one: "# emoji găsit", few: "# emoji găsite", other: "# de emoji găsite" }),
    nothing: (query) => `Niciun emoji pentru „${query}”.`,
    loading: "Se încarcă emoji",
    failed: "Emoji nu au putut fi încărcate acum.",
    again: "Încearcă din nou",
  },
  program: {
    label: (name) => `Program · ${name}`,
    nameless: "Program",
    ai: "Aici răspunde un program cu IA, nu un om.",
    rules: "Aici răspunde un program fără IA, nu un om.",
    human: "Vorbiți cu un om",
    wish: "Aș dori să vorbesc cu un om.",
    asked: "Dorința dumneavoastră a fost trimisă: cineva din echipă va răspunde aici.",
  },
};
