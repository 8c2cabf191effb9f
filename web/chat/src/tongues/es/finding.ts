// Translated by machine, to be read by a person.
import type { Finding } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("es");

const link = (renewed: boolean) => (renewed ? ["El enlace para volver ahora es otro."] : []);
const devices = (n: number, one: string, other: string) => (n === 0 ? [] : [count(n, { one, other })]);

export const finding: Finding = {
  callButtons: { call: "Llamar", voice: "Llamada de voz", video: "Videollamada", wait: "Un momento …" },
  written: (written, sent) => `escrito ${written}, enviado ${sent}`,
  kinds: {
    photo: "Foto",
    video: "Vídeo",
    voice: "Mensaje de voz",
    file: "Archivo",
    callback: "Petición de llamada",
  },
  devices: {
    customers: (change) => [
      ...devices(
        change.joined,
        "Un dispositivo más forma parte ahora de su conversación.",
        "# dispositivos más forman parte ahora de su conversación.",
      ),
      ...devices(
        change.left,
        "Se ha quitado un dispositivo de su conversación.",
        "Se han quitado # dispositivos de su conversación.",
      ),
      ...link(change.link),
    ],
    ours: (change) => [
      ...devices(change.joined, "El equipo tiene un dispositivo más.", "El equipo tiene # dispositivos más."),
      ...devices(
        change.left,
        "Se ha cerrado la sesión de un dispositivo del equipo.",
        "Se ha cerrado la sesión de # dispositivos del equipo.",
      ),
    ],
  },
  reading: {
    today: "Hoy",
    yesterday: "Ayer",
    newMessages: (n) => count(n, { one: "# mensaje nuevo", other: "# mensajes nuevos" }),
    marked: "Marcado como no leído",
    toNew: (n) => count(n, { one: "Al mensaje nuevo", other: "A los # mensajes nuevos" }),
    toMarked: "Al lugar marcado",
    toNewest: "A los más recientes",
    toDate: "Ir a una fecha",
    date: "Fecha",
    dateMore: "Si ese día no hubo nada, se va al siguiente mensaje.",
    jump: "Ir",
    loading: (day) => `Cargando mensajes anteriores, por ahora hasta el ${day}.`,
    missing: "Indique primero una fecha completa, con día, mes y año.",
    after: (day) => `Después no hubo nada más. El último mensaje es del ${day}.`,
    nothing: "Aquí todavía no hay ningún mensaje.",
    failed:
      "En este momento no se han podido cargar los mensajes anteriores. Con conexión volverá a ser posible.",
    landed: (day) => `Primer mensaje del ${day}`,
    landedLater: (wanted, day) => `El ${wanted} no hubo nada. Siguiente mensaje: ${day}`,
  },
  search: {
    title: "Buscar en esta conversación",
    media: "Fotos, archivos y enlaces",
    found: (n) => count(n, { one: "# resultado", other: "# resultados" }),
    nothing: "No se ha encontrado nada. Una sola palabra encuentra más que una frase entera.",
    back: (day) => `Se ha buscado hasta el ${day}.`,
    on: "Seguir leyendo hacia atrás",
    reading: "Leyendo …",
    failed: "No ha funcionado. Para esto necesita conexión.",
  },
  trust: {
    verified: (name) => [
      `Usted escribe realmente a ${name}. Su móvil lo ha reconocido por el cartel.`,
      "Lo que usted escribe solo lo leen usted y el equipo.",
    ],
    unverified: (name) => [
      `Su móvil reconoce por el cartel del mostrador si usted escribe realmente a ${name}. Escanee allí el código.`,
      "También puede escribir antes. Siempre va cifrado.",
    ],
    scan: "Escanear el cartel",
    stop: "Parar",
    aim: "Dirija la cámara al código del cartel.",
    picture: "Imagen de la cámara",
    other: "Ese es otro código. El correcto es el del cartel de este establecimiento.",
    damaged: "Este código está incompleto. Escanee el del cartel del mostrador.",
    denied:
      "El navegador no deja que esta página use la cámara. Abra la cámara de su móvil y diríjala al cartel.",
    none: "Aquí no hay cámara. Abra la cámara de su móvil y diríjala al cartel.",
    devices: "Dispositivos del equipo",
  },
  notice: {
    version: (n, day) => `Versión ${n} del ${day}, escrita por el servidor a partir de su configuración`,
    whole: "Leer la declaración de privacidad completa",
    save: (format) => `Guardar como ${format}`,
    reading: "Cargando …",
    failed: "La declaración no se puede cargar en este momento. Vuelva a intentarlo cuando tenga conexión.",
  },
  place: {
    choice: "Esta dirección",
    copy: "Copiar",
    map: "Abrir en la aplicación de mapas",
    copied: "Dirección copiada.",
    notCopied: "El navegador no permite copiar. Seleccione la dirección a mano.",
  },
  given: {
    warn: "De otra aplicación: compruébelo, por favor.",
    why: "También puede haberlo entregado una página web. Todavía no se ha puesto en ningún sitio ni se ha enviado.",
    words: "Texto",
    files: "Archivos",
  },
  sharing: {
    title: "Aquí se ha compartido algo",
    how: "Si lo acepta, el texto se pone detrás de lo que ya ha escrito. Solo se envía cuando toca «Enviar».",
    some: "Como máximo se envían 20 archivos a la vez. El resto puede adjuntarlo después.",
    take: "Aceptar",
    drop: "Descartar",
    dropAll: "Descartar todo",
  },
  languages: {
    title: "Idioma",
    how: "Esto vale para esta página. Lo que escribe el establecimiento queda como él lo escribe. Salvo el alemán y el inglés, ha traducido una máquina.",
  },
  lost: {
    title: "No ha llegado",
    lost: "Esta página no estaba lista para compartir en ese momento. No se ha guardado ni enviado nada. En la conversación puede seleccionarlo con «Adjuntar».",
    full: "Aquí ya espera demasiado, o era demasiado grande: caben cinco cosas compartidas, 100 MB en total. No se ha guardado ni enviado nada de ello. Primero acepte o descarte lo que ya espera.",
    ok: "Entendido",
  },
  emoji: {
    picker: "Emojis",
    search: "Buscar emoji",
    groups: "Grupos",
    recent: "Últimos usados",
    group: {
      0: "Caras y emociones",
      1: "Personas y gestos",
      3: "Animales y naturaleza",
      4: "Comida y bebida",
      5: "Viajes y lugares",
      6: "Actividades",
      7: "Objetos",
      8: "Símbolos",
      9: "Banderas",
    },
    tone: "Tono de piel",
    tones: ["sin tono", "claro", "medio claro", "medio", "medio oscuro", "oscuro"],
    found: (n) => count(n, { one: "# emoji encontrado", other: "# emojis encontrados" }),
    nothing: (query) => `Ningún emoji para «${query}».`,
    loading: "Cargando emojis",
    failed: "En este momento no se han podido cargar los emojis.",
    again: "Volver a intentarlo",
  },
  program: {
    label: (name) => `Programa · ${name}`,
    nameless: "Programa",
    ai: "Aquí responde un programa con IA, no una persona.",
    rules: "Aquí responde un programa sin IA, no una persona.",
    human: "Hablar con una persona",
    wish: "Quisiera hablar con una persona.",
    asked: "Su petición está en camino: alguien del equipo responderá aquí.",
  },
};
