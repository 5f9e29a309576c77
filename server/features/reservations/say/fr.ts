import type { Spoken } from "@/server/kernel/spoken";
import type { StayTexts } from "./en";

export const fr: StayTexts = {
  quoteGone: "Je n'ai plus cette offre. Pour quelles nuits était-ce ?",
  quoteUsed: "Cette offre est déjà réservée. Puis-je faire autre chose ?",
  lapsed: "Le délai de cette offre est passé et la chambre est partie. J'en cherche une autre ?",
  repriced: (total) =>
    `Le délai de cette offre est passé ; ce serait maintenant ${total} en tout. Je la prends ?`,
  guaranteeNeeded:
    "Je ne peux pas encore prendre de carte ici. Je réserve sans carte, ou je vous passe la réception ?",
  booked: (room, range, code, total) =>
    `C'est réservé : ${room}, ${range}, ${total} en tout. Votre code est ${code}.`,
  bookedSeveral: (rooms, range, codes, total) =>
    `C'est réservé : ${rooms} chambres, ${range}, ${total} en tout. Vos codes sont ${codes}.`,
  extraTwice: (extra) => `${extra} figure sur plusieurs chambres. Je le compte pour chacune ?`,
  stayUnknown: "De quelle réservation s'agit-il ?",
  status: {
    requested: "demandée",
    held: "retenue",
    confirmed: "confirmée",
    checked_in: "en cours, arrivée faite",
    checked_out: "terminée, départ fait",
    cancelled: "annulée",
    no_show: "notée sans arrivée",
    expired: "expirée",
  },
  stay: (room, range, people, status) =>
    `Vous avez ${room}, ${range}, pour ${people}. La réservation est ${status}.`,
  noRoom: "Je vois un problème avec votre chambre pour ces nuits. Je regarde ce que nous pouvons faire ?",
  roomNumber: "le numéro de chambre",
  nothingToChange: "Que souhaitez-vous changer ?",
  notChangeable: (status) =>
    `Cette réservation est ${status}, je ne peux donc pas la changer. J'en fais une nouvelle ?`,
  typeUnknown: "Laquelle de nos chambres préférez-vous ?",
  departureFirst: "Le départ doit être après l'arrivée. Quand souhaitez-vous partir ?",
  past: "Ce jour est passé. Quel jour voulez-vous dire ?",
  inHouseArrival: "Votre arrivée est déjà faite. Quand souhaitez-vous partir ?",
  changeMore: (what, amount, total) => `${what} : c'est ${amount} de plus, ${total} en tout. Je change ?`,
  changeLess: (what, amount, total) => `${what} : c'est ${amount} de moins, ${total} en tout. Je change ?`,
  changeSame: (what, total) => `${what} : le prix reste de ${total}. Je change ?`,
  changeTo: (room, range, people) => `${room}, ${range}, ${people}`,
  removeUnknown: "Ce n'est pas dans votre réservation. Que faut-il retirer ?",
  cancelFree: (range) => `Je peux annuler le séjour ${range} sans frais. Je l'annule ?`,
  cancelFee: (range, fee) => `Annuler maintenant le séjour ${range} coûte ${fee}. Je l'annule ?`,
  cannotCancel: (status) =>
    `Cette réservation est ${status}, il n'y a rien à annuler. Puis-je faire autre chose ?`,
  inHouseCancel: "Votre arrivée est déjà faite. Je vous passe la réception ?",
  notCancelled: (status) => `Cette réservation est ${status} ; il n'y a rien à rétablir. Autre chose ?`,
  tooLateToReinstate:
    "Cette réservation est annulée depuis trop longtemps pour être rétablie. Je cherche une autre chambre ?",
  noLongerFree: "Ces nuits ont été prises depuis. Je cherche une autre chambre ?",
  reinstate: (range, total) => `Je peux rétablir le séjour ${range} pour ${total} en tout. Je le fais ?`,
  hasRoom: "Votre chambre vous attend. Puis-je faire autre chose ?",
  relocate: (room) =>
    `Je suis désolé. Je peux vous donner ${room} à la place, et vous ne payez pas plus. Je le fais ?`,
  relocateElsewhere:
    "Je suis désolé, nous n'avons pas d'autre chambre. Le responsable vous rappelle tout de suite ?",
  partner: (name) => `une chambre à ${name}`,
  changeUnknown: "Je dois regarder cela de nouveau. Que souhaitez-vous changer ?",
  changeOver: "Cela a pris un peu de temps, je dois vérifier de nouveau. Je le fais ?",
  changeStale: "Cette réservation a changé depuis. Je regarde de nouveau ?",
  changed: (room, range, total) => `C'est fait : ${room}, ${range}, ${total} en tout.`,
  cancelled: (range) => `Votre séjour ${range} est annulé.`,
  cancelledFee: (range, fee) => `Votre séjour ${range} est annulé. Les frais sont de ${fee}.`,
  reinstated: (range, total) => `Votre séjour ${range} est rétabli, ${total} en tout.`,
  noted: "Je l'ai noté dans votre réservation.",
  notedHeld: (until) =>
    `Je l'ai noté dans votre réservation. Sans garantie, nous gardons la chambre jusqu'à ${until}.`,
  notedArrival: (time) => `J'ai noté que vous arrivez à ${time}.`,
  checkout: (total) => `Le total convenu est de ${total}. La réception règle cela avec vous.`,
  payDue: (amount) => `Il reste ${amount} à payer pour votre réservation.`,
  payKeypad: (amount) =>
    `Il reste ${amount} à payer pour votre réservation. Dois-je passer au paiement par clavier, où vous tapez la carte vous-même ?`,
  payNothing: "Il ne reste rien à payer pour votre réservation.",
  payNow: "Je passe maintenant au paiement par clavier. Ensuite, vous êtes de nouveau avec moi.",
  payChanged: "Le montant a changé entre-temps. Dois-je regarder encore une fois ?",
  payNotHere: "Sur cet appel, je ne peux pas prendre de paiement. Dois-je vous passer un collègue ?",
  payUnsettled:
    "On vérifie encore si votre dernier paiement a été effectué. Dois-je vous passer un collègue ?",
  payUnderWay: "Un paiement est déjà en cours pour votre réservation. Voulez-vous l'aide d'un collègue ?",
  notInHouse: "Il n'y a pas encore de départ à faire. Puis-je faire autre chose ?",
  verified: (count, s: Spoken, range, room) =>
    range
      ? `Merci. J'ai votre séjour : ${room}, ${range}.`
      : `Merci. J'ai ${count === s.number(1) ? "un séjour" : `${count} séjours`} à votre nom.`,
  noMatch: "Je ne trouve pas de réservation avec ces indications. En avez-vous une autre ?",
  spell:
    "Je ne trouve pas de réservation avec ces indications. Pouvez-vous épeler le code avec des mots, comme D comme Désiré ?",
  locked: "Je ne peux pas vérifier qui vous êtes pendant cet appel. Quelqu'un vous rappelle ?",
  otherFactor: (items, s: Spoken) =>
    `Je ne peux pas utiliser cela ici. Pouvez-vous me donner ${s.list(items, "or")} ?`,
  factor: {
    code: "le code de réservation",
    card_last4: "les quatre derniers chiffres de la carte",
    phone: "le téléphone de la réservation",
    email: "l'adresse e-mail de la réservation",
    room: "votre numéro de chambre",
    otp: "le code à usage unique",
  },
  otpSent: "J'ai envoyé un code à six chiffres au numéro de votre réservation. Quel est ce code ?",
  otpGood: "Merci, c'est le bon code.",
  otpWrong: "Ce code ne correspond pas. Pouvez-vous le répéter ?",
  noOtp: "Je ne peux pas envoyer de code maintenant. Quelqu'un vous rappelle ?",
};
