// Translated by machine, to be read by a person.
import type { Catalogs } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("es");

export const myData: Catalogs["myData"] = {
  at: (name) => `en ${name}`,
  lead: "Esto es todo lo que hay de usted aquí.",
  leadMore: "Puede llevárselo o borrarlo, enseguida y sin preguntar.",
  reading: "Comprobando …",
  failed: "Para esto necesita conexión. Ya puede llevarse lo que está en este dispositivo.",
  again: "Volver a intentarlo",

  stored: "Lo que está guardado",
  talk: "Conversación",
  talkMore: "Para que usted y el equipo puedan ponerse de acuerdo.",
  messages: (n) => count(n, { one: "# mensaje", other: "# mensajes" }),
  talkUntil: (days) =>
    count(days, {
      one: "Hasta # día después de la última palabra",
      other: "Hasta # días después de la última palabra",
    }),
  talkHeld: "De momento se queda, porque el establecimiento la retiene",
  files: "Fotos y archivos",
  filesMore: "Forman parte de la conversación.",
  filesHow: (n, size) =>
    n === 0 ? "ninguno" : count(n, { one: `# (${size} en total)`, other: `# (${size} en total)` }),
  filesUntil: "Como el mensaje al que van adjuntos",
  card: "Tarjeta de visita",
  cardFields: { name: "nombre", phone: "teléfono", email: "correo electrónico", address: "dirección" },
  cardNone: "ninguna",
  cardMore: "Lo que usted ha entregado al establecimiento.",
  cardUntil: "Hasta que la retire",
  devices: "Sus dispositivos",
  keys: (n) => count(n, { one: "# clave", other: "# claves" }),
  devicesMore: "Para que solo usted pueda abrir sus mensajes.",
  devicesUntil: "Hasta que cierre su sesión",
  told: "Notificación",
  toldHow: (push, mail) =>
    push && mail ? "navegador y correo electrónico" : push ? "navegador" : "correo electrónico",
  toldMore: "Para que se entere de las respuestas.",
  toldUntil: "Hasta que la desactive",
  room: "Notas y etiquetas",
  roomMore:
    "Lo que el equipo anota sobre usted. El servidor no puede leerlo. Pregunte, y el establecimiento le enviará aquí cada palabra, cifrada.",
  roomUntil: "Hasta el final de la conversación",
  roomAsk: "Preguntar por ello",
  roomAsked: (due) => `Preguntado. Respuesta a más tardar el ${due}.`,

  who: "Quién ha tenido acceso",
  team: "El equipo",
  teamMore: "Lee sus mensajes en los dispositivos del establecimiento.",
  server: "El servidor",
  serverMore: "Ve cuándo se envía algo y qué tamaño tiene. No puede leer el contenido.",
  nobody: "Nadie más",
  nobodyMore: "Sin publicidad, sin análisis, sin entrega a terceros.",
  access: "Por orden",
  accessMore: "Quién se unió, se fue o se llevó los datos, y cuándo.",
  what: {
    begun: "Usted empezó la conversación",
    device_added: "Se añadió un dispositivo suyo",
    device_removed: "Se quitó un dispositivo suyo",
    team_device_added: "Se añadió un dispositivo del equipo",
    team_device_removed: "Se quitó un dispositivo del equipo",
    recovered: "El enlace para volver dejó entrar a un dispositivo",
    exported: "Se exportaron los datos",
    restored: "El servidor se restauró a partir de una copia de seguridad",
    erased: "Se borró algo",
    expired: "El plazo de conservación había terminado",
  },
  byTeam: "por el equipo",

  stays: "Lo que tiene que quedarse",
  staysMore: "El establecimiento tiene que conservar las cartas comerciales y los justificantes.",
  classes: { letter: "Pedidos y cartas comerciales", voucher: "Facturas y justificantes" },
  classBasis: (kind, years) =>
    `${count(years, { one: "# año", other: "# años" })}, desde el final del año natural (${kind === "voucher" ? "§\u00a0147\u00a0AO" : "§\u00a0257\u00a0HGB"}, derecho alemán)`,
  classUntil: (until) => `Lo último, hasta el ${until}`,
  hold: "Retenida",
  reasons: {
    dispute: "El establecimiento necesita la conversación para aclarar un litigio.",
    assessment:
      "Todavía está en curso una liquidación tributaria (§\u00a0147 Abs.\u00a03 AO, derecho alemán).",
    other: "El establecimiento tiene un motivo para no dejar que de momento se borre automáticamente.",
  },
  heldUntil: (until) => (until === null ? "Hasta nuevo aviso" : `Hasta el ${until}`),

  rights: "Sus derechos",
  correct: "Rectificar",
  correctMore:
    "La tarjeta de visita puede cambiarla directamente. Un mensaje propio puede editarlo en los primeros 15 minutos. Para todo lo demás, escriba qué es incorrecto; aquí anotamos el plazo.",
  correctCard: "Abrir la tarjeta de visita",
  correctAsk: "Exigir una rectificación",
  counted: "Contar en la estadística",
  countedMore:
    "El establecimiento cuenta cuántos mensajes llegan y con qué rapidez responde, sin contenidos. Desactívelo y ya no figurará en ninguna cifra (art. 21).",
  restricted: "Limitar el tratamiento",
  restrictedMore:
    "Mientras esté activado, nada se cuenta, nada responde automáticamente y nada se borra automáticamente (art. 18). El equipo lo ve.",
  requests: "Sus solicitudes",
  requestsMore: "El establecimiento tiene un mes, contado desde el día en que llega la solicitud.",
  kinds: {
    access: "Acceso",
    correct: "Rectificación",
    restrict: "Limitación",
    object: "Oposición",
    erase: "Supresión",
    portability: "Portabilidad",
  },
  states: {
    open: "abierta",
    looked: "se está enviando",
    extended: "abierta, plazo prorrogado",
    answered: "respondida",
    refused: "rechazada",
    withdrawn: "retirada",
  },
  due: (day) => `a más tardar el ${day}`,
  withdraw: "Retirar",
  withdrawOf: (kind) => `Retirar: ${kind}`,
  done: "Anotado. El establecimiento lo ve enseguida.",
  notDone: "No ha funcionado, todo sigue como antes. Vuelva a intentarlo cuando tenga conexión.",

  why: "Para qué y con qué base",
  recipients: "Quién más recibe algo",
  recipientsNone: "Nadie.",
  keptFor: (kept) => `Conservación: ${kept}`,

  remains:
    "Lo que queda después de borrar: en el servidor, los identificadores y las claves públicas de sus dispositivos, sin contenido, para que ninguna copia de seguridad traiga nada de vuelta. En este dispositivo, las palabras borradas pueden quedar todavía un tiempo en los archivos propios de su navegador, hasta que este los sobrescriba. Allí desaparecen con seguridad si borra los datos de este sitio web en los ajustes del navegador.",
  take: "Descargar todo",
  erase: "Borrar todo",
  steps: {
    reading: (done, of) => `Leyendo los mensajes: ${done} de ${of}`,
    files: (done, of) => `Recogiendo los archivos: ${done} de ${of}`,
    packing: (done, of) => `Empaquetando: ${done} de ${of}`,
  },
  cancel: "Cancelar",
  cancelled: "Cancelado. No se ha guardado nada.",
  saved: (size) => `Su paquete de datos está guardado (${size}).`,
  savedMore:
    "Ya no está cifrado. Descomprímalo y abra index.html, también sin conexión. Guárdelo como sus extractos bancarios.",
  savedPart:
    "Falta una parte, porque no se pudo contactar con el servidor. Descárguelo otra vez con conexión.",
  takeFailed: "No se ha podido terminar el paquete de datos. Vuelva a intentarlo.",
  fileName: (day) => `mis-datos-${day}`,
};
