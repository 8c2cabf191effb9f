// Translated by machine, to be read by a person.
import type { Catalogs } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("pl");

export const myData: Catalogs["myData"] = {
  at: (name) => `w firmie ${name}`,
  lead: "To wszystko, co tu o Państwu jest.",
  leadMore: "Można to zabrać ze sobą lub usunąć, od razu i bez pytania.",
  reading: "Sprawdzamy …",
  failed: "Potrzebny jest do tego internet. To, co jest na tym urządzeniu, można zabrać już teraz.",
  again: "Spróbuj ponownie",

  stored: "Co jest zapisane",
  talk: "Rozmowa",
  talkMore: "Aby Państwo i zespół mogli się umawiać.",
  messages: (n) => count(n, { one: "# wiadomość", few: "# wiadomości", many: "# wiadomości" }),
  talkUntil: (days) =>
    count(days, {
      one: "Do # dnia po ostatnim słowie",
      few: "Do # dni po ostatnim słowie",
      many: "Do # dni po ostatnim słowie",
    }),
  talkHeld: "Na razie pozostaje, bo firma ją zatrzymuje",
  files: "Zdjęcia i pliki",
  filesMore: "Należą do rozmowy.",
  filesHow: (n, size) =>
    n === 0
      ? "brak"
      : count(n, { one: `#, razem ${size}`, few: `#, razem ${size}`, many: `#, razem ${size}` }),
  filesUntil: "Tak długo jak wiadomość, do której należą",
  card: "Wizytówka",
  cardFields: { name: "Imię i nazwisko", phone: "Telefon", email: "E-mail", address: "Adres" },
  cardNone: "brak",
  cardMore: "To, co przekazali Państwo firmie.",
  cardUntil: "Dopóki jej Państwo nie wycofają",
  devices: "Państwa urządzenia",
  keys: (n) => count(n, { one: "# klucz", few: "# klucze", many: "# kluczy" }),
  devicesMore: "Aby tylko Państwo mogli otwierać swoje wiadomości.",
  devicesUntil: "Dopóki ich Państwo nie wylogują",
  told: "Powiadomienia",
  toldHow: (push, mail) => (push && mail ? "Przeglądarka i e-mail" : push ? "Przeglądarka" : "E-mail"),
  toldMore: "Aby dowiadywali się Państwo o odpowiedziach.",
  toldUntil: "Dopóki ich Państwo nie wyłączą",
  room: "Notatki i etykiety",
  roomMore:
    "To, co zespół notuje sobie o Państwu. Serwer nie może tego przeczytać. Wystarczy zapytać, a firma prześle tu Państwu każde słowo, zaszyfrowane.",
  roomUntil: "Do końca rozmowy",
  roomAsk: "Zapytaj o to",
  roomAsked: (due) => `Zapytano. Odpowiedź do ${due}.`,

  who: "Kto miał dostęp",
  team: "Zespół",
  teamMore: "Czyta Państwa wiadomości na urządzeniach firmy.",
  server: "Serwer",
  serverMore: "Widzi, kiedy coś jest wysyłane i jak jest duże. Treści nie może przeczytać.",
  nobody: "Nikt inny",
  nobodyMore: "Bez reklam, bez analizowania, bez przekazywania dalej.",
  access: "Po kolei",
  accessMore: "Kto i kiedy dołączył, odszedł lub zabrał dane ze sobą.",
  what: {
    begun: "Zaczęli Państwo rozmowę",
    device_added: "Dołączyło Państwa urządzenie",
    device_removed: "Usunięto Państwa urządzenie",
    team_device_added: "Dołączyło urządzenie zespołu",
    team_device_removed: "Usunięto urządzenie zespołu",
    recovered: "Link powrotny wpuścił urządzenie",
    exported: "Dane zostały zabrane",
    restored: "Serwer odtworzono z kopii zapasowej",
    erased: "Coś zostało usunięte",
    expired: "Minął okres przechowywania",
  },
  byTeam: "przez zespół",

  stays: "Co musi pozostać",
  staysMore: "Firma musi przechowywać pisma handlowe i dowody księgowe.",
  classes: { letter: "Zlecenia i pisma handlowe", voucher: "Faktury i dowody księgowe" },
  classBasis: (kind, years) =>
    `${count(years, { one: "# rok", few: "# lata", many: "# lat" })}, od końca roku kalendarzowego (${kind === "voucher" ? "§\u00a0147\u00a0AO" : "§\u00a0257\u00a0HGB"}, prawo niemieckie)`,
  classUntil: (until) => `Ostatnie do ${until}`,
  hold: "Zatrzymane",
  reasons: {
    dispute: "Firma potrzebuje tej rozmowy, aby wyjaśnić spór.",
    assessment: "Ustalanie wysokości podatku jeszcze trwa (§\u00a0147 Abs.\u00a03 AO, prawo niemieckie).",
    other: "Firma ma powód, by na razie nie pozwolić na jej automatyczne usunięcie.",
  },
  heldUntil: (until) => (until === null ? "Do odwołania" : `Do ${until}`),

  rights: "Państwa prawa",
  correct: "Sprostowanie",
  correctMore:
    "Wizytówkę zmieniają Państwo sami. Własną wiadomość można edytować przez pierwsze 15 minut. W każdej innej sprawie proszę napisać, co jest błędne; termin zanotujemy tutaj.",
  correctCard: "Otwórz wizytówkę",
  correctAsk: "Zażądaj sprostowania",
  counted: "Uwzględniaj mnie w statystyce",
  countedMore:
    "Firma liczy, ile przychodzi wiadomości i jak szybko odpowiada, bez ich treści. Po wyłączeniu nie będzie Państwa w żadnej liczbie (art. 21).",
  restricted: "Ogranicz przetwarzanie",
  restrictedMore:
    "Dopóki to jest włączone, nic nie jest liczone, nic nie odpowiada automatycznie i nic nie jest automatycznie usuwane (art. 18). Zespół to widzi.",
  requests: "Państwa wnioski",
  requestsMore: "Firma ma miesiąc, licząc od dnia, w którym wniosek dotrze.",
  kinds: {
    access: "Dostęp do danych",
    correct: "Sprostowanie",
    restrict: "Ograniczenie",
    object: "Sprzeciw",
    erase: "Usunięcie",
    portability: "Przeniesienie danych",
  },
  states: {
    open: "otwarty",
    looked: "właśnie wysyłany",
    extended: "otwarty, termin przedłużony",
    answered: "z odpowiedzią",
    refused: "odrzucony",
    withdrawn: "wycofany",
  },
  due: (day) => `do ${day}`,
  withdraw: "Wycofaj",
  withdrawOf: (kind) => `Wycofaj: ${kind}`,
  done: "Zanotowano. Firma od razu to widzi.",
  notDone: "Nie udało się, wszystko jest jak przedtem. Proszę spróbować ponownie, gdy będzie internet.",

  why: "W jakim celu i na jakiej podstawie",
  recipients: "Kto jeszcze coś otrzymuje",
  recipientsNone: "Nikt.",
  keptFor: (kept) => `Przechowywanie: ${kept}`,

  remains:
    "Co pozostaje po usunięciu: na serwerze identyfikatory i klucze publiczne Państwa urządzeń, bez treści, aby żadna kopia zapasowa niczego nie przywróciła. Na tym urządzeniu usunięte słowa mogą jeszcze przez pewien czas leżeć we własnych plikach przeglądarki, dopóki ona ich nie nadpisze. Na pewno znikną stamtąd, gdy w ustawieniach przeglądarki usuną Państwo dane tej strony.",
  take: "Pobierz wszystko",
  erase: "Usuń wszystko",
  steps: {
    reading: (done, of) => `Odczytywanie wiadomości: ${done} z ${of}`,
    files: (done, of) => `Pobieranie plików: ${done} z ${of}`,
    packing: (done, of) => `Pakowanie: ${done} z ${of}`,
  },
  cancel: "Anuluj",
  cancelled: "Anulowano. Niczego nie zapisano.",
  saved: (size) => `Państwa pakiet danych jest zapisany (${size}).`,
  savedMore:
    "Nie jest już zaszyfrowany. Proszę go rozpakować i otworzyć index.html, także bez internetu. Proszę przechowywać go jak wyciągi bankowe.",
  savedPart:
    "Części brakuje, bo serwer był nieosiągalny. Proszę pobrać pakiet jeszcze raz, gdy będzie internet.",
  takeFailed: "Nie udało się przygotować pakietu danych. Proszę spróbować ponownie.",
  fileName: (day) => `moje-dane-${day}`,
};
