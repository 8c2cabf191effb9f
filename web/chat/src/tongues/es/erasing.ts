// Translated by machine, to be read by a person.
import type { ErasingWords } from "../../words/de.erasing.ts";
import { counted } from "../plural.ts";

const count = counted("es");
const messages = (n: number) => count(n, { one: "# mensaje", other: "# mensajes" });
const paragraph = (kind: string) =>
  `${kind === "voucher" ? "§\u00a0147\u00a0AO" : "§\u00a0257\u00a0HGB"}, derecho alemán`;

export const erasing: ErasingWords = {
  eraseOneTitle: "¿Borrar este mensaje en ambos lados?",
  eraseOneMore: (name) => `Desaparecerá aquí y en ${name}, en todos los dispositivos. No se puede deshacer.`,
  eraseOneKept: (name, kind, until) =>
    `${name} tiene que conservarlo hasta el ${until} (${paragraph(kind)}). Después se borrará automáticamente.`,
  eraseAllTitle: "¿Borrar todo definitivamente?",
  eraseAllCount: (n) => (n === null ? "Todos los mensajes" : n === 0 ? "Todo lo demás" : messages(n)),
  eraseAllGoes: (name, n) =>
    `${n === 0 || n === 1 ? "desaparecerá" : "desaparecerán"} aquí y en ${name}, en todos los dispositivos. También se borrarán las notas del equipo al respecto.`,
  eraseAllCounting: "Comprobando qué se borrará y qué tiene que quedarse …",
  eraseAllUnknown:
    "Sin conexión. En este momento no se puede comprobar si hay que conservar algo. Se borrará en cuanto vuelva a tener conexión.",
  eraseAllStays: "Lo que tiene que quedarse",
  eraseAllStaysWhy:
    "Lo exige el derecho mercantil y tributario. Después, eso también se borrará automáticamente.",
  eraseAllAfter: "No se puede deshacer. El enlace para volver tampoco abrirá ya nada.",
  eraseOneHow: "¿Solo un mensaje? Manténgalo pulsado en la conversación.",
  keptLine: (kind, name, written, until) =>
    `${kind === "voucher" ? "Factura o justificante" : "Pedido o carta comercial"}${written === null ? "" : ` del ${written}`}: ${name} tiene que conservar este mensaje hasta el ${until} (${paragraph(kind)})`,
  keep: "Conservar",
  erase: "Borrar",
  eraseForGood: "Borrar definitivamente",
  eraseFailed: "No ha funcionado, no se ha borrado nada. Vuelva a intentarlo.",
  eraseLater: "Se borrará en cuanto vuelva a tener conexión.",
  eraseKept: "Anotado: el mensaje se borrará en cuanto termine el plazo.",

  erasedHere: "Borrado.",
  erasedElsewhere: "Usted ha borrado esta conversación en otro dispositivo.",
  erasedByTeam: (name) => `${name} ha borrado esta conversación.`,
  erasedByTime: (name) => `El plazo de conservación ha terminado. ${name} ya no tiene esta conversación.`,
  erasedLink: "Esta conversación se ha borrado.",
  erasedLinkMore:
    "El enlace para volver ya no abre nada. Puede empezar una conversación nueva en cualquier momento.",
  receiptMore: "Su comprobante de borrado. No contiene nada de lo que se ha borrado.",
  receiptAt: "Borrado el",
  receiptTime: (day, time) => `${day}, ${time}`,
  receiptWhat: "Borrado",
  receiptMessages: messages,
  receiptWith: "Conversación con",
  receiptStays: "Conservado",
  receiptNumber: "Número de comprobante",
  receiptPrint: "Imprimir el comprobante",
  newTalk: "Nueva conversación",
  newTalkKept:
    "Lo que tiene que quedarse sigue aquí, en el menú, también después de empezar una conversación nueva: «Lo conservado».",
};
