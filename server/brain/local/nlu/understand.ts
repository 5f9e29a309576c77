import type { GuestTurn } from "@/server/brain/port";
import { businessDate } from "@/server/kernel/dates";
import type { CallOpening } from "@/server/line/contract";
import { readStayOrChrono } from "../dates/resolve";
import type { StayContext, StayReading } from "../dates/stay";
import { answerIn } from "./answers";
import { type Answer, readAnswer } from "./confirm";
import { readEmail } from "./email";
import { type EmergencyKind, readEmergency } from "./emergency";
import { type ExtraReading, readExtras } from "./extras";
import { type Intent, readIntents } from "./intents";
import { digitise } from "./numbers";
import { type PartyReading, readParty } from "./party";
import { type HotelQuestion, readQuestion } from "./questions";
import { type RequestReading, readRequest } from "./requests";
import { readRoomParts, readRoomTypes } from "./rooms";
import { readSecret, type Secret } from "./secrets";
import { isQuestion, normalise } from "./text";
import { glossed } from "./tongues/gloss";

export interface Must {
  smoking?: boolean;
  view?: string;
  accessible?: string[];
  pets?: boolean;
  connecting?: boolean;
  beds?: string;
}

export interface Understanding {
  raw: string;
  /** Normalised and digitised; what was said in another language in English words. */
  text: string;
  /** For reading a name: as said and as normalised, with only the words around a name in English. */
  named: { raw: string; text: string };
  /** It was said in another language than English. */
  foreign: boolean;
  question: boolean;
  answer?: Answer;
  intents: Intent[];
  stay: StayReading;
  party: PartyReading;
  roomTypes: string[];
  /** Room types that were counted. */
  roomParts: { rooms: number; codes: string[] }[];
  must: Must;
  extras: ExtraReading[];
  hotelQuestion?: HotelQuestion;
  request?: RequestReading;
  emergency?: EmergencyKind;
  email?: string;
  /** 1-based: "the second one". */
  choice?: number;
  /** A number that must not be said here; its digits are gone from `raw` and `text`. */
  secret?: Secret;
}

export interface Asked {
  /** The call's language, BCP 47; English where it is not told. */
  language?: string;
  /** A card was being read in the turn before. */
  card?: boolean;
  /** Digits of a phone number or code are expected. */
  digits?: boolean;
  party?: boolean;
  stayPart?: StayContext["part"];
  arrival?: string;
  departure?: string;
}

function readMust(text: string): Must {
  const must: Must = {};
  if (/\bnon ?smoking\b|\bno smoking\b/.test(text)) must.smoking = false;
  else if (/\bsmoking room\b|\broom .*\bsmok(?:e|ing) (?:is )?allowed\b/.test(text)) must.smoking = true;
  const view =
    /\b(sea|ocean|garden|city|lake|mountain|river|park|harbou?r|courtyard) ?view\b|\bview (?:of|over) the (sea|garden|city|lake|mountain|river|park|harbou?r)\b/.exec(
      text,
    );
  if (view) must.view = (view[1] ?? view[2]) as string;
  if (/\b(?:wheelchair|accessible|disabled|step free|roll in shower)\b/.test(text))
    must.accessible = [/roll in shower/.test(text) ? "roll-in shower" : "step-free"];
  if (/\b(?:with|bring(?:ing)?|have) (?:my |our |a )?(?:\w+ )?(?:dog|cat|pet|puppy)s?\b/.test(text))
    must.pets = true;
  if (/\bconnecting rooms?\b|\badjoining\b/.test(text)) must.connecting = true;
  const beds = /\b(king|queen|twin)(?: size)? beds?\b|\b(2|separate) (?:single |separate )?beds\b/.exec(text);
  if (beds) must.beds = beds[1] ?? "twin";
  return must;
}

