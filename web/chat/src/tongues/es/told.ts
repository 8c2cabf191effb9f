// Translated by machine, to be read by a person.
import type { Catalogs } from "../catalogs.ts";

export const told: Pick<Catalogs, "doubt" | "forgets" | "mail" | "tell" | "telling"> = {
  forgets:
    "Safari lo borra todo después de siete días sin visita. Dos remedios: una forma de volver, o esta página en la pantalla de inicio.",
  doubt: {
    said: "Es probable que nuestro último aviso no le haya llegado a este dispositivo.",
    byMail: "Por eso llegó un correo, y así seguirá hasta que los avisos vuelvan a llegar aquí.",
    attempt: "El mensaje de prueba de los ajustes muestra si llegan.",
    open: "Comprobar",
  },
  tell: {
    card: "Para no perdernos de vista",
    welcomeBack: "Nos alegra que haya vuelto. Para no perdernos de vista:",
    cardOpen: "Ver",
    cardNo: "No volver a mostrar",
    joined: "Un dispositivo más forma parte ahora de su conversación.",
    reading: "El equipo ve cuándo ha leído.",
    readingChange: "Cambiar",
    tellAsk: "¿Le avisamos cuando haya respuesta?",
    tellBrief: "El servicio de su navegador solo sabe eso.",
    tellHomeBrief: "Para ello, ponga esta página en la pantalla de inicio.",
    tellHow: "Cómo se hace",
    tellHome:
      "En iPhone y iPad solo es posible cuando esta página está en la pantalla de inicio. Copie su enlace para volver, toque «Compartir» y «Añadir a pantalla de inicio», y péguelo allí una vez: menú, «Enlace para volver».",
    tellYes: "Sí, por favor",
    tellNo: "No, gracias",
    tellTitle: "Avisos",
    tellOn: "Avisar en este dispositivo",
    tellDenied:
      "El navegador no lo permite. No volveremos a preguntar; puede cambiarlo en los ajustes del navegador, en los permisos de esta página.",
    tellCannot: "Este navegador no puede avisar.",
    tellFailed:
      "No se ha podido contactar con el servicio del navegador. Solo hay avisos mientras esta página esté abierta.",
    tellNew: "Mensaje nuevo",
    tellLost: "Su navegador ya no avisa aquí. ¿Volvemos a avisarle?",
  },
  telling: {
    more: "Si la página está cerrada, el servicio de su navegador (Google, Apple o Mozilla) despierta este dispositivo. Solo sabe que llega algo y cuándo. No sabe qué llega ni de quién.",
    onHere: "Recibe avisos mientras esta página esté abierta en algún sitio.",
    attempt: "Mensaje de prueba",
    tryBody: "Así se ve cuando hay una respuesta.",
    tried: {
      shown: "Ha llegado. Si no ve nada, el dispositivo no lo deja aparecer: mire en «No molestar».",
      not: "No ha llegado. El navegador no lo ha mostrado.",
      taken: "El servicio lo ha aceptado, y ha llegado aquí.",
      waiting: "El servicio lo ha aceptado. Aquí todavía no ha llegado nada; a veces tarda un minuto.",
      later: "No se ha podido contactar con el servicio. Vuelva a intentarlo más tarde.",
      gone: "El servicio ya no conoce este dispositivo. Desactive los avisos y vuelva a activarlos.",
    },
  },
  mail: {
    title: "Avisar por correo electrónico",
    how: (name) =>
      `Si ${name} responde mientras usted no está aquí, llega un correo que solo dice que hay una respuesta, y hasta después de su próxima visita no llega otro. Los proveedores de correo solo saben que llegó un correo y cuándo. El servidor guarda su dirección de forma legible, hasta que usted la retire o borre todo. El equipo no la ve.`,
    notBeside: "Mientras uno de sus dispositivos reciba avisos por su navegador, no llega ningún correo.",
    field: "Dirección de correo electrónico",
    ask: "Enviar correo de confirmación",
    wrong: "Indique una dirección como anna@example.org.",
    many: "Han sido demasiados correos de confirmación. Vuelva a intentarlo mañana.",
    failed: "No se ha podido contactar con el servidor. No ha cambiado nada.",
    asked: (address) =>
      `Hemos preguntado a ${address}. Toque el enlace del correo en un plazo de 24 horas; antes no llega nada. Si no hay ningún correo, mire en el spam.`,
    askedLater: (address) =>
      `El servidor de correo todavía no acepta el correo para ${address}. El servidor lo sigue intentando; puede tardar unos minutos.`,
    confirmed: (address) => `Los avisos van a ${address}.`,
    stopped: "Usted ha puesto fin a los correos con un enlace. La dirección está borrada.",
    refused: "El servidor de correo no acepta nada para esta dirección, quizá por una errata. Está borrada.",
    back: "Retirar la dirección",
    gone: "La dirección está borrada.",
    attempt: "Mensaje de prueba",
    tried: {
      taken:
        "El servidor de correo ha aceptado el mensaje de prueba. Si en unos minutos no ha llegado, mire en el spam.",
      later:
        "No se ha podido contactar con el servidor de correo, o ahora no acepta nada. Vuelva a intentarlo más tarde.",
      gone: "El servidor de correo no acepta nada para esta dirección. Está borrada.",
    },
    orHome: "O sin correo electrónico:",
    notice:
      "Solo si indica y confirma una dirección de correo electrónico: el servidor la guarda de forma legible y le escribe, a través del servidor de correo del establecimiento, que hay una respuesta. Los proveedores de correo solo saben que llegó un correo y cuándo. La dirección vale hasta que usted la retire, toque el enlace de un correo o borre todo.",
    short: "En él solo pone que hay una respuesta.",
    by: "Por correo electrónico",
  },
};
