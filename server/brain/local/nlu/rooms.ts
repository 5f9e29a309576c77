export interface RoomTypeName {
  code: string;
  name: string;
  spokenName: string;
}

const generic = new Set(["room", "rooms", "the", "a", "with", "and", "our", "of", "bed", "beds"]);
const synonyms: ReadonlyArray<readonly [RegExp, string]> = [
  [/\bdeluxe\b|\bde luxe\b|\bdelux\b|\bluxury\b/g, "deluxe"],
  [/\bsuites\b/g, "suite"],
  [/\bdoubles\b/g, "double"],
  [/\bsingles\b/g, "single"],
  [/\btwins\b|\b2 (?:separate|single) beds\b|\bseparate beds\b/g, "twin"],
  [/\bbasic\b|\bregular\b|\bnormal\b/g, "standard"],
];

/** Edit distance, capped: 2 means "two or more". */
function distance(a: string, b: string): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > 1) return 2;
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i += 1;
  const rest = (x: string, from: number): string => x.slice(from);
  if (rest(a, i + 1) === rest(b, i + 1) || rest(a, i) === rest(b, i + 1) || rest(a, i + 1) === rest(b, i))
    return 1;
  return a[i] === b[i + 1] && a[i + 1] === b[i] && rest(a, i + 2) === rest(b, i + 2) ? 1 : 2;
}

const wordsOf = (type: RoomTypeName): string[] => [
  ...new Set(
    `${type.name} ${type.spokenName}`
      .toLowerCase()
      .replace(/[^\p{L}\d ]/gu, " ")
      .split(/\s+/)
      .filter((w) => w && !generic.has(w)),
  ),
];

/**
 * The room types an utterance names, best first: one code when the words fit one type better than the others,
 * several when they fit equally ("a double" where there are two doubles), none when no type is named.
 */
export function readRoomTypes(text: string, types: readonly RoomTypeName[]): string[] {
  let t = text
    .replace(/\bdouble (?=\d|o\b|oh\b|zero\b|[a-z]\b)/g, " ")
    .replace(/\bsingle (?:person|night|thing)\b/g, " ");
  if (!types.some((type) => /view/i.test(type.name))) t = t.replace(/\b\w+ views?\b/g, " ");
  for (const [from, to] of synonyms) t = t.replace(from, to);
  t = t.replace(
    /\b(?:not|no|instead of|rather than) (?:a |an |the )?(?:\w+ )?(?:double|single|twin|suite|deluxe|standard)\b/g,
    (negated) => (/instead of|rather than|\bnot\b/.test(negated) ? " " : negated),
  );
  const said = t.split(" ");
  const scored = types.map((type) => {
    const words = wordsOf(type);
    const hits = words.filter((word) =>
      said.some((s) => s === word || (word.length >= 5 && s.length >= 5 && distance(s, word) === 1)),
    );
    return { code: type.code, hits: hits.length, share: words.length ? hits.length / words.length : 0 };
  });
  const best = Math.max(0, ...scored.map((s) => s.hits));
  if (best === 0) return [];
  const top = scored.filter((s) => s.hits === best).sort((a, b) => b.share - a.share);
  const sole = top.filter((s) => s.share === top[0]?.share);
  return (top[0]?.share === 1 ? sole : top).map((s) => s.code);
}

/** Types counted one by one: "2 doubles and a single" → two parts. Beds are no rooms, and "or" is a choice. */
export function readRoomParts(
  text: string,
  types: readonly RoomTypeName[],
): { rooms: number; codes: string[] }[] {
  if (/\b(?:instead of|rather than|or)\b/.test(text)) return [];
  const parts: { rooms: number; codes: string[] }[] = [];
  for (const piece of text.split(/\b(?:and|plus|as well as|along with)\b|[,.]/)) {
    for (const [, count = "", words = ""] of piece.matchAll(/\b(\d{1,2}|an?|another) (\w+(?: \w+){0,2})/g)) {
      const codes = readRoomTypes(words, types);
      const named = words
        .split(" ")
        .findIndex((_word, i, all) => readRoomTypes(all.slice(0, i + 1).join(" "), types).length > 0);
      if (
        codes.length === 0 ||
        /^beds?\b/.test(
          words
            .split(" ")
            .slice(named + 1)
            .join(" "),
        )
      )
        continue;
      if (
        /\b(?:night|people|adult|person|week|day|guest)s?\b/.test(words.split(" ").slice(0, named).join(" "))
      )
        continue;
      parts.push({ rooms: /^\d/.test(count) ? Number(count) : 1, codes });
      break;
    }
  }
  return parts;
}
