import { readSpelling } from "@/server/brain/capture/spelling";

export interface NameReading {
  first?: string;
  last?: string;
  spelled?: boolean;
}

const leads =
  /\b(?:my (?:full )?name is|my name would be|the name is|name is|name's|i am called|call me|this is|it is|i am|under the name(?: of)?|in the name of|under|for|booked (?:by|under)|surname is|surname|last name is|last name|family name is|family name|that is|it would be|speaking with|(?:mr|mrs|ms|miss|dr|herr|frau))\s+/;
const notNames = new Set(
  "yes no yeah yep ok okay please thanks thank sure correct right the a an it is my name i am we book room double single suite not what why how when where who can could would do does hello hi hey good morning evening afternoon and or for of to from in on at with here speaking calling just well so but that this want need looking going trying asking sorry actually one two three night nights tomorrow today tonight people adults person hold_on ill tired hungry lost fine great perfect hotel reception guest there your you me our us still also maybe mm hmm not sure don't know skip nothing never mind cancel change booking reservation spell spelled spelt letter is are was interested wondering staying arriving leaving checking back late early having really very other another same both either cheaper cheapest better best bigger smaller larger former latter next previous view one ones number option whichever whatever anything everything something".split(
    " ",
  ),
);

/** Weekdays and ordinals are what an ear makes of a spelled name, or a choice ("the first one"); a name only when spelled. */
const CALENDAR =
  /\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d+(?:st|nd|rd|th)|first(?! name)|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|twentieth|thirtieth)\b/i;

