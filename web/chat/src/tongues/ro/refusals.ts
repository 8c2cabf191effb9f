// Translated by machine, to be read by a person.
import type { RefusalWords } from "../../words/de.refusals.ts";

const noted = new Map([
  ["blocked", "Echipa v-a blocat în această conversație."],
  ["unblocked", "Echipa primește din nou mesaje de la dumneavoastră."],
]);

const waits = new Map([
  [
    "conversation_blocked",
    "Echipa nu mai primește aici mesaje de la dumneavoastră. Puteți citi și șterge tot ce este aici.",
  ],
  ["too_many", "O clipă, au fost multe deodată."],
  [
    "clock_ahead",
    "Ceasul acestui dispozitiv este înainte cu mai mult de o zi. Potriviți-l, iar textul dumneavoastră pleacă automat.",
  ],
  [
    "conversation_full",
    "Această conversație este plină. Ștergeți mesaje de care nu mai aveți nevoie. Apoi textul dumneavoastră pleacă automat.",
  ],
  [
    "business_full",
    "Firma nu mai poate primi nimic acum, locul ei pe server este plin. Textul dumneavoastră este pregătit și pleacă mai târziu automat.",
  ],
  [
    "storage_full",
    "Serverul nu mai are loc acum. Textul dumneavoastră este pregătit și pleacă mai târziu automat.",
  ],
]);

export const refusals: RefusalWords = {
  someBusiness: "Firma",
  takeOver: "Scrie mai departe aici",
  mismatchTitle: "Această cheie nu se potrivește cu plăcuța.",
  mismatchMore: [
    "Vă rugăm să nu scrieți nimic și să întrebați la fața locului, la firmă.",
    "Pe plăcuță este altă amprentă a cheii decât cea pe care o arată acest server. Poate că plăcuța a fost înnoită. Poate că cineva se dă drept firma.",
    "De aici nu se trimite nimic.",
  ],
  brokenTitle: "Legitimația acestei firme este deteriorată.",
  brokenMore: [
    "Vă rugăm să nu scrieți nimic și să întrebați la fața locului, la firmă.",
    "Ce a trimis serverul ca dovadă nu poate fi verificat. Până atunci, această pagină rămâne închisă.",
    "Nu se trimite nimic, iar ce ați scris aici se păstrează.",
  ],
  elsewhereTitle: "Aceasta nu este adresa corectă.",
  elsewhereMore: [
    "Serverul este configurat la altă adresă. Scanați plăcuța încă o dată sau anunțați la firmă.",
    "Ce ați scris aici rămâne pe acest dispozitiv.",
  ],
  unknownTitle: "Aici nu este nicio firmă.",
  unknownMore: ["Adresa nu este tocmai corectă. Verificați scrierea sau scanați plăcuța încă o dată."],
  notOpenTitle: "Încă ne pregătim aici.",
  notOpenMore: (name) =>
    `${name} tocmai pregătește acest loc. De îndată ce este gata, această pagină se deschide automat. Altfel, reveniți în curând.`,
  unsupportedTitle: "Acest browser este prea vechi pentru mesaje criptate.",
  unsupportedMore: [
    "Actualizați-l sau deschideți această adresă într-un Chrome, Edge, Firefox sau Safari actual. Până atunci, luați legătura cu firma ca până acum.",
  ],
  storageTitle: "Browserul nu lasă să se salveze nimic aici.",
  storageMore: [
    "Fără posibilitatea de a salva, cheile dumneavoastră s-ar pierde la închidere. Deschideți pagina într-o fereastră obișnuită în loc de modul privat sau faceți puțin loc pe dispozitiv.",
  ],
  revokedTitle: "Acest dispozitiv este deconectat.",
  revokedMore: [
    "Această conversație a fost încheiată pentru acest dispozitiv. Cu linkul dumneavoastră de revenire o deschideți din nou.",
  ],
  againTitle: "Continuați aici cu linkul de revenire?",
  againMore: [
    "Acest dispozitiv este deconectat, iar dumneavoastră ați deschis un link de revenire.",
    "Dacă mergeți mai departe, se șterge ce mai este aici din conversație. Apoi pagina arată ce deschide linkul, înainte de a se întâmpla ceva.",
  ],
  againGo: "Șterge aici și continuă",
  withoutLink: "Mai departe fără link",
  removedTitle: "Acest dispozitiv a fost eliminat.",
  removedMore: [
    "Un alt dispozitiv al dumneavoastră l-a scos din conversație. Ce era aici din ea este șters; pe celelalte dispozitive ale dumneavoastră există încă.",
    "Puteți începe aici o conversație nouă sau o puteți redeschide pe cea veche cu noul dumneavoastră link de revenire.",
  ],
  noted: (name) => noted.get(name),
  waits: (why) => waits.get(why),
  beginAnew: "Începe din nou",
  replacedTitle: "Conversația este deschisă în altă parte.",
  replacedMore: ["Continuă acum în altă fereastră. Nu s-a pierdut nimic."],
  updatedTitle: "Tresen a fost actualizat.",
  updatedMore: [
    "În altă fereastră rulează încă versiunea anterioară. Reîncărcați; dacă nu ajută, închideți-o pe cealaltă. Nu s-a pierdut nimic.",
  ],
  newerTitle: "Această versiune este prea veche pentru acest lucru.",
  newerMore: [
    "Firma folosește ceva ce această versiune de Tresen nu înțelege încă. Reîncărcați pagina. Dacă nu ajută, firma trebuie să își actualizeze serverul. Nu s-a pierdut nimic.",
  ],
  returnLinkTitle: "Acest link de revenire nu deschide nimic aici.",
  returnLinkMore: [
    "Poate că la copiere s-a pierdut o bucată sau aparține altei firme. Încercați încă o dată cu linkul întreg.",
    "Poate că l-ați și reînnoit pe unul dintre dispozitivele dumneavoastră. Atunci este valabil numai cel nou.",
  ],
};
