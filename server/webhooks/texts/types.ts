import type { ResumeCause } from "@/server/line/contract";

/** What the telephone service says for the hotel where the line itself is not there to say it. Sentences, no markup. */
export interface PhoneTexts {
  notInService: string;
  maintenance: string;
  busy: string;
  /** Key one: a call-back; key two: a message. */
  busyChoices: string;
  /** The same, where no messages are taken. */
  callBackChoice: string;
  noAnswer: string;
  /** The line has fallen silent and comes back. */
  stillHere: string;
  /** The line had no voice left, or broke. */
  brokeOff: string;
  /** The same, and somebody of the hotel can be called. */
  toDesk: string;
  deskNoAnswer: string;
  voicemail: string;
  voicemailKept: string;
  voicemailEmpty: string;
  callBack: string;
  callBackNot: string;
  waiting: string;
  /** Place in the queue and minutes it will take, both at least 1. */
  queue(position: number, minutes: number): string;
  /** One choice of the menu; `say` is the hotel's own word for it. */
  menuChoice(say: string, digit: string): string;
  /** To a person of the house: key one takes the call, key two declines it. */
  person(hotel: string, summary: string): string;
  personAgain: string;
  personGone: string;
  personDeclined: string;
  /** `time` as it is spoken in this language. */
  wakeup(hotel: string, time: string): string;
  wakeupConfirmed: string;
  /** No key was pressed: it will ring again, or somebody comes. */
  wakeupUnconfirmed: string;
  /** Who asked for a call-back has picked up, and nobody can talk to them. */
  callingAgain: string;
  calledBack(hotel: string): string;
  /** The keypad had the guest before, and nobody knows how that ended. */
  payUnknown: string;
  payStart: string;
  /** A call without a media stream: a turn failed on our side. */
  trouble: string;
  /** It has reached its longest. */
  capReached: string;
  /** Why a call without a media stream is with the line again. */
  back: Readonly<Record<ResumeCause, string>>;
}
