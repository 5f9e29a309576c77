import type { PhoneTexts } from "./types";

export const es: PhoneTexts = {
  notInService: "Este número no está en servicio.",
  maintenance:
    "Estamos revisando nuestro asistente telefónico. Vuelva a llamar un poco más tarde, por favor.",
  busy: "Lo siento, todas las líneas están ocupadas en este momento.",
  busyChoices: "Pulse uno para que le llamemos, o dos para dejar un mensaje.",
  callBackChoice: "Pulse uno para que le llamemos.",
  noAnswer: "Lo siento, ahora nadie puede atender su llamada. Vuelva a llamar en unos minutos, por favor.",
  stillHere: "Un momento, por favor, sigo aquí.",
  brokeOff: "Lo siento, la línea ha fallado. Llame de nuevo, por favor. Adiós.",
  toDesk: "Lo siento, la línea ha fallado. Le paso con el hotel.",
  deskNoAnswer: "Lo siento, nadie ha contestado. Vuelva a llamar en unos minutos, por favor.",
  voicemail: "Deje un mensaje después de la señal. Pulse almohadilla cuando termine.",
  voicemailKept: "Gracias. El hotel tiene su mensaje. Adiós.",
  voicemailEmpty: "No he oído ningún mensaje. Adiós.",
  callBack: "Gracias. Le llamaremos en cuanto haya una línea libre. Adiós.",
  callBackNot: "Lo siento, no puedo llamar a ese número.",
  waiting: "Un momento, por favor, sigo intentando pasarle.",
  queue: (position, minutes) =>
    `Es usted el número ${position} en la cola. Tardaremos ${minutes === 1 ? "un minuto" : `unos ${minutes} minutos`}.`,
  menuChoice: (say, digit) => `Para ${say}, pulse ${digit}.`,
  person: (hotel, summary) =>
    `Le llama ${hotel}. Hay un huésped en la línea. ${summary} Pulse uno para atender la llamada, o dos para rechazarla.`,
  personAgain: "Pulse uno para atender la llamada, o dos para rechazarla.",
  personGone: "El huésped ha colgado. Adiós.",
  personDeclined: "Gracias. Adiós.",
  wakeup: (hotel, time) =>
    `Buenos días, esta es su llamada para despertarle de ${hotel}. Hora actual: ${time}. Pulse cualquier tecla para confirmar.`,
  wakeupConfirmed: "Gracias. Que tenga un buen día.",
  wakeupUnconfirmed: "No he notado ninguna tecla, así que nos aseguraremos de que se despierte.",
  callingAgain: "Lo siento, ahora no podemos hablar. Le volveremos a llamar.",
  calledBack: (hotel) => `Le llama ${hotel}. Nos pidió que le llamáramos.`,
  payUnknown: "No he podido ver si su pago se ha realizado. Una persona lo comprobará y le llamará.",
  payStart: "Ya puede marcar el número de su tarjeta en el teclado. Nadie escucha y nada de ello se graba.",
  trouble: "Lo siento, algo ha fallado por mi parte. ¿Puede repetirlo, por favor?",
  capReached:
    "Lo siento, tengo que terminar aquí la llamada. Vuelva a llamar si queda algo pendiente, por favor.",
  back: {
    moved: "Ya estoy aquí otra vez. Siga, por favor.",
    unanswered:
      "Lo siento, nadie ha podido atender su llamada. Puedo tomar un mensaje o pedir que le llamen.",
    declined: "Lo siento, ahora no pueden atender su llamada. Puedo tomar un mensaje o pedir que le llamen.",
    paid: "Gracias, su tarjeta ha sido aceptada. ¿Necesita algo más?",
    not_paid: "No se ha aceptado su tarjeta. Puedo pasarlo a un compañero. ¿Necesita algo más?",
    handed_back: "Vuelvo a estar con usted. ¿Necesita algo más?",
  },
};
