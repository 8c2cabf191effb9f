// Translated by machine, to be read by a person.
import type { RefusalWords } from "../../words/de.refusals.ts";

const noted = new Map([
  ["blocked", "Zespół zablokował Państwa w tej rozmowie."],
  ["unblocked", "Zespół znów przyjmuje od Państwa wiadomości."],
]);

const waits = new Map([
  [
    "conversation_blocked",
    "Zespół nie przyjmuje tu już od Państwa wiadomości. Wszystko, co tu jest, można przeczytać i usunąć.",
  ],
  ["too_many", "Chwileczkę, to było dużo naraz."],
  [
    "clock_ahead",
    "Zegar tego urządzenia spieszy się o więcej niż jeden dzień. Proszę go ustawić, a Państwa tekst zostanie wysłany automatycznie.",
  ],
  [
    "conversation_full",
    "Ta rozmowa jest pełna. Proszę usunąć wiadomości, które nie są już Państwu potrzebne. Wtedy Państwa tekst zostanie wysłany automatycznie.",
  ],
  [
    "business_full",
    "Firma nie może teraz niczego przyjąć, jej miejsce na serwerze jest pełne. Państwa tekst czeka i zostanie później wysłany automatycznie.",
  ],
  [
    "storage_full",
    "Na serwerze nie ma teraz miejsca. Państwa tekst czeka i zostanie później wysłany automatycznie.",
  ],
]);

export const refusals: RefusalWords = {
  someBusiness: "Firma",
  takeOver: "Pisz dalej tutaj",
  mismatchTitle: "Ten klucz nie pasuje do tabliczki.",
  mismatchMore: [
    "Proszę niczego nie pisać i zapytać na miejscu w firmie.",
    "Na tabliczce jest inny odcisk klucza niż ten, który pokazuje ten serwer. Może tabliczka została wymieniona. Może ktoś podaje się za tę firmę.",
    "Niczego się stąd nie wysyła.",
  ],
  brokenTitle: "Poświadczenie tej firmy jest uszkodzone.",
  brokenMore: [
    "Proszę niczego nie pisać i zapytać na miejscu w firmie.",
    "Tego, co serwer przesłał jako dowód, nie można sprawdzić. Do tego czasu ta strona pozostaje zamknięta.",
    "Niczego się nie wysyła, a to, co Państwo tu napisali, pozostaje zachowane.",
  ],
  elsewhereTitle: "To nie jest właściwy adres.",
  elsewhereMore: [
    "Serwer jest skonfigurowany pod innym adresem. Proszę zeskanować tabliczkę jeszcze raz albo powiedzieć o tym w firmie.",
    "To, co Państwo tu napisali, pozostaje na tym urządzeniu.",
  ],
  unknownTitle: "Nie ma tu żadnej firmy.",
  unknownMore: [
    "Adres nie całkiem się zgadza. Proszę sprawdzić pisownię albo zeskanować tabliczkę jeszcze raz.",
  ],
  notOpenTitle: "Jeszcze się tu urządzamy.",
  notOpenMore: (name) =>
    `${name} właśnie przygotowuje to miejsce. Gdy tylko będzie gotowe, ta strona otworzy się sama. W przeciwnym razie proszę niedługo zajrzeć ponownie.`,
  unsupportedTitle: "Ta przeglądarka jest za stara na zaszyfrowane wiadomości.",
  unsupportedMore: [
    "Proszę ją zaktualizować albo otworzyć ten adres w aktualnej przeglądarce Chrome, Edge, Firefox lub Safari. Do tego czasu z firmą można się kontaktować jak dotychczas.",
  ],
  storageTitle: "Przeglądarka nie pozwala tu niczego zapisać.",
  storageMore: [
    "Bez możliwości zapisu Państwa klucze przepadłyby przy zamknięciu strony. Proszę otworzyć stronę w zwykłym oknie zamiast w trybie prywatnym albo zwolnić trochę miejsca na urządzeniu.",
  ],
  revokedTitle: "To urządzenie jest wylogowane.",
  revokedMore: [
    "Ta rozmowa została na tym urządzeniu zakończona. Ponownie otworzy ją Państwa link powrotny.",
  ],
  againTitle: "Kontynuować tutaj z linkiem powrotnym?",
  againMore: [
    "To urządzenie jest wylogowane, a Państwo otworzyli link powrotny.",
    "Jeśli przejdą Państwo dalej, usunięte zostanie to, co jeszcze jest tu z rozmowy. Co otwiera link, strona pokaże, zanim cokolwiek się stanie.",
  ],
  againGo: "Usuń tutaj i przejdź dalej",
  withoutLink: "Dalej bez linku",
  removedTitle: "To urządzenie zostało usunięte.",
  removedMore: [
    "Inne Państwa urządzenie wyłączyło je z rozmowy. To, co z niej tu było, jest usunięte; na innych Państwa urządzeniach nadal jest.",
    "Można tu zacząć nową rozmowę albo ponownie otworzyć starą nowym linkiem powrotnym.",
  ],
  noted: (name) => noted.get(name),
  waits: (why) => waits.get(why),
  beginAnew: "Zacznij od nowa",
  replacedTitle: "Rozmowa jest otwarta gdzie indziej.",
  replacedMore: ["Trwa teraz dalej w innym oknie. Nic nie przepadło."],
  updatedTitle: "Tresen został zaktualizowany.",
  updatedMore: [
    "W innym oknie działa jeszcze poprzednia wersja. Proszę wczytać stronę ponownie; jeśli to nie pomoże, zamknąć tamto okno. Nic nie przepadło.",
  ],
  newerTitle: "Ta wersja jest na to za stara.",
  newerMore: [
    "Firma używa czegoś, czego ta wersja programu Tresen jeszcze nie rozumie. Proszę wczytać stronę ponownie. Jeśli to nie pomoże, firma musi zaktualizować swój serwer. Nic nie przepadło.",
  ],
  returnLinkTitle: "Ten link powrotny niczego tu nie otwiera.",
  returnLinkMore: [
    "Może przy kopiowaniu zgubił się kawałek albo link należy do innej firmy. Proszę spróbować jeszcze raz z całym linkiem.",
    "Może też odnowili go Państwo na jednym ze swoich urządzeń. Wtedy ważny jest już tylko nowy.",
  ],
};
