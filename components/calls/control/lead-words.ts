import { formatMoney } from "@/components/lib/format";
import type { CallChoices } from "@/server/features/telephony/call-choices";

/** Why a running call cannot be put through; null when it can. What to do stands in it. */
export const noTransfer = ({ telephone, transferring }: CallChoices): string | null => {
  if (!telephone)
    return "Only a telephone call can be put through, and only with a telephone account set up.";
  return underWay(transferring?.state) ? "The call is on its way to a person already." : null;
};

/** Why no card can be typed in this call; null when one can. */
export const noPayment = ({ telephone, connector, payment, transferring }: CallChoices): string | null => {
  if (!telephone) return "Only a guest on a telephone can pay by keypad. Take the payment at the desk.";
  if (!connector) return "No payment connector is set. A manager sets it in Settings, Telephone.";
  if (underWay(transferring?.state))
    return "The call is on its way to a person. Wait until that is over, then try again.";
  if (payment?.state === "unknown")
    return "Nobody knows yet whether the last payment was taken. Close the task about it first.";
  return payment?.state === "requested" || payment?.state === "taking"
    ? "The guest is paying by keypad right now."
    : null;
};

const underWay = (state: string | undefined): boolean =>
  state !== undefined && ["requested", "dialing", "announced"].includes(state);

/** How the newest payment of the call stands, in a sentence; empty when there is none. */
export function paymentSentence({ payment }: CallChoices): string {
  if (!payment) return "";
  const sum = payment.amount === null ? "A card" : formatMoney(payment.amount, payment.currency);
  switch (payment.state) {
    case "requested":
      return `${sum}: the guest is led to the keypad.`;
    case "taking":
      return `${sum}: the guest types the card.`;
    case "unknown":
      return `${sum}: nobody knows yet whether it was taken. Look it up and close the task.`;
    case "paid":
      return `${sum} paid${payment.last4 ? ` with the card ending in ${payment.last4}` : ""}.`;
    case "not_paid":
      return `${sum} was not paid. Try again, or take it at the desk.`;
  }
}

const transferred: Readonly<Record<string, string>> = {
  requested: "is being called",
  dialing: "is being called",
  announced: "hears what it is about",
  accepted: "has the guest",
  declined: "did not take the guest",
  unanswered: "did not answer",
  failed: "could not be called",
};

/** How the newest transfer of the call stands; empty when there is none or it is over. */
export function transferSentence({ transferring }: CallChoices): string {
  const words = transferring ? transferred[transferring.state] : undefined;
  return transferring && words ? `${transferring.spokenName} ${words}.` : "";
}

/** What staff should know of who has the call; empty where the line has it, or another sentence says it. */
export function heldSentence({ heldBy }: CallChoices): string {
  switch (heldBy) {
    case "gather":
      return "This call has no live sound: nobody can listen, whisper or take over.";
    case "waiting":
      return "The caller waits in the queue or leaves a message: the line is not on the call.";
    case "nobody":
      return "No line has the call at the moment.";
    default:
      return "";
  }
}
