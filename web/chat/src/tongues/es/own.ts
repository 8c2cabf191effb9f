// Translated by machine, to be read by a person.
import type { Own } from "../catalogs.ts";

export const own: Own = {
  name: {
    title: "El equipo pregunta su nombre",
    ask: "¿Su nombre?",
    send: "Enviar",
    give: "Enviar el nombre",
    no: "No dar ningún nombre",
    missing: "Escriba su nombre en el campo.",
    given: "El equipo ya ve su nombre. Puede cambiarlo en el menú, en «Tarjeta de visita».",
  },
  touch: {
    show: "Ver",
    name: "Su nombre",
    nameNone: "El equipo todavía no lo conoce.",
    give: "Decirlo",
    change: "Cambiar",
    byMail: "Por correo electrónico",
  },
  chosen: {
    holding: "Se enviará en 5 segundos",
    takeBack: "Retirar",
    takenBack: "Retirado. No se ha enviado nada.",
    gone: "Demasiado tarde: el mensaje ya está en camino.",
  },
  settings: {
    theme: "Brillo",
    themes: { system: "Como el dispositivo", light: "Claro", dark: "Oscuro" },
    sound: "Sonido con mensajes nuevos",
    takeBack: "Poder retirar lo enviado durante 5 segundos",
    more: {
      sound: "Suave, y solo si tiene esta página abierta, pero no delante.",
      takeBack: "Cada mensaje permanece ese tiempo en este dispositivo. Hasta entonces puede retirarlo.",
    },
    here: "Vale solo en este dispositivo y desaparece si borra la conversación.",
  },
  way: {
    by: (source) => `Ha llegado por «${source}». El negocio lo sabrá con su próximo mensaje.`,
    byLink: "Ha llegado por un enlace del negocio. El negocio lo sabrá con su próximo mensaje.",
    worded: "El texto del campo estaba en el enlace. Solo se envía si usted lo envía.",
    closed: "Este acceso está cerrado",
    open: (name) => `La página de ${name} sigue aquí como siempre.`,
    on: "Ir a la página",
  },
  frame: {
    window: "Continuar en una ventana aparte",
    belongs: "Esta conversación pertenece a este sitio web. En otro lugar no la encontrará así.",
    belongsTitle: "Dónde está esta conversación",
    take: "Llevármela",
    fine: "Está bien así",
    takeTitle: "Llevarse la conversación",
    takeMore: (goOn) => `Se abre una ventana aparte. Pulse allí «${goOn}». Aquí también se queda.`,
    takeLink: "O guarde su enlace para volver: la abre en cualquier navegador.",
    callsTitle: "Las llamadas van en una ventana aparte",
    callsMore: (goOn) =>
      `El micrófono y la cámara no deben estar en una página ajena. En la ventana nueva, pulse «${goOn}» y llame desde allí.`,
    rings: (name) => `${name} le llama`,
    ringsMore: (goOn) =>
      `Puede contestar en una ventana aparte. Pulse allí «${goOn}»; suena mientras la llamada espera.`,
    open: "Abrir la ventana",
    movedTitle: "Sigue en una ventana aparte",
    moved: (goOn) =>
      `Su conversación estará allí en cuanto pulse «${goOn}». Aquí también se queda, hasta que la borre.`,
    movedOther:
      "¿Ya escribe allí con este negocio? Entonces la ventana muestra aquella conversación, y esta se queda solo aquí.",
    movedEmpty: "Allí puede escribir. Aquí todavía no se ha guardado nada.",
    movedAlone:
      "Allí empieza una conversación nueva, y esta se queda aquí: este navegador no tiene ahora un enlace para volver a ella.",
    movedLong: "El texto de su campo es demasiado largo para llevárselo. Está aquí, en el campo.",
    here: "Continuar aquí",
    again: "Abrir otra vez",
    refusedTitle: "La página no se abre aquí",
    refused: "Solo se muestra en los sitios web que nombra el negocio. Puede escribir en una ventana aparte.",
    unreachableTitle: "Ahora no hay conexión",
    unreachable: "Compruebe su conexión y vuelva a intentarlo. No se ha perdido nada.",
    storageTitle: "Aquí no se puede guardar nada",
    storage:
      "Su navegador no deja que las páginas incrustadas guarden nada, y sin eso no hay conversación. En una ventana aparte funciona.",
  },
  emptied: {
    title: "Su conversación no está aquí",
    app: "Todavía no está en esta aplicación, o el dispositivo ha hecho limpieza. Eso no significa que se haya borrado.",
    browser: "Este navegador ha hecho limpieza. Eso no significa que se haya borrado.",
    open: "Pegar el enlace para volver",
    none: "¿No lo tiene? Escriba de nuevo y diga quién es.",
  },
  card: {
    card: "Tarjeta de visita",
    name: "Nombre",
    phone: "Teléfono",
    email: "Correo electrónico",
    address: "Dirección",
    taken: "Tarjeta de visita retirada. Lo que ponía se ha borrado en ambos lados.",
    asks: "Le pedimos su tarjeta de visita: nombre, teléfono, correo electrónico o dirección. Usted decide qué nos hace saber.",
    asked: "Se ha pedido la tarjeta de visita.",
    fill: "Rellenar la tarjeta de visita",
  },
  facts: {
    phone: "Teléfono",
    email: "Correo electrónico",
    website: "Página web",
    parking: "Aparcamiento",
  },
  passkey: {
    offer: "Volver con la cara o el dedo",
    brief: "Sin papel, en este dispositivo",
    way: "Volver aquí",
    wayHow: "Con un móvil nuevo, o si el navegador hace limpieza.",
    wayKept: "Configurado.",
    show: "Ver",
    others: "Otras formas",
    later: "Lo encontrará en cualquier momento en el menú, en «Enlace para volver».",
    touch:
      "Su dispositivo le pide para ello el dedo o la cara: así su llave de acceso abre también el enlace nuevo. Sin eso, deja de servir.",
    fates: {
      follows: "Su llave de acceso abre ahora el enlace nuevo.",
      only: "Esta llave de acceso abre ahora el enlace nuevo. Las demás que tenga ya no abren nada aquí.",
      ended:
        "Su llave de acceso ya no abre nada aquí. Puede crear una nueva en el menú, en «Enlace para volver»; borre la antigua en el gestor de contraseñas de su dispositivo.",
      unknown: "En el menú, en «Enlace para volver», puede ver si su llave de acceso abre el enlace nuevo.",
    },
    again:
      "El enlace sigue siendo el antiguo: vuelva a intentarlo, por favor. Si cancela la pregunta por la llave de acceso, se renovará sin ella.",
    leaves:
      "Después, su llave de acceso ya no abrirá nada. Del gestor de contraseñas de su dispositivo la borra usted.",
    made: "Configurado. En un dispositivo nuevo, toque «Volver a mi conversación».",
    held: "Para que pueda volver con la huella dactilar o la cara. Su enlace para volver está aquí en un sobre que solo abre su llave de acceso. La llave de acceso la guardan Apple, Google o su gestor de contraseñas.",
    heldSince: (day) => `desde el ${day}`,
    heldUntil: "Hasta que la quite",
    none: "No se ha elegido ninguna llave de acceso. Su enlace para volver también abre la conversación: menú, «Enlace para volver».",
    title: "Huella dactilar o cara",
    how: "Su dispositivo crea para ello una llave de acceso. La guardan Apple, Google o su gestor de contraseñas. Ven que usted tiene una aquí, pero no lo que escribe. Nuestro servidor no puede abrir nada con ella.",
    since: (day) => `Configurada el ${day}.`,
    drop: "Quitar la llave de acceso de aquí",
    dropped: "Quitada: ya no abre nada aquí. Del gestor de contraseñas de su dispositivo la borra usted.",
  },
  passkeyTroubles: {
    cancelled: "",
    cannot:
      "Por desgracia, este dispositivo no puede hacerlo: su llave de acceso no hace el cálculo necesario. No se ha guardado nada.",
    elsewhere:
      "Esta llave de acceso abre otra cosa. La correcta es la que lleva el nombre de este establecimiento.",
    unknown:
      "Ya no hay nada aquí para esta llave de acceso: se ha quitado o sustituido, o se ha borrado todo.",
    changed:
      "Lo que el servidor ha entregado para esta llave de acceso no es lo que se depositó para ella. No se ha abierto nada.",
    refused: "El servidor no ha aceptado esta respuesta. Casi siempre basta con un segundo intento.",
    many: "Han sido demasiados intentos. Espere unos minutos, por favor.",
    offline: "Sin conexión. Vuelva a intentarlo más tarde.",
  },
};
