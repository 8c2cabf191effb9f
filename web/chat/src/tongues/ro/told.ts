// Translated by machine, to be read by a person.
import type { Catalogs } from "../catalogs.ts";

export const told: Pick<Catalogs, "doubt" | "forgets" | "mail" | "tell" | "telling"> = {
  forgets:
    "Safari șterge totul după șapte zile fără vizită. Două soluții: o cale de revenire sau această pagină pe ecranul principal.",
  doubt: {
    said: "Probabil că ultima noastră notificare nu v-a ajuns pe acest dispozitiv.",
    byMail: "De aceea a venit un e-mail și așa rămâne până când notificările ajung din nou aici.",
    attempt: "Mesajul de probă din setări arată dacă ajung.",
    open: "Vezi",
  },
  tell: {
    card: "Ca să nu pierdem legătura",
    welcomeBack: "Ne bucurăm că ați revenit. Ca să nu pierdem legătura:",
    cardOpen: "Vezi",
    cardNo: "Nu mai arăta",
    joined: "Încă un dispozitiv aparține acum conversației dumneavoastră.",
    reading: "Echipa vede când ați citit.",
    readingChange: "Schimbă",
    tellAsk: "Să vă anunțăm când vine un răspuns?",
    tellBrief: "Serviciul browserului află numai atât.",
    tellHomeBrief: "Pentru aceasta puneți pagina pe ecranul principal.",
    tellHow: "Cum se face",
    tellHome:
      "Pe iPhone și iPad merge abia când această pagină este pe ecranul principal. Copiați linkul de revenire, atingeți „Partajați” și „Adăugați la ecranul principal” și lipiți-l acolo o dată: Meniu, „Link de revenire”.",
    tellYes: "Da, vă rog",
    tellNo: "Nu, mulțumesc",
    tellTitle: "Notificări",
    tellOn: "Anunță-mă pe acest dispozitiv",
    tellDenied:
      "Browserul nu permite acest lucru. Nu vă mai întrebăm; puteți schimba acest lucru în setările browserului, la permisiunile acestei pagini.",
    tellCannot: "Acest browser nu poate trimite notificări.",
    tellFailed:
      "Serviciul browserului nu a putut fi contactat. Notificări vin numai cât timp această pagină este deschisă.",
    tellNew: "Mesaj nou",
    tellLost: "Browserul nu vă mai anunță aici. Să vă anunțăm din nou?",
  },
  telling: {
    more: "Dacă pagina este închisă, serviciul browserului dumneavoastră (Google, Apple sau Mozilla) trezește acest dispozitiv. Acesta află numai că vine ceva și când. Ce și de la cine nu află.",
    onHere: "Primiți notificări cât timp această pagină este deschisă undeva.",
    attempt: "Mesaj de probă",
    tryBody: "Așa arată când a venit un răspuns.",
    tried: {
      shown: "A ajuns. Dacă nu vedeți nimic, îl ascunde dispozitivul: verificați la „Nu deranja”.",
      not: "Nu a ajuns. Browserul nu l-a afișat.",
      taken: "Serviciul l-a primit și a ajuns aici.",
      waiting: "Serviciul l-a primit. Aici nu a ajuns încă nimic; uneori durează un minut.",
      later: "Serviciul nu a putut fi contactat. Încercați din nou mai târziu.",
      gone: "Serviciul nu mai cunoaște acest dispozitiv. Dezactivați notificările și activați-le din nou.",
    },
  },
  mail: {
    title: "Anunțare prin e-mail",
    how: (name) =>
      `Dacă ${name} răspunde cât timp nu sunteți aici, vine un e-mail care spune numai că există un răspuns, și abia după următoarea dumneavoastră vizită din nou unul. Furnizorii de e-mail află numai că a venit un e-mail și când. Serverul vă păstrează adresa în formă citibilă până când o retrageți sau ștergeți totul. Echipa nu o vede.`,
    notBeside:
      "Cât timp unul dintre dispozitivele dumneavoastră primește notificări prin browser, nu vine niciun e-mail.",
    field: "Adresă de e-mail",
    ask: "Trimite e-mailul de confirmare",
    wrong: "Introduceți o adresă, de exemplu anna@example.org.",
    many: "Au fost prea multe e-mailuri de confirmare. Încercați din nou mâine.",
    failed: "Serverul nu a putut fi contactat. Nu s-a schimbat nimic.",
    asked: (address) =>
      `Am trimis o întrebare la ${address}. Atingeți linkul din e-mail, în decurs de 24 de ore; înainte nu vine nimic. Dacă nu este niciun e-mail, căutați în spam.`,
    askedLater: (address) =>
      `Serverul de e-mail nu primește încă e-mailul către ${address}. Serverul încearcă în continuare; poate dura câteva minute.`,
    confirmed: (address) => `Notificările merg la ${address}.`,
    stopped: "Ați oprit e-mailurile printr-un link. Adresa este ștearsă.",
    refused:
      "Serverul de e-mail nu primește nimic pentru această adresă, poate o greșeală de scriere. Este ștearsă.",
    back: "Retrage adresa",
    gone: "Adresa este ștearsă.",
    attempt: "Mesaj de probă",
    tried: {
      taken:
        "Serverul de e-mail a primit mesajul de probă. Dacă nu a sosit după câteva minute, căutați în spam.",
      later:
        "Serverul de e-mail nu a putut fi contactat sau nu primește nimic acum. Încercați din nou mai târziu.",
      gone: "Serverul de e-mail nu primește nimic pentru această adresă. Este ștearsă.",
    },
    orHome: "Sau fără e-mail:",
    notice:
      "Numai dacă introduceți și confirmați o adresă de e-mail: serverul o păstrează în formă citibilă și vă scrie prin serverul de e-mail al firmei că a venit un răspuns. Furnizorii de e-mail află numai că a venit un e-mail și când. Adresa este valabilă până când o retrageți, atingeți linkul dintr-un e-mail sau ștergeți totul.",
    short: "În el scrie numai că a venit un răspuns.",
    by: "Prin e-mail",
  },
};
