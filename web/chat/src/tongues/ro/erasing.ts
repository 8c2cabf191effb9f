// Translated by machine, to be read by a person.
import type { ErasingWords } from "../../words/de.erasing.ts";
import { counted } from "../plural.ts";

const count = counted("ro");
const messages = (n: number) => count(n, { one: "# mesaj", few: "# mesaje", other: "# de mesaje" });
const paragraph = (kind: string) =>
  `${kind === "voucher" ? "§\u00a0147\u00a0AO" : "§\u00a0257\u00a0HGB"}, dreptul german`;

export const erasing: ErasingWords = {
  eraseOneTitle: "Ștergeți acest mesaj pentru ambele părți?",
  eraseOneMore: (name) =>
    `Dispare de aici și de la ${name}, de pe toate dispozitivele. Acest lucru nu poate fi anulat.`,
  eraseOneKept: (name, kind, until) =>
    `${name} trebuie să îl păstreze până la ${until} (${paragraph(kind)}). Apoi se șterge automat.`,
  eraseAllTitle: "Ștergeți totul definitiv?",
  eraseAllCount: (n) => (n === null ? "Toate mesajele" : n === 0 ? "Tot restul" : messages(n)),
  eraseAllGoes: (name, n) =>
    `${n === 0 || n === 1 ? "dispare" : "dispar"} de aici și de la ${name}, de pe toate dispozitivele. Se șterg și notițele echipei legate de aceasta.`,
  eraseAllCounting: "Se verifică ce se șterge și ce trebuie să rămână …",
  eraseAllUnknown:
    "Fără internet. Acum nu se poate verifica dacă ceva trebuie păstrat. Ștergerea se face de îndată ce aveți din nou internet.",
  eraseAllStays: "Ce trebuie să rămână",
  eraseAllStaysWhy: "O cere dreptul comercial și fiscal. Apoi se șterg și acestea automat.",
  eraseAllAfter: "Acest lucru nu poate fi anulat. Nici linkul de revenire nu mai deschide apoi nimic.",
  eraseOneHow: "Numai un mesaj? Apăsați lung pe el în conversație.",
  keptLine: (kind, name, written, until) =>
    `${kind === "voucher" ? "Factură sau document justificativ" : "Comandă sau scrisoare comercială"}${written === null ? "" : ` din ${written}`}: ${name} trebuie să păstreze până la ${until} (${paragraph(kind)})`,
  keep: "Păstrează",
  erase: "Șterge",
  eraseForGood: "Șterge definitiv",
  eraseFailed: "Nu a reușit, nu s-a șters nimic. Încercați din nou.",
  eraseLater: "Se șterge de îndată ce aveți din nou internet.",
  eraseKept: "S-a notat: mesajul se șterge de îndată ce trece termenul.",

  erasedHere: "S-a șters.",
  erasedElsewhere: "Ați șters această conversație pe un alt dispozitiv.",
  erasedByTeam: (name) => `${name} a șters această conversație.`,
  erasedByTime: (name) => `Termenul de păstrare a trecut. ${name} nu mai are această conversație.`,
  erasedLink: "Această conversație a fost ștearsă.",
  erasedLinkMore: "Linkul de revenire nu mai deschide nimic. Puteți începe oricând o conversație nouă.",
  receiptMore: "Dovada ștergerii. Nu conține nimic din ce a fost șters.",
  receiptAt: "Șters la",
  receiptTime: (day, time) => `${day}, ora ${time}`,
  receiptWhat: "Șters",
  receiptMessages: messages,
  receiptWith: "Conversație cu",
  receiptStays: "Păstrat",
  receiptNumber: "Numărul dovezii",
  receiptPrint: "Tipărește dovada",
  newTalk: "Conversație nouă",
  newTalkKept:
    "Ce trebuie să rămână se găsește aici în meniu și după începerea unei conversații noi: „Păstrate”.",
};
