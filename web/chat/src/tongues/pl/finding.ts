// Translated by machine, to be read by a person.
import type { Finding } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("pl");

const link = (renewed: boolean) => (renewed ? ["Link powrotny jest teraz inny."] : []);
const devices = (n: number, one: string, few: string, many: string) =>
  n === 0 ? [] : [count(n, { one, few, many })];

export const finding: Finding = {
  callButtons: {
    call: "Zadzwoń",
    voice: "Połączenie głosowe",
    video: "Połączenie wideo",
    wait: "Chwileczkę …",
  },
  written: (written, sent) => `napisano ${written}, wysłano ${sent}`,
  kinds: {
    photo: "Zdjęcie",
    video: "Film",
    voice: "Wiadomość głosowa",
    file: "Plik",
    callback: "Prośba o oddzwonienie",
  },
  devices: {
    customers: (change) => [
      ...devices(
        change.joined,
        "Do Państwa rozmowy dołączyło kolejne urządzenie.",
        "Do Państwa rozmowy dołączyły # kolejne urządzenia.",
        "Do Państwa rozmowy dołączyło # kolejnych urządzeń.",
      ),
      ...devices(
        change.left,
        "Z Państwa rozmowy usunięto jedno urządzenie.",
        "Z Państwa rozmowy usunięto # urządzenia.",
        "Z Państwa rozmowy usunięto # urządzeń.",
      ),
      ...link(change.link),
    ],
    ours: (change) => [
      ...devices(
        change.joined,
        "Zespół ma kolejne urządzenie.",
        "Zespół ma # kolejne urządzenia.",
        "Zespół ma # kolejnych urządzeń.",
      ),
      ...devices(
        change.left,
        "Wylogowano jedno urządzenie zespołu.",
        "Wylogowano # urządzenia zespołu.",
        "Wylogowano # urządzeń zespołu.",
      ),
    ],
  },
  reading: {
    today: "Dziś",
    yesterday: "Wczoraj",
    newMessages: (n) =>
      count(n, { one: "# nowa wiadomość", few: "# nowe wiadomości", many: "# nowych wiadomości" }),
    marked: "Oznaczono jako nieprzeczytane",
    toNew: (n) =>
      count(n, {
        one: "Do nowej wiadomości",
        few: "Do # nowych wiadomości",
        many: "Do # nowych wiadomości",
      }),
    toMarked: "Do oznaczonego miejsca",
    toNewest: "Do najnowszych",
    toDate: "Przejdź do daty",
    date: "Data",
    dateMore: "Jeśli tego dnia nic nie było, przejdziemy do następnej wiadomości.",
    jump: "Przejdź",
    loading: (day) => `Wczytywanie starszych wiadomości, na razie do: ${day}.`,
    missing: "Najpierw proszę podać pełną datę: dzień, miesiąc i rok.",
    after: (day) => `Potem nic już nie przyszło. Ostatnia wiadomość: ${day}.`,
    nothing: "Nie ma tu jeszcze wiadomości.",
    failed: "Nie udało się teraz wczytać starszych wiadomości. Z internetem znów zadziała.",
    landed: (day) => `Pierwsza wiadomość: ${day}`,
    landedLater: (wanted, day) => `Tego dnia nic nie było: ${wanted}. Następna wiadomość: ${day}`,
  },
  search: {
    title: "Szukaj w tej rozmowie",
    media: "Zdjęcia, pliki i linki",
    found: (n) => count(n, { one: "# wynik", few: "# wyniki", many: "# wyników" }),
    nothing: "Nic nie znaleziono. Jedno słowo znajduje więcej niż całe zdanie.",
    back: (day) => `Przeszukano do ${day}.`,
    on: "Czytaj dalej wstecz",
    reading: "Czytanie …",
    failed: "Nie udało się. Potrzebny jest do tego internet.",
  },
  trust: {
    verified: (name) => [
      `Naprawdę piszą Państwo do firmy ${name}. Państwa telefon rozpoznał to po tabliczce.`,
      "To, co Państwo piszą, czytają tylko Państwo i zespół.",
    ],
    unverified: (name) => [
      `Czy naprawdę piszą Państwo do firmy ${name}, Państwa telefon rozpozna po tabliczce na ladzie. Proszę zeskanować kod, który na niej jest.`,
      "Pisać można także wcześniej. Wszystko jest zawsze zaszyfrowane.",
    ],
    scan: "Zeskanuj tabliczkę",
    stop: "Przerwij",
    aim: "Proszę skierować kamerę na kod na tabliczce.",
    picture: "Obraz z kamery",
    other: "To inny kod. Właściwy jest na tabliczce tej firmy.",
    damaged: "Ten kod jest niepełny. Proszę zeskanować kod z tabliczki na ladzie.",
    denied:
      "Przeglądarka nie dopuszcza tej strony do kamery. Proszę otworzyć aparat w telefonie i skierować go na tabliczkę.",
    none: "Nie ma tu kamery. Proszę otworzyć aparat w telefonie i skierować go na tabliczkę.",
    devices: "Urządzenia zespołu",
  },
  notice: {
    version: (n, day) => `Wersja ${n} z ${day}, napisana przez serwer na podstawie jego ustawień`,
    whole: "Przeczytaj całą informację o ochronie danych",
    save: (format) => `Zapisz jako ${format}`,
    reading: "Wczytywanie …",
    failed: "Nie można teraz wczytać tej informacji. Proszę spróbować ponownie, gdy będzie internet.",
  },
  place: {
    choice: "Ten adres",
    copy: "Kopiuj",
    map: "Otwórz w aplikacji z mapami",
    copied: "Adres skopiowany.",
    notCopied: "Przeglądarka nie pozwala kopiować. Proszę zaznaczyć adres ręcznie.",
  },
  given: {
    warn: "Z innej aplikacji: proszę sprawdzić.",
    why: "Mogła to przekazać także strona internetowa. Nigdzie tego jeszcze nie wstawiono ani nie wysłano.",
    words: "Tekst",
    files: "Pliki",
  },
  sharing: {
    title: "Coś tu udostępniono",
    how: "Po przyjęciu tekst stanie za tym, co Państwo już napisali. Wyśle się dopiero po dotknięciu przycisku „Wyślij”.",
    some: "Naraz można najwyżej 20 plików. Pozostałe można załączyć potem.",
    take: "Przyjmij",
    drop: "Odrzuć",
    dropAll: "Odrzuć wszystko",
  },
  languages: {
    title: "Język",
    how: "Dotyczy tej strony. To, co pisze firma, pozostaje tak, jak pisze. Wszystkie języki poza niemieckim i angielskim przetłumaczyła maszyna.",
  },
  lost: {
    title: "To nie dotarło",
    lost: "Ta strona nie była teraz gotowa na udostępnianie. Niczego nie zapisano i niczego nie wysłano. W rozmowie można to wybrać przez „Załącz”.",
    full: "Czeka tu już za dużo albo to było za duże: mieści się pięć udostępnionych rzeczy, razem 100 MB. Niczego z tego nie zapisano i niczego nie wysłano. Najpierw proszę przyjąć lub odrzucić to, co już czeka.",
    ok: "Rozumiem",
  },
  emoji: {
    picker: "Emoji",
    search: "Szukaj emoji",
    groups: "Grupy",
    recent: "Ostatnio używane",
    group: {
      0: "Buźki i uczucia",
      1: "Ludzie i gesty",
      3: "Zwierzęta i przyroda",
      4: "Jedzenie i picie",
      5: "Podróże i miejsca",
      6: "Aktywności",
      7: "Przedmioty",
      8: "Symbole",
      9: "Flagi",
    },
    tone: "Odcień skóry",
    tones: ["bez", "jasny", "średnio jasny", "średni", "średnio ciemny", "ciemny"],
    found: (n) =>
      count(n, { one: "Znaleziono # emoji", few: "Znaleziono # emoji", many: "Znaleziono # emoji" }),
    nothing: (query) => `Brak emoji dla „${query}”.`,
    loading: "Wczytywanie emoji",
    failed: "Nie udało się teraz wczytać emoji.",
    again: "Spróbuj ponownie",
  },
  program: {
    label: (name) => `Program · ${name}`,
    nameless: "Program",
    ai: "Tu odpowiada program z AI, nie człowiek.",
    rules: "Tu odpowiada program bez AI, nie człowiek.",
    human: "Porozmawiać z człowiekiem",
    wish: "Chcę porozmawiać z człowiekiem.",
    asked: "Przekazaliśmy Państwa prośbę: odpowie tu ktoś z zespołu.",
  },
};
