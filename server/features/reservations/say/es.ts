import type { Spoken } from "@/server/kernel/spoken";
import { theHour } from "@/server/kernel/spoken/es";
import type { StayTexts } from "./en";

export const es: StayTexts = {
  quoteGone: "Ya no tengo esa oferta. ¿Para qué noches era?",
  quoteUsed: "Esa oferta ya está reservada. ¿Puedo hacer algo más?",
  lapsed: "El tiempo de esa oferta ha pasado y la habitación ya no está. ¿Busco otra?",
  repriced: (total) => `El tiempo de esa oferta ha pasado; ahora son ${total} en total. ¿La tomo?`,
  guaranteeNeeded: "Aquí todavía no puedo tomar una tarjeta. ¿Reservo sin ella o le paso con recepción?",
  booked: (room, range, code, total) =>
    `Su reserva está hecha: ${room}, ${range}, ${total} en total. Su código es ${code}.`,
  bookedSeveral: (rooms, range, codes, total) =>
    `Su reserva está hecha: ${rooms} habitaciones, ${range}, ${total} en total. Sus códigos son ${codes}.`,
  extraTwice: (extra) => `${extra} está en más de una de las habitaciones. ¿Lo cobro en cada una?`,
  stayUnknown: "¿De qué reserva se trata?",
  status: {
    requested: "solicitada",
    held: "retenida",
    confirmed: "confirmada",
    checked_in: "con la entrada hecha",
    checked_out: "con la salida hecha",
    cancelled: "cancelada",
    no_show: "marcada como no presentada",
    expired: "vencida",
  },
  stay: (room, range, people, status) =>
    `Tiene ${room}, ${range}, para ${people}. La reserva está ${status}.`,
  noRoom: "Veo un problema con su habitación esas noches. ¿Miro qué podemos hacer?",
  roomNumber: "el número de habitación",
  nothingToChange: "¿Qué quiere cambiar?",
  notChangeable: (status) => `Esa reserva está ${status}, así que no puedo cambiarla. ¿Hago una nueva?`,
  typeUnknown: "¿Cuál de nuestras habitaciones prefiere?",
  departureFirst: "La salida tiene que ser después de la llegada. ¿Cuándo quiere salir?",
  past: "Ese día ya ha pasado. ¿Qué día quiere decir?",
  inHouseArrival: "Ya ha llegado. ¿Cuándo quiere salir?",
  changeMore: (what, amount, total) => `${what}: son ${amount} más, ${total} en total. ¿Lo cambio?`,
  changeLess: (what, amount, total) => `${what}: son ${amount} menos, ${total} en total. ¿Lo cambio?`,
  changeSame: (what, total) => `${what}: el precio sigue siendo ${total}. ¿Lo cambio?`,
  changeTo: (room, range, people) => `${room}, ${range}, ${people}`,
  removeUnknown: "Eso no está en su reserva. ¿Qué quito?",
  cancelFree: (range) => `Puedo cancelar la estancia ${range} sin coste. ¿La cancelo?`,
  cancelFee: (range, fee) => `Cancelar ahora la estancia ${range} cuesta ${fee}. ¿La cancelo?`,
  cannotCancel: (status) => `Esa reserva está ${status}; no hay nada que cancelar. ¿Puedo hacer algo más?`,
  inHouseCancel: "Ya ha hecho la entrada. ¿Le paso con recepción?",
  notCancelled: (status) => `Esa reserva está ${status}; no hace falta recuperarla. ¿Algo más?`,
  tooLateToReinstate:
    "Esa reserva se canceló hace demasiado tiempo para recuperarla. ¿Busco otra habitación?",
  noLongerFree: "Esas noches ya se han ocupado. ¿Busco otra habitación?",
  reinstate: (range, total) => `Puedo recuperar la estancia ${range} por ${total} en total. ¿Lo hago?`,
  hasRoom: "Su habitación le espera. ¿Puedo hacer algo más?",
  relocate: (room) => `Lo siento. Puedo darle ${room} en su lugar, sin pagar más. ¿Lo hago?`,
  relocateElsewhere:
    "Lo siento, no tenemos otra habitación. ¿Quiere que la persona responsable le llame enseguida?",
  partner: (name) => `una habitación en ${name}`,
  changeUnknown: "Tengo que mirarlo otra vez. ¿Qué quiere cambiar?",
  changeOver: "Ha pasado algo de tiempo y tengo que mirarlo otra vez. ¿Lo hago?",
  changeStale: "Esa reserva ha cambiado mientras tanto. ¿Lo miro otra vez?",
  changed: (room, range, total) => `Hecho: ${room}, ${range}, ${total} en total.`,
  cancelled: (range) => `Su estancia ${range} está cancelada.`,
  cancelledFee: (range, fee) => `Su estancia ${range} está cancelada. El coste es de ${fee}.`,
  reinstated: (range, total) => `Su estancia ${range} vuelve a estar en pie, ${total} en total.`,
  noted: "Lo he apuntado en su reserva.",
  notedHeld: (until) =>
    `Lo he apuntado en su reserva. Sin garantía guardamos la habitación hasta ${theHour(until)}.`,
  notedArrival: (time) => `He apuntado que llega a ${theHour(time)}.`,
  checkout: (total) => `El total acordado es de ${total}. Recepción hace las cuentas con usted.`,
  notInHouse: "Todavía no hay ninguna salida que hacer. ¿Puedo hacer algo más?",
  verified: (count, s: Spoken, range, room) =>
    range
      ? `Gracias. Tengo su estancia: ${room}, ${range}.`
      : `Gracias. Tengo ${count === s.number(1) ? "una estancia" : `${count} estancias`} a su nombre.`,
  noMatch: "No encuentro una reserva con esos datos. ¿Me da otro?",
  spell: "No encuentro una reserva con esos datos. ¿Puede deletrear el código con palabras, como D de dedo?",
  locked: "En esta llamada no puedo comprobar quién es usted. ¿Quiere que alguien le llame?",
  otherFactor: (items, s: Spoken) => `Eso no me sirve aquí. ¿Me da ${s.list(items, "or")}?`,
  factor: {
    code: "el código de la reserva",
    card_last4: "las cuatro últimas cifras de la tarjeta",
    phone: "el teléfono de la reserva",
    email: "el correo de la reserva",
    room: "su número de habitación",
    otp: "el código de un solo uso",
  },
  otpSent: "He enviado un código de seis cifras al número de su reserva. ¿Cuál es el código?",
  otpGood: "Gracias, el código es correcto.",
  otpWrong: "Ese código no coincide. ¿Puede repetirlo?",
  noOtp: "Ahora no puedo enviar un código. ¿Quiere que alguien le llame?",
};
