// Translated by machine, to be read by a person.
import type { FirstWords } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("pl");

export const first: FirstWords = {
  conversation: "Rozmowa",
  message: "Wiadomość",
  send: "Wyślij",
  menu: "Menu",
  close: "Zamknij",
  back: "Wstecz",

  sending: "wysyłanie",
  sent: "wysłano",
  delivered: "dostarczono",
  read: "przeczytano",
  failed: "nie wysłano",
  retry: "Wyślij ponownie",
  failedKept: "Nie wysłano. Państwa tekst jest nadal tutaj.",

  greeting: "Powitanie",
  away: "Odpowiedź automatyczna",
  cut: "Serwer wrócił do wcześniejszego stanu. Może tu brakować tego, co przyszło później.",
  tombstone: "Wiadomość usunięta",
  erasing: "usuwanie",
  unreadable: "Tej wiadomości nie można tu wyświetlić. Zwykle pomaga ponowne wczytanie strony.",
  forged: "Ta wiadomość ma fałszywy podpis i dlatego nie jest wyświetlana.",
  gap: "Przed tą wiadomością czegoś brakuje. Może to jeszcze dotrzeć.",
  unasked: "Serwer usunął wiadomość, choć nikt tego nie zlecił.",
  unproven:
    "Według serwera okres przechowywania minął. To urządzenie nie miało nic z tych wpisów i nie może tego sprawdzić.",
  time: "Godzina tej wiadomości nie może się zgadzać: źle chodzi zegar serwera albo nadawcy.",
  fork: "Dwie wersje nie zgadzają się tu ze sobą. Proszę zapytać na miejscu w firmie.",

  you: "Ja",
  more: "Więcej",
  typing: "pisze …",
  olderLoading: "Wczytywanie starszych wiadomości",
  olderFailed: "Nie udało się teraz wczytać starszych wiadomości.",
  tryAgain: "Spróbuj ponownie",
  emptyDraft: "Nic tu jeszcze nie ma.",
  tooLong: (over) =>
    `Tekst jest o ${count(over, { one: "# znak", few: "# znaki", many: "# znaków" })} za długi na jedną wiadomość. Proszę go skrócić lub podzielić; pozostanie tutaj.`,
  notTaken: "Nie udało się zapisać wiadomości. Państwa tekst jest nadal tutaj.",
  yesterday: "Wczoraj",

  verified: "Sprawdzono na miejscu",
  unverified: "Tabliczka jeszcze niezeskanowana",
  write: "Napisz wiadomość",
  goOn: "Kontynuuj rozmowę",
  onlyTheyRead: "To, co Państwo piszą, czyta tylko zespół.",
  nothingYet: "Dopóki Państwo nie napiszą, na urządzeniu nic się nie zapisuje.",
  returning: (began, devices) =>
    `Miło znów Państwa widzieć. Ta rozmowa zaczęła się ${began}, ${count(devices, { one: "należy do niej # urządzenie", few: "należą do niej # urządzenia", many: "należy do niej # urządzeń" })}.`,
  notNowBack: "Anuluj",
  wayBack: "Wróć do mojej rozmowy",

  open: "Otwarte",
  openUntil: (time) => `Otwarte do ${time}`,
  openAlways: "Otwarte całą dobę",
  shut: (why) => (why ? `Zamknięte – ${why}` : "Zamknięte"),
  shutUntil: (when, why) => `Zamknięte – ${why && `${why}, `}otwarcie: ${when}`,
  inMinutes: (n) => count(n, { one: "za # minutę", few: "za # minuty", many: "za # minut" }),
  afterLunch: (time) => `po przerwie obiadowej o ${time}`,
  onlyMeets: "Tylko po uzgodnieniu",
  meetsUntil: (time, when) => `${time ? `Do ${time}` : "Dziś"} po uzgodnieniu – otwarcie: ${when}`,
  meets: (hours) => `${hours} po uzgodnieniu`.trim(),
  shutThatDay: "zamknięte",
  today: "dziś",
  todayIs: (hours) => `Dziś ${hours}`,
  tomorrow: "jutro",
  now: "teraz",
  and: " i ",
  oClock: (hours) => hours,
  allTimes: "Godziny otwarcia",

  call: "Zadzwoń",
  profile: "Profil",
  imprint: "Dane firmy",
  privacy: "Ochrona danych",
  otherLanguage: "Deutsch",
  otherLang: "de",

  attach: "Załącz",
  record: "Wiadomość głosowa",
  emptyTalk: "Proszę napisać, czego Państwo potrzebują.",
  emptyTalkMore: "Odpowiedzi pojawią się tutaj. Stronę można zamknąć i wrócić później.",
  offline: "Brak internetu. Państwa wiadomości czekają i zostaną wysłane automatycznie.",
  connecting: "Trwa ponowne łączenie. Można pisać dalej.",
  stale: "Firma od dawna nie potwierdziła swoich danych. To, co Państwo widzą, może być nieaktualne.",
  notNow: "Nie można tego teraz wczytać. Zwykle pomaga ponowne wczytanie strony.",

  reload: "Wczytaj ponownie",
  unreachableTitle: "Strony nie można teraz wczytać.",
  unreachableMore: "Proszę sprawdzić, czy jest internet, a potem wczytać stronę ponownie. Nic nie przepadło.",
};
