import type { SellingTexts } from "./en";

export const fr: SellingTexts = {
  offer: (room, total) => `Je peux vous proposer ${room} pour ${total} en tout. Je vous la garde ?`,
  offers: (rooms) => `Je peux vous proposer ${rooms}. Que préférez-vous ?`,
  offered: (room, total) => `${room} pour ${total} en tout`,
  blocked: {
    full: (date) => `Nous sommes complets le ${date}.`,
    not_sold: (date) => `Je n'ai aucune chambre en vente le ${date}.`,
    min_nights: (nights) => `Pour cette arrivée, nous demandons au moins ${nights}.`,
    max_nights: (nights) => `À partir de cette arrivée, nous pouvons proposer au plus ${nights}.`,
    no_arrival: (date) => `Nous ne pouvons pas accueillir d'arrivée le ${date}.`,
    no_departure: (date) => `Le départ n'est pas possible le ${date}.`,
    party: () => "Aucune chambre n'accueille autant de personnes.",
    requirement: (room) => `${room} n'est pas libre ces nuits-là.`,
  },
  nothingFree: "Je n'ai rien pour ces nuits.",
  requirement: {
    view: "Une chambre avec cette vue",
    smoking: "Une chambre avec cette règle pour fumeurs",
    beds: "Une chambre avec ces lits",
    accessible: "Une chambre avec cet accès",
    pets: "Une chambre pour animaux",
    connecting: "Une chambre communicante",
    maxPrice: "Une chambre à ce prix",
    roomType: "Cette chambre",
  },
  without: {
    view: "sans cette vue",
    smoking: "avec l'autre règle pour fumeurs",
    beds: "avec d'autres lits",
    accessible: "sans cet accès",
    pets: "sans l'animal",
    connecting: "non communicante",
    maxPrice: "au-dessus de ce prix",
    roomType: "une autre chambre",
  },
  otherDates: (range, room, total) => `${range}, ${room}, pour ${total}`,
  relaxed: (how, room, total) => `${how} : ${room} pour ${total}`,
  whichInstead: "L'une des autres possibilités vous conviendrait-elle ?",
  noAlternative: "J'essaie d'autres dates, ou je vous mets sur la liste d'attente ?",
  howManyRooms: (rooms) => `Il faut pour cela ${rooms} chambres. Combien en voulez-vous ?`,
  tooManyPeople:
    "C'est plus de personnes que je ne peux réserver au téléphone. Je vous passe notre équipe des événements ?",
  tooManyRooms: (rooms) =>
    `En un appel, je peux réserver jusqu'à ${rooms} chambres. Notre équipe des groupes vous rappelle ?`,
  past: (date) => `Le ${date} est déjà passé. Quel jour voulez-vous dire ?`,
  departureFirst: "Le départ doit être après l'arrivée. Quand souhaitez-vous partir ?",
  tooShort: (nights) => `Nous demandons au moins ${nights}. Voulez-vous rester plus longtemps ?`,
  tooLong: (nights) => `Au téléphone, je peux réserver jusqu'à ${nights}. Je cherche cela ?`,
  tooFar: (date) => `Je peux réserver des arrivées jusqu'au ${date}. Quelles dates vous conviendraient ?`,
  tooLate: "Il est trop tard pour réserver ici pour cette nuit. Je vous passe la réception ?",
  offerGone: "Je dois regarder de nouveau. Pour quelles dates était-ce ?",
  full: "Ces nuits viennent d'être prises. Je cherche autre chose ?",
  deciding:
    "Un autre client se décide pour la dernière chambre. Je réessaie dans un instant, ou j'en cherche une autre ?",
  held: (room, range, total, perNight) =>
    `Je vous garde ${room}, ${range}, pour ${total} en tout, ${perNight} par nuit. Je réserve ?`,
  heldOneNight: (room, range, total) =>
    `Je vous garde ${room}, ${range}, pour ${total} en tout. Je réserve ?`,
  promoUnknown: "Je ne trouve pas ce code. Je continue avec le tarif public ?",
  promoElsewhere: "Ce code ne vaut pas pour cette chambre et ces nuits. Je continue sans lui ?",
  extraUnknown: "Je ne connais pas ce supplément. Lequel de ceux-ci voulez-vous ?",
  extraShort: (name, stock) => `Pour ${name}, il en reste ${stock}. Combien en voulez-vous ?`,
  extraNotice: (name) => `Pour ${name}, il faut commander plus tôt. Je continue sans ?`,
  waitlist: (spokenRef) =>
    `Vous êtes sur la liste d'attente sous ${spokenRef}. Je ne peux pas promettre de chambre ; nous appelons si une se libère.`,
};
