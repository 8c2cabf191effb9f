// Translated by machine, to be read by a person.
import type { FirstWords } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("es");

/** "las 6:00", "la 1:00". */
const the = (time: string) => `${time.startsWith("1:") ? "la" : "las"} ${time}`;

/** "abre el viernes a las 6:00", "abre en 40 minutos": day and time come without their words. */
const opens = (when: string) =>
  `abre ${when.replace(/^(?!hoy|mañana|en |tras )/, "el ").replace(/ (\d+:\d+)$/, (_, time: string) => ` a ${the(time)}`)}`;

export const first: FirstWords = {
  conversation: "Conversación",
  message: "Mensaje",
  send: "Enviar",
  menu: "Menú",
  close: "Cerrar",
  back: "Atrás",

  sending: "enviando",
  sent: "enviado",
  delivered: "entregado",
  read: "leído",
  failed: "no enviado",
  retry: "Volver a enviar",
  failedKept: "No enviado. Su texto sigue aquí.",

  greeting: "Saludo",
  away: "Mensaje de ausencia",
  cut: "El servidor ha vuelto a un estado anterior. Es posible que aquí falte lo que llegó después.",
  tombstone: "Mensaje borrado",
  erasing: "borrando",
  unreadable: "Este mensaje no se puede mostrar aquí. Casi siempre basta con volver a cargar la página.",
  forged: "Este mensaje lleva una firma falsa y por eso no se muestra.",
  gap: "Falta algo antes de este mensaje. Todavía puede llegar.",
  unasked: "El servidor ha quitado un mensaje sin que nadie lo haya pedido.",
  unproven:
    "Según el servidor, el plazo de conservación ha terminado. Este dispositivo no tenía nada de ello y no puede comprobarlo.",
  time: "La hora de este mensaje no puede ser correcta: el reloj del servidor o el del remitente va mal.",
  fork: "Aquí hay dos versiones que no coinciden. Pregunte en el mostrador, por favor.",

  you: "Usted",
  more: "Más",
  typing: "escribe …",
  olderLoading: "Cargando mensajes anteriores",
  olderFailed: "En este momento no se han podido cargar los mensajes anteriores.",
  tryAgain: "Volver a intentarlo",
  emptyDraft: "Aquí todavía no hay nada.",
  tooLong: (over) =>
    `Al texto le ${count(over, { one: "sobra # carácter", other: "sobran # caracteres" })} para un mensaje. Acórtelo o divídalo; se queda aquí.`,
  notTaken: "El mensaje no se ha podido guardar. Su texto sigue aquí.",
  yesterday: "Ayer",

  verified: "Comprobado en el mostrador",
  unverified: "Cartel aún sin escanear",
  write: "Escribir un mensaje",
  goOn: "Continuar la conversación",
  onlyTheyRead: "Lo que usted escribe solo lo lee el equipo.",
  nothingYet: "Hasta que escriba, no se guarda nada en su dispositivo.",
  returning: (began, devices) =>
    `Nos alegra que haya vuelto. Esta conversación empezó el ${began}, ${count(devices, { one: "# dispositivo forma parte de ella", other: "# dispositivos forman parte de ella" })}.`,
  notNowBack: "Cancelar",
  wayBack: "Volver a mi conversación",

  open: "Abierto",
  openUntil: (time) => `Abierto hasta ${the(time)}`,
  openAlways: "Abierto día y noche",
  shut: (why) => (why ? `Cerrado – ${why}` : "Cerrado"),
  shutUntil: (when, why) => `Cerrado – ${why && `${why}, `}${opens(when)}`,
  inMinutes: (n) => count(n, { one: "en # minuto", other: "en # minutos" }),
  afterLunch: (time) => `tras la pausa de mediodía ${time}`,
  onlyMeets: "Solo con cita previa",
  meetsUntil: (time, when) => `${time ? `Hasta ${the(time)}` : "Hoy"} con cita previa – ${opens(when)}`,
  meets: (hours) => `${hours} con cita previa`.trim(),
  shutThatDay: "cerrado",
  today: "hoy",
  todayIs: (hours) => `Hoy ${hours}`,
  tomorrow: "mañana",
  now: "ahora",
  and: " y ",
  oClock: (hours) => hours,
  allTimes: "Todos los horarios",

  call: "Llamar",
  profile: "Perfil",
  imprint: "Aviso legal",
  privacy: "Privacidad",
  otherLanguage: "Deutsch",
  otherLang: "de",

  attach: "Adjuntar",
  record: "Mensaje de voz",
  emptyTalk: "Escriba lo que necesita.",
  emptyTalkMore: "Las respuestas aparecen aquí. Puede cerrar la página y volver más tarde.",
  offline: "Sin conexión. Sus mensajes están listos y se enviarán automáticamente.",
  connecting: "Se está restableciendo la conexión. Puede seguir escribiendo.",
  stale:
    "El establecimiento lleva mucho tiempo sin confirmar sus datos. Es posible que lo que ve esté anticuado.",
  notNow: "No se puede cargar en este momento. Casi siempre basta con volver a cargar la página.",

  reload: "Volver a cargar",
  unreachableTitle: "La página no se puede cargar en este momento.",
  unreachableMore: "Compruebe su conexión y vuelva a cargar la página. No se ha perdido nada.",
};
