// Translated by machine, to be read by a person.
import type { Catalogs } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("es");

export const invitation: Catalogs["invitation"] = {
  fits: "La clave corresponde al enlace",
  nothing: "En su dispositivo aún no hay nada guardado.",
  nothingMore: "Solo su respuesta inicia una conversación.",
  answer: "Responder",
  answerUntil: (day) => `También puede limitarse a leer. Puede responder hasta el ${day}.`,
  readUntil: (day) => `Solo para leer. El mensaje queda aquí hasta el ${day}.`,
  here: (day) =>
    `Usted ya escribe aquí. Su respuesta irá a su conversación; puede leer esto hasta el ${day}.`,
  about: (said, day) => `Sobre su mensaje del ${day}: «${said}»`,
  toConversation: "A la conversación",
  digitsTitle: "¿Qué seis cifras le dieron?",
  digitsMore: (name) => `${name} tiene un mensaje para usted. Alguien de allí le dice las cifras.`,
  digits: "Cifras",
  digitsShort: "Tienen que ser seis cifras.",
  digitsWrong: (typed, left) =>
    `${typed} no coincide. Queda: ${count(left, { one: "# intento", other: "# intentos" })}; después el mensaje se borra.`,
  openIt: "Abrir el mensaje",
  noDigits: "¿No tiene las cifras? Llame al:",
  shut: {
    expired: {
      title: "Este mensaje ya no está.",
      lines: ["Estuvo aquí para usted un tiempo. Lo que decía se ha borrado."],
    },
    taken: {
      title: "Ya se respondió a este mensaje.",
      lines: ["El enlace vale una sola vez. Si fue usted desde otro dispositivo, allí está la conversación."],
    },
    withdrawn: { title: "Este mensaje se retiró.", lines: ["Lo que decía se ha borrado."] },
    locked: {
      title: "Este mensaje se ha borrado.",
      lines: ["Las cifras fueron erróneas cinco veces. Nadie puede leer ya lo que decía."],
    },
    unknown: { title: "No existe tal mensaje.", lines: ["Quizá el enlace es antiguo o no se copió entero."] },
    untrue: {
      title: "No mostramos este mensaje.",
      lines: ["No está firmado por esta empresa. Pregunte allí por otro medio, por favor."],
    },
    damaged: {
      title: "Falta una parte de este enlace.",
      lines: ["Quizá se cortó al copiarlo. Ábralo otra vez o escanee el código."],
    },
  },
  stays: "En su dispositivo no hay nada guardado. Escríbanos y se lo diremos otra vez.",
  gone: "La invitación ya no era válida. Su mensaje llegó de todos modos.",
};
