import type { z } from "zod";
import type { RequestKind } from "@/server/tools/requests";

export interface RequestReading {
  kind: z.infer<typeof RequestKind>;
  items?: { item: string; qty: number }[];
  urgency?: "soon" | "urgent";
}

const ITEM =
  "towels?|bath towels?|hand towels?|beach towels?|pillows?|blankets?|duvets?|sheets?|toilet (?:paper|rolls?)|toothbrush(?:es)?|toothpaste|soaps?|shampoos?|conditioners?|shower gels?|slippers|bathrobes?|robes?|hangers?|irons?|ironing boards?|hair ?dryers?|kettles?|coffee (?:pods|capsules)|tea ?bags?|glasses|cups?|water(?: bottles?)?|bottles? of water|ice|adapters?|chargers?|razors?|cots?|cribs?|extra beds?|tissues|laundry bags?|sewing kits?|umbrellas?|fans?|heaters?|newspapers?";
const itemRegex = new RegExp(
  `\\b(?:(\\d{1,2}|a|an|some|more|another|extra|fresh|few) )?(?:(?:more|extra|fresh|clean|additional|bottles? of|sets? of|rolls? of|bath|hand|of) )*(${ITEM})\\b`,
  "g",
);
const wants =
  /\b(?:need|want|like|bring|send|get|have|give|could|can|please|more|extra|fresh|another|without|no|missing|run out|ran out|out of|some)\b/;

const singular = (item: string): string =>
  item.replace(/^(toothbrush)es$/, "$1").replace(/^(?!glasses|slippers|coffee|tissues)(.*[^s])s$/, "$1");

function readItems(text: string): { item: string; qty: number }[] {
  const items: { item: string; qty: number }[] = [];
  for (const m of text.matchAll(itemRegex)) {
    const item = singular((m[2] as string).replace(/^bottles? of /, ""));
    const number = /\b(\d{1,2}) (?:\w+ ){0,2}$/.exec(text.slice(0, m.index))?.[1];
    const qty = Number(
      /^\d+$/.test(m[1] ?? "")
        ? m[1]
        : ((/\d/.test(m[1] ?? "") ? 1 : undefined) ?? (m[1] ? 1 : (number ?? 1))),
    );
    const same = items.find((i) => i.item === item);
    if (same) same.qty = qty;
    else items.push({ item, qty: Math.max(1, Math.min(50, qty)) });
  }
  return items.slice(0, 10);
}

const broken =
  /\b(?:broken|not work(?:ing)?|does not work|do not work|is not working|stopped working|out of order|leak(?:s|ing|y)?|dripping|clogged|blocked|stuck|flickering|too (?:cold|hot)|no (?:hot water|water|heating|power|electricity|light|internet|wifi|signal)|will not (?:turn|open|close|work|start|flush|lock)|can not (?:turn|open|close|lock)|fix|repair|maintenance|burnt out|burned out|overflow\w*|freezing)\b/;
const noise =
  /\b(?:noise|noisy|loud|shouting|screaming|party (?:next|above|in)|music (?:is )?(?:too|so|very)|can not sleep|barking|neighbou?rs? (?:are|is)|banging)\b/;
const rules: ReadonlyArray<readonly [z.infer<typeof RequestKind>, RegExp]> = [
  [
    "complaint",
    /\b(?:complain(?:t|ing)?|unacceptable|disgusting|filthy|terrible (?:service|room)|awful|disappointed|outrageous|angry about|not happy|unhappy|worst|dirty (?:room|bathroom|sheets)|room (?:is|was) (?:very )?dirty|cockroach\w*|bed ?bugs?|ridiculous|rude (?:staff|waiter|receptionist))\b/,
  ],
  [
    "luggage",
    /\b(?:luggage|bags?|suitcases?)\b.*\b(?:pick(?:ed)? up|collect(?:ed)?|carry|carried|help|bring|brought|bell ?boy|porter|take (?:down|up))\b|\b(?:help|carry|collect|pick up|bring|porter)\b.*\b(?:luggage|bags|suitcases?)\b|\b(?:bell ?boy|porter)\b/,
  ],
  [
    "housekeeping_service",
    /\b(?:clean|make up|tidy|service|vacuum) (?:\w+ )?(?:my|our|the) room\b|\broom (?:cleaned|made up|cleaning|serviced)\b|\bhousekeeping (?:to )?(?:come|clean)\b|\bturn ?down\b|\bempty the (?:bin|trash|rubbish)\b|\bchange (?:the|my|our) (?:sheets|bedding|linen|towels)\b/,
  ],
  [
    "laundry",
    /\b(?:laundry|dry clean\w*|shirts? (?:cleaned|ironed|washed)|clothes (?:cleaned|washed|ironed))\b.*\b(?:pick|collect|need|want|like|have|get|please|send)\b|\b(?:pick up|collect|have) (?:my|our|some) laundry\b/,
  ],
  [
    "early_checkin",
    /\b(?:i|we|want|need|request|like|could|can|have|get|possible)\b.*\bearly check ?in\b|\bcheck ?in (?:early|earlier)\b/,
  ],
  [
    "accessibility_need",
    /\b(?:wheelchair (?:to|for|in my room)|shower (?:chair|stool)|grab bars?|hearing loop|visual alarm|hoist)\b/,
  ],
  [
    "dietary_or_allergy",
    /\b(?:i am|we are|allergic|allergy|coeliac|celiac)\b.*\b(?:allergic|allergy|nuts?|gluten|lactose|shellfish|coeliac|celiac)\b/,
  ],
  ["manager_callback", /\bmanager (?:to )?call\b|\bhave the manager\b/],
  ["feedback", /\b(?:feedback|compliment|praise|wanted to say how)\b/],
];

/** Something a person of the house must do, in normalised, digitised text. */
export function readRequest(text: string, question: boolean): RequestReading | undefined {
  const urgency: RequestReading["urgency"] =
    /\b(?:urgent(?:ly)?|immediately|right away|right now|asap|as soon as possible|flooding|flooded)\b/.test(
      text,
    )
      ? "urgent"
      : /\b(?:soon|quickly|tonight|now)\b/.test(text)
        ? "soon"
        : undefined;
  const with_ = (reading: RequestReading): RequestReading => (urgency ? { ...reading, urgency } : reading);
  const complaint = rules.find(([kind]) => kind === "complaint");
  if (complaint?.[1].test(text)) return with_({ kind: "complaint" });
  if (noise.test(text) && !/\b(?:is (?:it|the (?:hotel|room|street)) (?:noisy|loud)|quiet room)\b/.test(text))
    return with_({ kind: "noise_or_nuisance" });
  if (broken.test(text) && !/\bwhy\b.*\bwebsite\b/.test(text)) return with_({ kind: "maintenance" });
  const other = rules.find(([kind, regex]) => kind !== "complaint" && regex.test(text));
  if (other && !(question && /\b(?:how much|cost|price|what time|when|until)\b/.test(text)))
    return with_({ kind: other[0] });
  const items = readItems(text);
  if (
    items.length > 0 &&
    wants.test(text) &&
    !(
      question &&
      /\b(?:how much|cost|is there|are there|do you (?:have|offer)|does the room|in the room\?|include)\b/.test(
        text,
      ) &&
      !/\b(?:bring|send|get me|could i|can i)\b/.test(text)
    )
  ) {
    return with_({ kind: "housekeeping_item", items });
  }
  return undefined;
}
