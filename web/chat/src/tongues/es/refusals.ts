// Translated by machine, to be read by a person.
import type { RefusalWords } from "../../words/de.refusals.ts";

const noted = new Map([
  ["blocked", "El equipo le ha bloqueado en esta conversación."],
  ["unblocked", "El equipo vuelve a aceptar mensajes suyos."],
]);

const waits = new Map([
  [
    "conversation_blocked",
    "El equipo ya no acepta aquí mensajes suyos. Puede leer y borrar todo lo que hay aquí.",
  ],
  ["too_many", "Un momento, han sido muchos de una vez."],
  [
    "clock_ahead",
    "El reloj de este dispositivo va adelantado más de un día. Póngalo en hora y su texto se enviará automáticamente.",
  ],
  [
    "conversation_full",
    "Esta conversación está llena. Borre mensajes que ya no necesite. Entonces su texto se enviará automáticamente.",
  ],
  [
    "business_full",
    "El establecimiento no puede recibir nada en este momento, su espacio en el servidor está lleno. Su texto está listo y se enviará automáticamente más tarde.",
  ],
  [
    "storage_full",
    "El servidor no tiene más espacio en este momento. Su texto está listo y se enviará automáticamente más tarde.",
  ],
]);

export const refusals: RefusalWords = {
  someBusiness: "El establecimiento",
  takeOver: "Seguir escribiendo aquí",
  mismatchTitle: "Esta clave no coincide con el cartel.",
  mismatchMore: [
    "Por favor, no escriba nada y pregunte en el mostrador.",
    "En el cartel figura una huella distinta de la que muestra este servidor. Quizá se haya renovado el cartel. Quizá alguien se haga pasar por el establecimiento.",
    "Desde aquí no se envía nada.",
  ],
  brokenTitle: "La acreditación de este establecimiento está dañada.",
  brokenMore: [
    "Por favor, no escriba nada y pregunte en el mostrador.",
    "Lo que el servidor ha enviado como prueba no se puede comprobar. Mientras tanto, esta página queda cerrada.",
    "No se envía nada, y lo que ha escrito aquí se conserva.",
  ],
  elsewhereTitle: "Esta no es la dirección correcta.",
  elsewhereMore: [
    "El servidor está instalado en otra dirección. Escanee el cartel otra vez o avise en el mostrador.",
    "Lo que ha escrito aquí se queda en este dispositivo.",
  ],
  unknownTitle: "Aquí no hay ningún establecimiento.",
  unknownMore: [
    "La dirección no es del todo correcta. Compruebe cómo está escrita o escanee el cartel otra vez.",
  ],
  notOpenTitle: "Todavía lo estamos preparando.",
  notOpenMore: (name) =>
    `${name} está preparando su mostrador. En cuanto esté listo, esta página se abrirá automáticamente. Si no, vuelva a pasar pronto.`,
  unsupportedTitle: "Este navegador es demasiado antiguo para mensajes cifrados.",
  unsupportedMore: [
    "Actualícelo o abra esta dirección en una versión actual de Chrome, Edge, Firefox o Safari. Hasta entonces, puede contactar con el establecimiento como hasta ahora.",
  ],
  storageTitle: "El navegador no deja guardar nada aquí.",
  storageMore: [
    "Sin almacenamiento, sus claves se perderían al cerrar. Abra la página en una ventana normal en lugar del modo privado, o libere algo de espacio en el dispositivo.",
  ],
  revokedTitle: "La sesión de este dispositivo está cerrada.",
  revokedMore: [
    "Esta conversación ha terminado para este dispositivo. Con su enlace para volver puede abrirla de nuevo.",
  ],
  againTitle: "¿Continuar aquí con el enlace para volver?",
  againMore: [
    "La sesión de este dispositivo está cerrada, y usted ha abierto un enlace para volver.",
    "Si continúa, se borrará lo que queda aquí de la conversación. La página le mostrará entonces lo que abre el enlace, antes de que ocurra nada.",
  ],
  againGo: "Borrar aquí y continuar",
  withoutLink: "Continuar sin el enlace",
  removedTitle: "Este dispositivo se ha quitado.",
  removedMore: [
    "Otro de sus dispositivos lo ha quitado de la conversación. Lo que había aquí de ella está borrado; en sus otros dispositivos sigue estando.",
    "Puede empezar aquí una conversación nueva o volver a abrir la antigua con su nuevo enlace para volver.",
  ],
  noted: (name) => noted.get(name),
  waits: (why) => waits.get(why),
  beginAnew: "Empezar de nuevo",
  replacedTitle: "La conversación está abierta en otro sitio.",
  replacedMore: ["Ahora sigue en otra ventana. No se ha perdido nada."],
  updatedTitle: "Tresen se ha actualizado.",
  updatedMore: [
    "En otra ventana todavía funciona la versión anterior. Vuelva a cargar la página; si no basta, cierre la otra ventana. No se ha perdido nada.",
  ],
  newerTitle: "Esta versión es demasiado antigua para eso.",
  newerMore: [
    "El establecimiento usa algo que esta versión de Tresen todavía no entiende. Vuelva a cargar la página. Si no basta, el establecimiento tiene que actualizar su servidor. No se ha perdido nada.",
  ],
  returnLinkTitle: "Este enlace para volver no abre nada aquí.",
  returnLinkMore: [
    "Quizá falte un trozo al copiarlo, o pertenezca a otro establecimiento. Vuelva a intentarlo con el enlace completo.",
    "Quizá también lo haya renovado en uno de sus dispositivos. Entonces solo vale el nuevo.",
  ],
};
