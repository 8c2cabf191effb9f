// Translated by machine, to be read by a person.
import type { Own } from "../catalogs.ts";

export const own: Own = {
  name: {
    title: "Echipa vă întreabă numele",
    ask: "Cum vă numiți?",
    send: "Trimite",
    give: "Trimite numele",
    no: "Prefer să nu îl dau",
    missing: "Scrieți-vă numele în câmp.",
    given: "Echipa vă vede acum numele. Îl puteți schimba în meniu, la „Carte de vizită”.",
  },
  touch: {
    show: "Vezi",
    name: "Numele dumneavoastră",
    nameNone: "Echipa nu îl știe încă.",
    give: "Spune",
    change: "Schimbă",
    byMail: "Prin e-mail",
  },
  chosen: {
    holding: "Se trimite în 5 secunde",
    takeBack: "Retrage",
    takenBack: "Retras. Nu s-a trimis nimic.",
    gone: "Prea târziu: mesajul este deja pe drum.",
  },
  settings: {
    theme: "Luminozitate",
    themes: { system: "Ca dispozitivul", light: "Luminos", dark: "Întunecat" },
    sound: "Sunet la mesaje noi",
    takeBack: "Retragerea trimiterii timp de 5 secunde",
    more: {
      sound: "Încet, și numai când aveți această pagină deschisă, dar nu în fața dumneavoastră.",
      takeBack: "Fiecare mesaj rămâne atâta timp pe acest dispozitiv. Până atunci îl puteți retrage.",
    },
    here: "Este valabil numai pe acest dispozitiv și dispare dacă ștergeți conversația.",
  },
  way: {
    by: (source) => `Ați venit prin „${source}”. Firma află acest lucru odată cu mesajul următor.`,
    byLink: "Ați venit printr-un link al firmei. Ea află acest lucru odată cu mesajul următor.",
    worded: "Textul din câmp era în link. Se trimite doar dacă îl trimiteți dumneavoastră.",
    closed: "Acest acces este închis",
    open: (name) => `Pagina ${name} vă stă la dispoziție ca întotdeauna.`,
    on: "La pagină",
  },
  frame: {
    window: "Continuă într-o fereastră separată",
    belongs: "Această conversație ține de acest site. În altă parte nu o mai găsiți așa.",
    belongsTitle: "Unde se află conversația",
    take: "Ia cu mine",
    fine: "E bine așa",
    takeTitle: "Luați conversația cu dumneavoastră",
    takeMore: (goOn) =>
      `Se deschide o fereastră separată. Apăsați acolo „${goOn}”. Conversația rămâne și aici.`,
    takeLink: "Sau păstrați linkul de revenire: o deschide în orice browser.",
    callsTitle: "Apelurile se fac într-o fereastră separată",
    callsMore: (goOn) =>
      `Microfonul și camera nu au ce căuta într-o pagină străină. În fereastra nouă apăsați „${goOn}” și sunați de acolo.`,
    rings: (name) => `${name} vă sună`,
    ringsMore: (goOn) =>
      `Puteți răspunde într-o fereastră separată. Apăsați acolo „${goOn}”; sună cât timp apelul așteaptă.`,
    open: "Deschide fereastra",
    movedTitle: "Continuă în fereastra separată",
    moved: (goOn) =>
      `Conversația este acolo de îndată ce apăsați „${goOn}”. Rămâne și aici, până o ștergeți.`,
    movedOther:
      "Scrieți deja acolo cu această firmă? Atunci fereastra arată acea conversație, iar aceasta rămâne doar aici.",
    movedEmpty: "Acolo puteți scrie. Aici încă nu s-a salvat nimic.",
    movedAlone:
      "Acolo începe o conversație nouă, iar aceasta rămâne aici: browserul nu are acum un link de revenire la ea.",
    movedLong: "Textul din câmp este prea lung ca să fie luat. Este aici, în câmp.",
    here: "Continuă aici",
    again: "Deschide încă o dată",
    refusedTitle: "Pagina nu se deschide aici",
    refused: "Se arată doar pe site-urile numite de firmă. Puteți scrie într-o fereastră separată.",
    unreachableTitle: "Momentan nu există conexiune",
    unreachable: "Verificați conexiunea și încercați din nou. Nu s-a pierdut nimic.",
    storageTitle: "Aici nu se poate salva nimic",
    storage:
      "Browserul nu lasă paginile încorporate să salveze nimic, iar fără asta nu există conversație. Într-o fereastră separată merge.",
  },
  emptied: {
    title: "Conversația dumneavoastră nu este aici",
    app: "În această aplicație nu este încă sau dispozitivul a făcut curățenie. Asta nu înseamnă că a fost ștearsă.",
    browser: "Acest browser a făcut curățenie. Asta nu înseamnă că a fost ștearsă.",
    open: "Lipește linkul de revenire",
    none: "Nu aveți unul? Scrieți din nou și spuneți cine sunteți.",
  },
  card: {
    card: "Carte de vizită",
    name: "Nume",
    phone: "Telefon",
    email: "E-mail",
    address: "Adresă",
    taken: "Carte de vizită retrasă. Ce scria pe ea este șters de ambele părți.",
    asks: "Vă rugăm să ne dați cartea de vizită: nume, telefon, e-mail sau adresă. Dumneavoastră hotărâți ce aflăm din ele.",
    asked: "S-a cerut cartea de vizită.",
    fill: "Completează cartea de vizită",
  },
  facts: { phone: "Telefon", email: "E-mail", website: "Pagină web", parking: "Parcare" },
  passkey: {
    offer: "Reveniți cu fața sau cu amprenta",
    brief: "Fără bilețel, pe acest dispozitiv",
    way: "Cum reveniți aici",
    wayHow: "Cu un telefon nou sau când browserul face curățenie.",
    wayKept: "Configurat.",
    show: "Vezi",
    others: "Alte căi",
    later: "Opțiunea o găsiți oricând în meniu, la „Link de revenire”.",
    touch:
      "Dispozitivul vă cere atunci degetul sau fața: astfel cheia dumneavoastră de acces deschide și linkul nou. Altfel, ea nu mai este valabilă.",
    fates: {
      follows: "Cheia dumneavoastră de acces deschide acum linkul nou.",
      only: "Această cheie de acces deschide acum linkul nou. Celelalte chei de acces ale dumneavoastră nu mai deschid nimic aici.",
      ended:
        "Cheia dumneavoastră de acces nu mai deschide nimic aici. Puteți crea una nouă în meniu, la „Link de revenire”; pe cea veche o ștergeți din managerul de parole al dispozitivului.",
      unknown:
        "Vedeți în meniu, la „Link de revenire”, dacă cheia dumneavoastră de acces deschide linkul nou.",
    },
    again:
      "Linkul este încă cel vechi: vă rugăm să încercați din nou. Dacă anulați întrebarea despre cheia de acces, linkul se reînnoiește fără ea.",
    leaves:
      "După aceea, cheia dumneavoastră de acces nu mai deschide nimic. Din managerul de parole al dispozitivului o ștergeți dumneavoastră.",
    made: "Configurat. Pe un dispozitiv nou atingeți „Înapoi la conversația mea”.",
    held: "Ca să reveniți cu amprenta sau cu fața. Aici se află linkul dumneavoastră de revenire într-un înveliș pe care îl deschide numai cheia dumneavoastră de acces (passkey). Cheia de acces însăși o păstrează Apple, Google sau programul dumneavoastră de parole.",
    heldSince: (day) => `din ${day}`,
    heldUntil: "Până când o eliminați",
    none: "Nu s-a ales nicio cheie de acces. Conversația o deschide și linkul dumneavoastră de revenire: Meniu, „Link de revenire”.",
    title: "Amprentă sau față",
    how: "Dispozitivul creează pentru aceasta o cheie de acces (passkey). O păstrează Apple, Google sau programul dumneavoastră de parole. Acestea văd că aveți una aici, dar nu ce scrieți. Serverul nostru nu poate deschide nimic cu ea.",
    since: (day) => `Configurată pe ${day}.`,
    drop: "Elimină cheia de acces de aici",
    dropped:
      "Eliminată: nu mai deschide nimic aici. Din managerul de parole al dispozitivului o ștergeți dumneavoastră.",
  },
  passkeyTroubles: {
    cancelled: "",
    cannot:
      "Acest dispozitiv din păcate nu poate: cheia lui de acces nu face calculele necesare. Nu s-a salvat nimic.",
    elsewhere: "Această cheie de acces deschide altceva. Cea corectă poartă numele acestei firme.",
    unknown:
      "Pentru această cheie de acces nu mai este nimic aici: a fost eliminată sau înlocuită ori s-a șters totul.",
    changed:
      "Ce a dat serverul pentru această cheie de acces nu este ce s-a depus pentru ea. Nu s-a deschis nimic.",
    refused: "Serverul nu a primit acest răspuns. De obicei ajută o a doua încercare.",
    many: "Au fost prea multe încercări. Vă rugăm să așteptați câteva minute.",
    offline: "Fără conexiune. Mai târziu merge din nou.",
  },
};