const capital = (word: string): string =>
  word.replace(/(^|[-'’ ])(\p{L})/gu, (_m, sep: string, letter: string) => sep + letter.toUpperCase());
export const titleCase = (name: string): string =>
  name
    .split(" ")
    .map((word) =>
      /^(?:van|von|de|der|den|da|di|la|le|du|dos|del|bin|al|zu|ter|ten)$/.test(word) ? word : capital(word),
    )
    .join(" ")
    .replace(/\bMc(\p{L})/gu, (_m, l: string) => `Mc${l.toUpperCase()}`);

/** A guest's own capitals win over title case ("DeVries"). */
function asTyped(words: readonly string[], raw: string): string {
  const typed = words.map(
    (word) =>
      new RegExp(`(?<![\\p{L}])${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}])`, "iu").exec(
        raw,
      )?.[0] ?? word,
  );
  return typed.some((word) => /^\p{Lu}/u.test(word) && word !== word.toUpperCase())
    ? typed.map((w) => (/^\p{Lu}/u.test(w) ? w : titleCase(w))).join(" ")
    : titleCase(words.join(" "));
}

const split = (words: readonly string[], raw: string): NameReading => {
  const particle = words.findIndex(
    (word, i) => i > 0 && /^(?:van|von|de|der|da|di|la|le|du|dos|del|bin|al|zu|mac|o)$/.test(word),
  );
  const cut = particle > 0 ? particle : words.length - 1;
  const last = asTyped(words.slice(cut), raw);
  return cut > 0 ? { first: asTyped(words.slice(0, cut), raw), last } : { last };
};

const isNameWord = (word: string): boolean =>
  /^[\p{L}][\p{L}\p{M}'’-]*$/u.test(word) && word.length > 1 && !notNames.has(word);

/** Keeps hyphens and apostrophes that normalising drops. */
const nameWords = (raw: string): string[] =>
  raw
    .toLowerCase()
    .replace(/[’`]/g, "'")
    .replace(/[,.!?;:"()]/g, " ")
    .replace(/\bname's\b/g, "name is")
    .replace(/\bit's\b/g, "it is")
    .replace(/\bi'm\b/g, "i am")
    .replace(/\bthat's\b/g, "that is")
    .split(/\s+/)
    .filter(Boolean);

/**
 * A name in what was said. `asked` accepts a bare name; otherwise only an introduction counts. Spelled letters
 * are the surname (or the first name when they spell what was just said as one), whatever the sound was.
 */
export function readName(
  raw: string,
  text: string,
  asked: boolean,
  candidates: readonly string[] = [],
): NameReading | undefined {
  const spelled = readSpelling(text);
  const spelledName = spelled ? titleCase(spelled.letters) : undefined;
  const before = spelled ? text.split(" ").slice(0, spelled.start).join(" ") : text;
  const said = sayName(spelled ? before : raw, asked, raw);
  if (spelledName) {
    if (/\bfirst name\b[^.]*$/.test(before) && !/\b(?:last|sur)/.test(before))
      return { first: spelledName, spelled: true };
    const first = said?.first ?? (said?.last && /first/.test(before) ? said.last : undefined);
    return { last: spelledName, spelled: true, ...(first ? { first } : {}) };
  }
  if (said) return said;
  const known = asked
    ? candidates.find(
        (name) => text.split(" ").includes(name.toLowerCase()) || text.includes(` ${name.toLowerCase()}`),
      )
    : undefined;
  return known ? { last: known } : undefined;
}

function sayName(source: string, asked: boolean, raw: string): NameReading | undefined {
  const words = nameWords(source);
  const joined = words.join(" ");
  const firstName = /\bfirst name(?: is)? ([\p{L}'-]+)/u.exec(joined);
  const lastName =
    /\b(?:last name|surname|family name)(?: is)? ((?:van |von |de |der |la |le |o )*[\p{L}'-]+)/u.exec(
      joined,
    );
  const bad = (word: string | undefined): boolean =>
    !word?.split(" ").every((w) => isNameWord(w) || /^(?:o|de|la|le|du)$/.test(w));
  if (lastName && !bad(lastName[1])) {
    return {
      last: asTyped((lastName[1] as string).split(" "), raw),
      ...(firstName && !bad(firstName[1]) ? { first: asTyped([firstName[1] as string], raw) } : {}),
    };
  }
  if (firstName && !bad(firstName[1])) return { first: asTyped([firstName[1] as string], raw) };
  const introduced = /\bthis is ((?:[\p{L}'-]+ ){1,2})(?:from|in|calling|speaking|here)\b/u.exec(joined);
  const named = introduced?.[1]?.trim().split(" ") ?? [];
  if (!asked && named.length > 0 && named.every(isNameWord)) return split(named, raw);
  const speaking = /\b((?:[\p{L}'-]+ ){1,3})(?:speaking|here)\b/u.exec(joined);
  let rest: string[] | undefined;
  const lead = leads.exec(joined);
  const strong = lead && !/^(?:i am|this is|it is|for|under|that is|surname|last name) $/.test(lead[0]);
  if (lead && (asked || strong || /^(?:i am|this is|under) $/.test(lead[0])))
    rest = joined.slice(lead.index + lead[0].length).split(" ");
  else if (speaking && asked) rest = (speaking[1] as string).trim().split(" ");
  else if (asked) rest = joined.split(" ");
  if (!rest) return undefined;
  while (
    rest[0] &&
    /^(?:mr|mrs|ms|miss|dr|boss|wife|husband|mother|father|son|daughter|friend|colleague|partner|guest|actually|use|put|make|yes|yeah|sure|ok|okay|well|please|it|is|my|name|the|of|course|under|for|oh|um|uh|no|sorry|hi|hello)$/.test(
      rest[0],
    )
  )
    rest = rest.slice(1);
  const taken: string[] = [];
  for (const word of rest) {
    if (!isNameWord(word) || taken.length >= 4) break;
    taken.push(word);
  }
  if (taken.length === 0 || CALENDAR.test(strong ? taken.join(" ") : rest.join(" "))) return undefined;
  if (!strong && !asked && taken.length < 2) return undefined;
  if (!strong && !asked && !taken.every((w) => new RegExp(`(?<!\\p{L})\\p{Lu}${w.slice(1)}`, "u").test(raw)))
    return undefined;
  const title = /\b(?:mr|mrs|ms|miss|dr)\s+$/.test(joined.slice(0, joined.indexOf(taken[0] as string)));
  return title ? { last: asTyped(taken, raw) } : split(taken, raw);
}
