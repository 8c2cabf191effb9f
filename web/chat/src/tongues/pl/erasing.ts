// Translated by machine, to be read by a person.
import type { ErasingWords } from "../../words/de.erasing.ts";
import { counted } from "../plural.ts";

const count = counted("pl");
const messages = (n: number) => count(n, { one: "# wiadomość", few: "# wiadomości", many: "# wiadomości" });
const paragraph = (kind: string) =>
  `${kind === "voucher" ? "§\u00a0147\u00a0AO" : "§\u00a0257\u00a0HGB"}, prawo niemieckie`;

export const erasing: ErasingWords = {
  eraseOneTitle: "Usunąć tę wiadomość po obu stronach?",
  eraseOneMore: (name) =>
    `Zniknie tutaj i w firmie ${name}, na wszystkich urządzeniach. Nie można tego cofnąć.`,
  eraseOneKept: (name, kind, until) =>
    `${name} musi ją przechowywać do ${until} (${paragraph(kind)}). Potem zostanie usunięta automatycznie.`,
  eraseAllTitle: "Usunąć wszystko na zawsze?",
  eraseAllCount: (n) => (n === null ? "Wszystkie wiadomości" : n === 0 ? "Cała reszta" : messages(n)),
  eraseAllGoes: (name, n) =>
    `${n === 0 || n === 1 ? "zniknie" : n === null ? "znikną" : count(n, { one: "zniknie", few: "znikną", many: "zniknie" })} tutaj i w firmie ${name}, na wszystkich urządzeniach. Usunięte zostaną też powiązane z tym notatki zespołu.`,
  eraseAllCounting: "Sprawdzamy, co zostanie usunięte, a co musi pozostać …",
  eraseAllUnknown:
    "Brak internetu. Nie można teraz sprawdzić, czy coś trzeba przechowywać. Usunięcie nastąpi, gdy znów będzie internet.",
  eraseAllStays: "Co musi pozostać",
  eraseAllStaysWhy: "Wymaga tego prawo handlowe i podatkowe. Potem także to zostanie usunięte automatycznie.",
  eraseAllAfter: "Nie można tego cofnąć. Także link powrotny niczego już wtedy nie otworzy.",
  eraseOneHow: "Tylko jedna wiadomość? Proszę ją w rozmowie dłużej przytrzymać.",
  keptLine: (kind, name, written, until) =>
    `${kind === "voucher" ? "Faktura lub dowód księgowy" : "Zlecenie lub pismo handlowe"}${written === null ? "" : ` z ${written}`}: ${name} musi przechowywać do ${until} (${paragraph(kind)})`,
  keep: "Zostaw",
  erase: "Usuń",
  eraseForGood: "Usuń na zawsze",
  eraseFailed: "Nie udało się, nic nie zostało usunięte. Proszę spróbować ponownie.",
  eraseLater: "Zostanie usunięte, gdy znów będzie internet.",
  eraseKept: "Zanotowano: wiadomość zostanie usunięta, gdy tylko minie termin.",

  erasedHere: "Usunięto.",
  erasedElsewhere: "Usunęli Państwo tę rozmowę na innym urządzeniu.",
  erasedByTeam: (name) => `Firma ${name} usunęła tę rozmowę.`,
  erasedByTime: (name) => `Okres przechowywania minął. Firma ${name} nie ma już tej rozmowy.`,
  erasedLink: "Ta rozmowa została usunięta.",
  erasedLinkMore: "Link powrotny niczego już nie otwiera. W każdej chwili można zacząć nową rozmowę.",
  receiptMore: "To potwierdzenie usunięcia. Nie zawiera niczego z tego, co usunięto.",
  receiptAt: "Usunięto dnia",
  receiptTime: (day, time) => `${day}, godz. ${time}`,
  receiptWhat: "Usunięto",
  receiptMessages: messages,
  receiptWith: "Rozmowa z firmą",
  receiptStays: "Przechowywane",
  receiptNumber: "Numer potwierdzenia",
  receiptPrint: "Drukuj potwierdzenie",
  newTalk: "Nowa rozmowa",
  newTalkKept: "To, co musi pozostać, będzie tu w menu także po rozpoczęciu nowej rozmowy: „Przechowywane”.",
};
