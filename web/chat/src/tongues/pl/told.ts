// Translated by machine, to be read by a person.
import type { Catalogs } from "../catalogs.ts";

export const told: Pick<Catalogs, "doubt" | "forgets" | "mail" | "tell" | "telling"> = {
  forgets:
    "Safari usuwa wszystko po siedmiu dniach bez odwiedzin. Dwa sposoby: droga powrotu albo ta strona na ekranie początkowym.",
  doubt: {
    said: "Nasze ostatnie powiadomienie chyba nie dotarło do Państwa na tym urządzeniu.",
    byMail: "Dlatego przyszedł e-mail i tak pozostanie, dopóki powiadomienia znów tu nie dotrą.",
    attempt: "Czy docierają, pokaże wiadomość testowa w ustawieniach.",
    open: "Sprawdź",
  },
  tell: {
    card: "Żebyśmy nie stracili kontaktu",
    welcomeBack: "Miło znów Państwa widzieć. Żebyśmy nie stracili kontaktu:",
    cardOpen: "Zobacz",
    cardNo: "Nie pokazuj więcej",
    joined: "Do Państwa rozmowy należy teraz kolejne urządzenie.",
    reading: "Zespół widzi, kiedy Państwo przeczytali wiadomość.",
    readingChange: "Zmień",
    tellAsk: "Czy powiadomić Państwa, gdy będzie odpowiedź?",
    tellBrief: "Usługa przeglądarki dowie się tylko tego.",
    tellHomeBrief: "Wystarczy dodać tę stronę do ekranu początkowego.",
    tellHow: "Jak to zrobić",
    tellHome:
      "Na iPhonie i iPadzie działa to dopiero wtedy, gdy ta strona jest na ekranie początkowym. Proszę skopiować swój link powrotny, dotknąć „Udostępnij” i „Do ekranu początkowego”, a potem wkleić go tam raz: Menu, „Link powrotny”.",
    tellYes: "Tak, proszę",
    tellNo: "Nie, dziękuję",
    tellTitle: "Powiadomienia",
    tellOn: "Powiadamiaj na tym urządzeniu",
    tellDenied:
      "Przeglądarka na to nie pozwala. Nie zapytamy ponownie; można to zmienić w ustawieniach przeglądarki, w uprawnieniach tej strony.",
    tellCannot: "Ta przeglądarka nie potrafi powiadamiać.",
    tellFailed:
      "Usługa przeglądarki była nieosiągalna. Powiadomienia będą tylko wtedy, gdy ta strona jest otwarta.",
    tellNew: "Nowa wiadomość",
    tellLost: "Państwa przeglądarka już tu nie powiadamia. Czy mamy znów dawać znać?",
  },
  telling: {
    more: "Gdy strona jest zamknięta, usługa Państwa przeglądarki (Google, Apple lub Mozilla) budzi to urządzenie. Dowiaduje się tylko, że coś przychodzi i kiedy. Co i od kogo, tego się nie dowiaduje.",
    onHere: "Powiadomienia przychodzą, dopóki ta strona jest gdzieś otwarta.",
    attempt: "Wiadomość testowa",
    tryBody: "Tak to wygląda, gdy jest odpowiedź.",
    tried: {
      shown:
        "Dotarło. Jeśli nic nie widać, ukrywa to urządzenie: proszę sprawdzić ustawienie „Nie przeszkadzać”.",
      not: "Nie dotarło. Przeglądarka tego nie wyświetliła.",
      taken: "Usługa ją przyjęła i dotarła ona tutaj.",
      waiting: "Usługa ją przyjęła. Nic tu jeszcze nie dotarło; czasem trwa to minutę.",
      later: "Usługa była nieosiągalna. Proszę spróbować później.",
      gone: "Usługa nie zna już tego urządzenia. Proszę wyłączyć powiadomienia i włączyć je ponownie.",
    },
  },
  mail: {
    title: "Powiadamianie e-mailem",
    how: (name) =>
      `Jeśli ${name} odpowie, gdy Państwa tu nie ma, przyjdzie e-mail, który mówi tylko, że jest odpowiedź, a następny dopiero po kolejnych Państwa odwiedzinach. Dostawcy poczty dowiadują się tylko, że przyszedł e-mail i kiedy. Serwer przechowuje Państwa adres w czytelnej postaci, dopóki Państwo go nie wycofają lub nie usuną wszystkiego. Zespół go nie widzi.`,
    notBeside:
      "Dopóki jedno z Państwa urządzeń dostaje powiadomienia przez przeglądarkę, e-maili nie będzie.",
    field: "Adres e-mail",
    ask: "Wyślij e-mail z potwierdzeniem",
    wrong: "Proszę podać adres, na przykład anna@example.org.",
    many: "E-maili z potwierdzeniem było za dużo. Proszę spróbować jutro.",
    failed: "Serwer był nieosiągalny. Nic się nie zmieniło.",
    asked: (address) =>
      `Wysłaliśmy pytanie na adres ${address}. Proszę w ciągu 24 godzin dotknąć linku w e-mailu; przedtem nic nie przyjdzie. Jeśli e-maila nie ma, proszę zajrzeć do spamu.`,
    askedLater: (address) =>
      `Serwer pocztowy nie przyjmuje jeszcze e-maila na adres ${address}. Serwer próbuje dalej; może to potrwać kilka minut.`,
    confirmed: (address) => `Powiadomienia idą na adres ${address}.`,
    stopped: "Wyłączyli Państwo e-maile przez link. Adres jest usunięty.",
    refused: "Serwer pocztowy niczego na ten adres nie przyjmuje, może to literówka. Adres jest usunięty.",
    back: "Wycofaj adres",
    gone: "Adres jest usunięty.",
    attempt: "Wiadomość testowa",
    tried: {
      taken:
        "Serwer pocztowy przyjął wiadomość testową. Jeśli po kilku minutach jej nie ma, proszę zajrzeć do spamu.",
      later: "Serwer pocztowy był nieosiągalny albo teraz niczego nie przyjmuje. Proszę spróbować później.",
      gone: "Serwer pocztowy niczego na ten adres nie przyjmuje. Adres jest usunięty.",
    },
    orHome: "Albo bez e-maila:",
    notice:
      "Tylko jeśli podadzą i potwierdzą Państwo adres e-mail: serwer przechowuje go w czytelnej postaci i przez serwer pocztowy firmy pisze do Państwa, że jest odpowiedź. Dostawcy poczty dowiadują się tylko, że przyszedł e-mail i kiedy. Adres obowiązuje, dopóki Państwo go nie wycofają, nie dotkną linku w e-mailu lub nie usuną wszystkiego.",
    short: "Jest w nim tylko to, że jest odpowiedź.",
    by: "E-mailem",
  },
};
