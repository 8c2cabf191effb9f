// Translated by machine, to be read by a person.
import type { Own } from "../catalogs.ts";

export const own: Own = {
  name: {
    title: "Zespół pyta, jak się Państwo nazywają",
    ask: "Jak się Państwo nazywają?",
    send: "Wyślij",
    give: "Wyślij imię i nazwisko",
    no: "Wolę nie podawać",
    missing: "Proszę wpisać imię i nazwisko w to pole.",
    given: "Zespół widzi teraz Państwa imię i nazwisko. Można je zmienić w menu: „Wizytówka”.",
  },
  touch: {
    show: "Zobacz",
    name: "Imię i nazwisko",
    nameNone: "Zespół jeszcze ich nie zna.",
    give: "Podaj",
    change: "Zmień",
    byMail: "E-mailem",
  },
  chosen: {
    holding: "Zostanie wysłane za 5 sekund",
    takeBack: "Cofnij",
    takenBack: "Cofnięto. Niczego nie wysłano.",
    gone: "Za późno: wiadomość jest już w drodze.",
  },
  settings: {
    theme: "Jasność",
    themes: { system: "Jak urządzenie", light: "Jasno", dark: "Ciemno" },
    sound: "Dźwięk przy nowych wiadomościach",
    takeBack: "Cofanie wysyłania przez 5 sekund",
    more: {
      sound: "Cichy, i tylko gdy ta strona jest otwarta, ale nie mają jej Państwo przed sobą.",
      takeBack: "Każda wiadomość zostaje tyle czasu na tym urządzeniu. Do tej chwili można ją cofnąć.",
    },
    here: "Obowiązuje tylko na tym urządzeniu i znika po usunięciu rozmowy.",
  },
  way: {
    by: (source) => `Trafili tu Państwo przez „${source}”. Firma dowie się o tym z następnej wiadomości.`,
    byLink: "Trafili tu Państwo przez link firmy. Firma dowie się o tym z następnej wiadomości.",
    worded: "Tekst w polu był w linku. Zostanie wysłany tylko wtedy, gdy Państwo go wyślą.",
    closed: "To wejście jest zamknięte",
    open: (name) => `Strona ${name} działa tu jak zawsze.`,
    on: "Do strony",
  },
  frame: {
    window: "Dalej w osobnym oknie",
    belongs: "Ta rozmowa należy do tej strony internetowej. Gdzie indziej jej tak nie znajdziesz.",
    belongsTitle: "Gdzie jest ta rozmowa",
    take: "Zabierz ze sobą",
    fine: "Może tak być",
    takeTitle: "Zabieranie rozmowy",
    takeMore: (goOn) => `Otworzy się osobne okno. Proszę tam nacisnąć „${goOn}”. Tutaj rozmowa też zostanie.`,
    takeLink: "Można też zachować link powrotny: otwiera rozmowę w każdej przeglądarce.",
    callsTitle: "Rozmowy telefoniczne są w osobnym oknie",
    callsMore: (goOn) =>
      `Mikrofon i kamera nie mają czego szukać na obcej stronie. W nowym oknie proszę nacisnąć „${goOn}” i stamtąd zadzwonić.`,
    rings: (name) => `${name} dzwoni`,
    ringsMore: (goOn) =>
      `Odebrać można w osobnym oknie. Proszę tam nacisnąć „${goOn}”; dzwoni, dopóki połączenie czeka.`,
    open: "Otwórz okno",
    movedTitle: "Dalej w osobnym oknie",
    moved: (goOn) => `Rozmowa będzie tam po naciśnięciu „${goOn}”. Tutaj też zostanie, aż ją Państwo usuną.`,
    movedOther:
      "Piszą tam już Państwo z tą firmą? Wtedy okno pokaże tamtą rozmowę, a ta zostanie tylko tutaj.",
    movedEmpty: "Tam można pisać. Tutaj nic jeszcze nie zapisano.",
    movedAlone:
      "Tam zacznie się nowa rozmowa, a ta zostanie tutaj: ta przeglądarka nie ma teraz linku powrotnego do niej.",
    movedLong: "Tekst w polu jest za długi, by go zabrać. Został tutaj w polu.",
    here: "Dalej tutaj",
    again: "Otwórz jeszcze raz",
    refusedTitle: "Strona się tu nie otwiera",
    refused: "Pokazuje się tylko na stronach, które wskazała firma. Napisać można w osobnym oknie.",
    unreachableTitle: "Chwilowo brak połączenia",
    unreachable: "Proszę sprawdzić połączenie i spróbować jeszcze raz. Nic nie zginęło.",
    storageTitle: "Tutaj nie da się nic zapisać",
    storage:
      "Przeglądarka nie pozwala osadzonym stronom nic zapisywać, a bez tego nie ma rozmowy. W osobnym oknie to działa.",
  },
  emptied: {
    title: "Państwa rozmowy tu nie ma",
    app: "W tej aplikacji jeszcze jej nie ma albo urządzenie zrobiło porządki. To nie znaczy, że została usunięta.",
    browser: "Ta przeglądarka zrobiła porządki. To nie znaczy, że rozmowa została usunięta.",
    open: "Wklej link powrotny",
    none: "Nie mają go Państwo? Proszę napisać od nowa i powiedzieć, kto pisze.",
  },
  card: {
    card: "Wizytówka",
    name: "Imię i nazwisko",
    phone: "Telefon",
    email: "E-mail",
    address: "Adres",
    taken: "Wizytówka wycofana. To, co na niej było, usunięto po obu stronach.",
    asks: "Prosimy o Państwa wizytówkę: imię i nazwisko, telefon, e-mail lub adres. O tym, czego się dowiemy, decydują Państwo.",
    asked: "Poproszono o wizytówkę.",
    fill: "Wypełnij wizytówkę",
  },
  facts: { phone: "Telefon", email: "E-mail", website: "Strona internetowa", parking: "Parking" },
  passkey: {
    offer: "Powrót dzięki twarzy lub palcowi",
    brief: "Bez kartki, na tym urządzeniu",
    way: "Jak tu wrócić",
    wayHow: "Z nowym telefonem albo gdy przeglądarka zrobi porządki.",
    wayKept: "Skonfigurowano.",
    show: "Zobacz",
    others: "Inne sposoby",
    later: "Znajdą to Państwo zawsze w menu: „Link powrotny”.",
    touch:
      "Urządzenie zapyta przy tym o palec lub twarz: dzięki temu Państwa klucz dostępu otworzy także nowy link. Bez tego przestanie działać.",
    fates: {
      follows: "Państwa klucz dostępu otwiera teraz nowy link.",
      only: "Ten klucz dostępu otwiera teraz nowy link. Pozostałe Państwa klucze dostępu niczego tu już nie otwierają.",
      ended:
        "Państwa klucz dostępu niczego tu już nie otwiera. Nowy można utworzyć w menu: „Link powrotny”; stary proszę usunąć w menedżerze haseł swojego urządzenia.",
      unknown: "Czy Państwa klucz dostępu otwiera nowy link, widać w menu: „Link powrotny”.",
    },
    again:
      "Link jest jeszcze stary: proszę spróbować ponownie. Jeśli przerwą Państwo pytanie o klucz dostępu, link zostanie odnowiony bez niego.",
    leaves:
      "Państwa klucz dostępu niczego już potem nie otworzy. Z menedżera haseł swojego urządzenia usuwają go Państwo sami.",
    made: "Skonfigurowano. Na nowym urządzeniu proszę dotknąć przycisku „Wróć do mojej rozmowy”.",
    held: "Aby mogli Państwo wrócić dzięki odciskowi palca lub twarzy. Państwa link powrotny leży tu w osłonie, którą otwiera tylko Państwa klucz dostępu (passkey). Sam klucz dostępu przechowuje Apple, Google lub Państwa program do haseł.",
    heldSince: (day) => `od ${day}`,
    heldUntil: "Dopóki go Państwo nie usuną",
    none: "Nie wybrano klucza dostępu. Rozmowę otwiera też Państwa link powrotny: Menu, „Link powrotny”.",
    title: "Odcisk palca lub twarz",
    how: "Urządzenie tworzy do tego klucz dostępu (passkey). Przechowuje go Apple, Google lub Państwa program do haseł. Widzą oni, że mają tu Państwo taki klucz, ale nie widzą, co Państwo piszą. Nasz serwer nie może nim niczego otworzyć.",
    since: (day) => `Skonfigurowano ${day}.`,
    drop: "Usuń stąd klucz dostępu",
    dropped:
      "Usunięto: niczego tu już nie otwiera. Z menedżera haseł swojego urządzenia usuwają go Państwo sami.",
  },
  passkeyTroubles: {
    cancelled: "",
    cannot:
      "To urządzenie niestety tego nie potrafi: jego klucz dostępu nie wykonuje potrzebnych obliczeń. Niczego nie zapisano.",
    elsewhere: "Ten klucz dostępu otwiera coś innego. Właściwy jest ten, który nosi nazwę tej firmy.",
    unknown:
      "Dla tego klucza dostępu niczego już tu nie ma: został usunięty lub zastąpiony albo usunięto wszystko.",
    changed:
      "To, co serwer wydał dla tego klucza dostępu, nie jest tym, co dla niego złożono. Niczego nie otwarto.",
    refused: "Serwer nie przyjął tej odpowiedzi. Zwykle pomaga druga próba.",
    many: "Prób było za dużo. Proszę odczekać kilka minut.",
    offline: "Brak internetu. Później znów zadziała.",
  },
};
