/** Who travels. Ages are whole years; `unknownAges` counts children whose age was not said. */
export interface PartyReading {
  adults?: number;
  childAges?: number[];
  unknownAges?: number;
  rooms?: number;
  /** "A family of four": the number is known, who of them is a child is not. */
  total?: number;
}

const ADULT =
  "adults?|grown ?ups?|people|persons?|guests?|pax|of us|travell?ers?|friends|men|women|ladies|gentlemen|colleagues|occupants?";
const CHILD =
  "kids?|children|child|bab(?:y|ies)|infants?|toddlers?|sons?|daughters?|boys?|girls?|teenagers?|little (?:one|1)s?|newborn";
const PARTNER =
  "wife|husband|partner|girlfriend|boyfriend|fiancee?|spouse|friend|mother|father|mom|mum|dad|sister|brother|colleague|boss|aunt|uncle|cousin|girlfriends?";
const NUM = "\\d{1,2}";

const count = (text: string | undefined): number =>
  text === undefined || /^(?:a|an|the|our|my|one|her|his|another)$/.test(text) ? 1 : Number(text);

/** Ages near a child: "4 year old", "aged 4 and 7", "who is 4", "4 and 7 years old". */
function readAges(text: string): number[] {
  const ages: number[] = [];
  for (const m of text.matchAll(
    /\b(\d{1,2})(?: and (?:a |an )?(\d{1,2})| (\d{1,2}) and (\d{1,2}))? ?(?:years? old|year olds?|years? of age|yo)\b/g,
  )) {
    ages.push(...[m[1], m[2], m[3], m[4]].filter((x) => x !== undefined).map(Number));
  }
  if (ages.length === 0) {
    const list =
      /\b(?:ages?|aged|ages are|they are|who are|who is|she is|he is|and is|turning) (\d{1,2})((?: (?:and|and the other is|and the other)? ?\d{1,2})*)(?! (?:adults|nights|people|rooms|pm|am))/.exec(
        text,
      );
    if (list)
      ages.push(Number(list[1]), ...[...(list[2] ?? "").matchAll(/\d{1,2}/g)].map((m) => Number(m[0])));
  }
  const months = /\b(\d{1,2})(?: and \d+)? months? old\b/.exec(text);
  if (months) ages.push(Math.floor(Number(months[1]) / 12));
  return ages.filter((age) => age <= 17);
}

function readChildren(text: string): { number: number; babies: number } | undefined {
  if (/\b(?:no|without|any|0) (?:kids|children|child|babies)\b/.test(text)) return { number: 0, babies: 0 };
  let number = 0;
  let babies = 0;
  const regex = new RegExp(
    `\\b(?:(${NUM}|a|an|our|my|the|her|his|another) )?(?:(?:small|little|young|other|\\d{1,2} years? old|\\d{1,2} months? old|year old|teenage) )*(${CHILD})\\b(?! (?:bed|cot|menu|club|pool|seat|chair|friendly|discount|free|stay|price|rate|policy|welcome|carriage|food|sitter|monitor))`,
    "g",
  );
  for (const m of text.matchAll(regex)) {
    if (!m[1] && /^(?:kids|children|boys|girls|daughters|sons)$/.test(m[2] as string)) {
      const before = /\b(\d{1,2}) (?:\w+ )?$/.exec(text.slice(0, m.index));
      if (!before) continue;
    }
    const n =
      m[1] === "our" || m[1] === "my" || m[1] === "the"
        ? /s$|ies$|children/.test(m[2] as string)
          ? Number.NaN
          : 1
        : count(m[1]);
    const inner = /^(?:our|my|the) (\d{1,2}) /.exec(m[0]);
    const amount = inner ? Number(inner[1]) : n;
    if (Number.isNaN(amount)) number += Math.max(1, Number(/\b(?:our|my) (\d)/.exec(m[0])?.[1] ?? 2));
    else number += amount;
    if (/bab|infant|newborn/.test(m[2] as string)) babies += Number.isNaN(amount) ? 1 : amount;
  }
  const olds = text.match(
    /\b(?:an?|our|my|1) \d{1,2} (?:years?|months?) old\b(?! (?:kid|child|son|daughter|boy|girl|baby))/g,
  );
  if (olds && number === 0) number = olds.length;
  const each = /\b(?:1|2|3|4) of (?:them|us|whom|which) (?:is|are) (?:a )?(?:kid|child|children|bab)/.test(
    text,
  );
  return number > 0 || each ? { number: number || 1, babies } : undefined;
}

