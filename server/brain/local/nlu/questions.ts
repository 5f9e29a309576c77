import type { z } from "zod";
import type { PolicyTopic } from "@/server/tools/knowing";

export interface HotelQuestion {
  topic?: z.infer<typeof PolicyTopic>;
  field?: string;
}

const asks =
  /\b(?:what|when|where|which|who|how|is|are|do|does|can|could|may|will|would|have|tell me|i wonder|wondering|know (?:if|about|whether)|information|info|about|need|allowed|included)\b/;

/** The typed policies a caller's words point at; field names are those of the policy model. */
const topics: ReadonlyArray<readonly [RegExp, HotelQuestion]> = [
  [
    /\b(?:early|earlier) check ?in\b|\bcheck ?in (?:early|earlier|before)\b|\barrive (?:early|before)\b/,
    { topic: "arrival_departure", field: "earlyCheckIn" },
  ],
  [
    /\blate(?:r)? check ?out\b|\bcheck ?out (?:late|later)\b|\bleave (?:the room )?later in the day\b/,
    { topic: "arrival_departure", field: "lateCheckOut" },
  ],
  [
    /\b(?:check ?in|checking in)\b(?=.*\b(?:time|when|what time|from|start|open)\b)|\b(?:when|what time|how early)\b.*\b(?:check ?in|arrive|come|get in)\b|\bcheck ?in time\b/,
    { topic: "arrival_departure", field: "checkInFrom" },
  ],
  [
    /\b(?:when|what time|how late|by when|until when|latest)\b.*\b(?:check ?out|leave|checking out|vacate)\b|\bcheck ?out time\b|\bcheck ?out\b.*\btime\b/,
    { topic: "arrival_departure", field: "checkOutUntil" },
  ],
  [
    /\b(?:luggage|bags?|suitcases?)\b.*\b(?:store|leave|keep|drop|before|after)\b|\b(?:store|leave|drop|keep)\b.*\b(?:luggage|bags?|suitcases?)\b/,
    { topic: "arrival_departure", field: "luggage" },
  ],
  [
    /\bcancel(?:lation|ling)? (?:policy|fee|conditions|rules|terms)\b|\b(?:free|cancel for free|free of charge) cancel\w*|\bcancel (?:for )?free\b|\bcan i (?:still )?cancel (?:later|if)\b|\bif i (?:have to |need to )?cancel\b|\brefund(?:able)?\b|\bno show\b/,
    { topic: "cancellation" },
  ],
  [/\b(?:dogs?|cats?|pets?|animals?|puppy)\b/, { topic: "people", field: "pets" }],
  [/\bsmok(?:e|ing|er|ers)\b/, { topic: "people", field: "smoking" }],
  [/\b(?:crib|cot|baby bed|extra bed|rollaway)\b/, { topic: "people", field: "cots" }],
  [
    /\b(?:children|kids|child|baby)\b.*\b(?:free|pay|cost|price|allowed|welcome|charge|stay)\b|\bchild(?:ren)? (?:policy|price|rate|discount)\b/,
    { topic: "people", field: "children" },
  ],
  [/\bquiet hours\b/, { topic: "people", field: "quietHours" }],
  [/\bvisitors?\b/, { topic: "people", field: "visitors" }],
  [
    /\b(?:breakfast|taxes?|city tax|tourist tax|resort fee)\b.*\b(?:included?|include|extra|part of|in the price|on top)\b|\b(?:include|includes|included)\b.*\b(?:breakfast|tax|taxes)\b|\bwhat is included\b/,
    { topic: "price_rules" },
  ],
  [
    /\b(?:pay|payment|credit cards?|debit|cash|visa|mastercard|amex|american express|deposit|apple pay|invoice)\b/,
    { topic: "payment" },
  ],
  [
    /\b(?:address|street|located|location|how (?:do i|to|can i) get (?:to|there)|where (?:are you|is the hotel|exactly)|postcode|zip code|directions)\b/,
    { topic: "place", field: "address" },
  ],
  [
    /\b(?:reception|front desk) (?:hours|open)|\b24 hours?\b|\b(?:is|when is) (?:the )?(?:reception|front desk)\b/,
    { topic: "place", field: "deskHours" },
  ],
  [
    /\b(?:passport|id card|identification|identity|documents?)\b(?=.*\b(?:need|bring|show|require|what)\b)|\bwhat (?:id|documents)\b/,
    { topic: "arrival_departure", field: "identityDocuments" },
  ],
  [/\bminimum age\b|\bhow old do\b/, { topic: "arrival_departure", field: "minimumAge" }],
  [/\b(?:minimum|maximum) (?:stay|nights)\b|\bhow long can\b/, { topic: "stay_limits" }],
  [/\bhow long\b.*\b(?:keep|lost)\b|\blost and found (?:hours|policy)\b/, { topic: "lost_and_found" }],
];

const knowledge =
  /\b(?:wifi|internet|password|pool|swim|gym|fitness|spa|sauna|massage|restaurant|bar|breakfast|dinner|lunch|menu|vegan|vegetarian|halal|kosher|parking|park|car|garage|charging|charger|electric|airport|train|station|bus|taxi|shuttle|transfer|tram|metro|subway|museum|sights|attractions|beach|shop|shops|pharmacy|supermarket|doctor|church|mosque|tv|television|air ?con\w*|minibar|safe|iron|kettle|coffee|balcony|view|laundry|room service|wheelchair|accessible|elevator|lift|terrace|garden|meeting|conference|event|events|weather|phone number|email|rent a bike|bikes?|bicycles?|stars?|rooms? (?:size|big)|bath|bathtub|shower|towels|floor)\b/;

/** A question about the house: a policy topic, or anything for the articles. Undefined when it is not one. */
export function readQuestion(text: string, question: boolean): HotelQuestion | undefined {
  const asking = question || asks.test(text);
  if (!asking) return undefined;
  const topic = topics.find(([regex]) => regex.test(text))?.[1];
  if (topic) return topic;
  return knowledge.test(text) &&
    (question || /\b(?:tell me|about|wonder\w*|information|info|is there|are there|have)\b/.test(text))
    ? {}
    : undefined;
}

/** A day is asked about rather than the house: "what is on tonight?" */
export const asksEvents = (text: string): boolean =>
  /\b(?:what is (?:on|happening|going on)|any (?:events?|concerts?|live music|shows?)|events? (?:tonight|today|this|on))\b/.test(
    text,
  );
/** "Text me the address" and the like. */
export function readTextWish(text: string): "address" | "directions" | "menu" | "link" | undefined {
  if (!/\b(?:text|sms|send|message) (?:me|us|it|that)\b/.test(text)) return undefined;
  const hit = /\b(address|directions?|menu|link|website|map)\b/.exec(text)?.[1];
  if (!hit) return undefined;
  return hit.startsWith("direction") || hit === "map"
    ? "directions"
    : hit === "menu"
      ? "menu"
      : hit === "address"
        ? "address"
        : "link";
}