const choiceOf = (text: string, question: boolean): number | undefined => {
  const m =
    /\b(?:the |option |number )?(1st|2nd|3rd)(?: one| option| choice| room| 1)?$|\b(?:option|number) ([123])\b|^(?:the )?(former|latter|last)(?: one| 1)?$/.exec(
      text,
    );
  if (!m || question) return undefined;
  return m[1] ? Number(m[1][0]) : m[2] ? Number(m[2]) : m[3] === "former" ? 1 : m[3] === "latter" ? 2 : -1;
};

const NUMBER_WORDS =
  /\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\b/gi;
/** Nothing of the number is left, however it was written. */
const withoutDigits = (text: string): string => text.replace(/\d/g, "").replace(NUMBER_WORDS, "");

/** A yes or no in the call's own words first. A yes that only the English words read is none where these are a translation. */
function answerOf(
  said: string,
  text: string,
  question: boolean,
  language: string,
  foreign: boolean,
): Answer | undefined {
  const own = language.startsWith("en") ? undefined : answerIn(language, said);
  if (own === "yes" || own === "no") return own;
  const english = readAnswer(text, question);
  return english === "yes" && (foreign || own === "doubt") ? undefined : english;
}

/** What was said in English words, for the readers and for names; keys and English stay as they are. */
export function inEnglish(
  said: string,
  language: string,
  source?: GuestTurn["source"],
): { said: string; named: string; foreign: boolean } {
  const put = source === "keypad" ? undefined : glossed(language, said);
  return put ? { said: put.text, named: put.named, foreign: true } : { said, named: said, foreign: false };
}

/** All that one utterance says, with the call's hotel and what was asked as the only context. Pure. */
export function understand(
  turn: GuestTurn,
  opening: CallOpening,
  now: Date,
  asked: Asked = {},
): Understanding {
  const { hotel } = opening;
  const today = businessDate(now, hotel.timeZone, hotel.auditHour);
  const language = asked.language ?? "en";
  const english = inEnglish(turn.text, language, turn.source);
  const said = digitise(normalise(english.said));
  const secret = readSecret(said, asked);
  const masked = secret ? withoutDigits(turn.text) : turn.text;
  const plain = normalise(secret ? withoutDigits(english.said) : english.said);
  const text = secret ? withoutDigits(said) : said;
  const question = isQuestion(masked, plain);
  const intents = readIntents(text);
  const isContact = /@|\bdot com\b/.test(text) || text.replace(/\D/g, "").length >= 9;
  const forDates = isContact ? text.replace(/(?:\d[\s-]?){6,}/g, " ") : text;
  const stay = readStayOrChrono(forDates, {
    today,
    ...(asked.arrival ? { arrival: asked.arrival } : {}),
    ...(asked.departure ? { departure: asked.departure } : {}),
    ...(asked.stayPart ? { part: asked.stayPart } : {}),
  });
  const answer = answerOf(masked, text, question, language, english.foreign);
  const emergency = readEmergency(text);
  const request = readRequest(text, question);
  const hotelQuestion = readQuestion(text, question);
  const email = readEmail(text);
  const choice = choiceOf(text, question);
  return {
    raw: masked,
    text,
    named:
      english.foreign && !secret
        ? { raw: english.named, text: digitise(normalise(english.named)) }
        : { raw: masked, text },
    foreign: english.foreign,
    question,
    intents,
    stay,
    party: readParty(forDates, asked.party ?? false),
    roomTypes: readRoomTypes(text, opening.roomTypes),
    roomParts: readRoomParts(text, opening.roomTypes),
    must: readMust(text),
    extras: readExtras(text, opening.extras),
    ...(secret ? { secret } : {}),
    ...(answer ? { answer } : {}),
    ...(hotelQuestion ? { hotelQuestion } : {}),
    ...(request ? { request } : {}),
    ...(emergency ? { emergency } : {}),
    ...(email ? { email } : {}),
    ...(choice ? { choice } : {}),
  };
}