function readAdults(text: string): { adults?: number; total?: number } {
  const family = new RegExp(`\\b(?:family|group|party) of (${NUM})\\b`).exec(text);
  const people = [...text.matchAll(new RegExp(`\\b(${NUM}) (?:other |more )?(${ADULT})\\b`, "g"))];
  const adults = people.filter((m) => /adult|grown/.test(m[2] as string)).at(-1);
  const heads = people.at(-1);
  if (adults) return { adults: Number(adults[1]) };
  const partner = new RegExp(`\\bmy (?:${PARTNER})\\b`).exec(text);
  if (heads && !(partner && /friends/.test(heads[2] as string))) return { adults: Number(heads[1]) };
  if (family) return { total: Number(family[1]) };
  const inParty = /\b(\d{1,2}) (?:\w+ )?in (?:my|our|the) (?:party|group|family)\b/.exec(text);
  if (inParty) return { adults: Number(inParty[1]) };
  const friends = /\b(?:me|i|myself|with) (?:and )?(?:my )?(\d{1,2}) friends\b/.exec(text);
  if (friends) return { adults: Number(friends[1]) + 1 };
  if (partner && /\b(?:for|with|me|myself|and i|and me|us|we|i am|i will|i would|it is)\b/.test(text)) {
    const partners = text.match(new RegExp(`\\b(?:my|our) (?:${PARTNER})\\b`, "g"))?.length ?? 1;
    return { adults: 1 + partners };
  }
  if (
    /\b(?:just|only) (?:for )?(?:me|myself)\b|\bmyself only\b|\bby myself\b|\bon my own\b|\balone\b|\b(?:room|bed|stay|just|only) for (?:me|myself)\b(?! and)|\bfor (?:just |only )?myself\b|\bthe only (?:one|1|person|guest)\b|\bsolo\b|\bsingle (?:person|traveller|occupancy)\b|^(?:me|myself|it is me|just 1|only 1|just one)$/.test(
      text,
    )
  )
    return { adults: 1 };
  if (
    /\b(?:for|as) a couple\b(?! (?:of )?(?:nights|days))|\bwe are a couple\b|^a couple$|\b(?:mr and mrs|both of us)\b/.test(
      text,
    )
  )
    return { adults: 2 };
  const bare = new RegExp(
    `\\b(?:for|room for|we are|we will be|there are|there will be|it is|sleeps|it will be) (?:just |only |about )?(${NUM})(?=$| \\.| (?:and|plus|please|from|on|in the same|with|this|next|tomorrow|tonight|for|arriving|starting|checking)\\b)`,
  ).exec(text);
  const n = bare ? Number(bare[1]) : 0;
  return n >= 1 && n <= 40 && !/\b(?:at|by|around|until) \d/.test(bare?.[0] ?? "") ? { adults: n } : {};
}

/** The party in normalised, digitised text. `asked` lets a bare number count as people. */
export function readParty(text: string, asked: boolean): PartyReading {
  const reading: PartyReading = {};
  const rooms = [...text.matchAll(/\b(\d{1,2}) (?:\w+ ){0,2}?rooms?\b(?! (?:service|number|key|\d))/g)]
    .filter((m) => !/night|people|adult|week|day/.test(m[0]))
    .at(-1);
  if (rooms && Number(rooms[1]) <= 40) reading.rooms = Number(rooms[1]);
  const withoutRooms = rooms ? text.replace(rooms[0], " ") : text;
  const kids = readChildren(withoutRooms);
  const { adults, total } = readAdults(withoutRooms);
  const ages = kids && kids.number > 0 ? readAges(text) : [];
  if (
    adults !== undefined &&
    kids &&
    /\b(?:including|of (?:them|us|which|whom)|incl)\b/.test(text) &&
    adults > kids.number
  )
    reading.adults = adults - kids.number;
  else if (adults !== undefined) reading.adults = adults;
  if (total !== undefined && kids && kids.number < total) reading.adults = total - kids.number;
  else if (total !== undefined) reading.total = total;
  if (kids) {
    const known = [
      ...ages,
      ...Array<number>(
        kids.babies > 0 && ages.length < kids.number ? Math.min(kids.babies, kids.number - ages.length) : 0,
      ).fill(0),
    ];
    reading.childAges = known.slice(0, 20);
    const unknown = kids.number - known.length;
    if (unknown > 0) reading.unknownAges = unknown;
  }
  if (asked && reading.adults === undefined && reading.total === undefined) {
    const bare =
      /^(?:(?:just|only|about|yes|well|so|we are|it is|oh|that is|there is|there are|probably|make it|no|actually|sorry|say)\s+)*(\d{1,2})(?:\s+(?:please|in total|altogether|all together|this time|then|i think|only))*$/.exec(
        text.split(" . ").at(-1) ?? "",
      );
    const plus = /^(?:just |only )?(\d{1,2}) (?:and|plus|with) (?:a|an|our|my|\d)/.exec(text);
    const n = Number((bare ?? plus)?.[1] ?? 0);
    if (n >= 1 && n <= 60) reading.adults = n;
  }
  if (reading.adults === 0) delete reading.adults;
  return reading;
}

/** Ages answered to "how old are the children?": every number up to 17; "baby" is 0. */
export function readAgeAnswer(text: string): number[] {
  const ages = [...text.replace(/\b\d{1,2} months?\b/g, " 0 ").matchAll(/\b(\d{1,2})\b/g)]
    .map((m) => Number(m[1]))
    .filter((age) => age <= 17);
  return ages.length > 0 ? ages : /\b(?:baby|infant|newborn|babies)\b/.test(text) ? [0] : [];
}
