/** An article for guests, as far as words are taken from it. */
export interface Article {
  title: string;
  body: string;
}

const MOST = 150;
const LONGEST = 60;
const MOST_WORDS = 5;
/** How much of an article is read, in characters. */
const READ = 1_500;

/** Two or more words in a row with a capital, joined by small words of names: "Museum of the Sea", "Café de Paris". */
const NAME =
  /\p{Lu}[\p{L}\p{M}'’-]+(?:\s+(?:(?:of|the|de|del|della|di|la|le|el|da|do|von|am|an|der|du|des)\s+){0,2}\p{Lu}[\p{L}\p{M}'’-]+)+/gu;
/** A street, square or station in one word or two, whatever the language writes large. */
const STREET =
  /\p{Lu}[\p{L}\p{M}'’-]*(?:straße|strasse|platz|gasse|weg|bahnhof|gate|gata|veien|vej|straat|plein|ufer|brücke)\b/gu;

const within = (text: string): string[] =>
  [NAME, STREET].flatMap((pattern) => [...text.slice(0, READ).matchAll(pattern)].map(([found]) => found));

/**
 * Names of places that guests may say and a recogniser would not know: the house's own address, what its articles are about, and
 * the names in them. A guess by capitals: a word too many costs nothing, it is only listened for.
 */
export function placesIn(
  place: { address?: string | undefined; spokenAddress?: string | undefined },
  articles: readonly Article[],
): string[] {
  const address = [place.address, place.spokenAddress]
    .flatMap((line) => line?.split(/[,\n;]/) ?? [])
    .map((part) => part.replace(/\b[\d-]+[a-z]?\b/gi, " "));
  const all = [
    ...address,
    ...articles.map(({ title }) => title),
    ...articles.flatMap(({ body }) => within(body)),
  ].map((name) => name.replace(/\s+/g, " ").trim());
  const fits = (name: string) =>
    name.length > 2 && name.length <= LONGEST && name.split(" ").length <= MOST_WORDS && /\p{L}/u.test(name);
  return [...new Map(all.filter(fits).map((name) => [name.toLowerCase(), name])).values()].slice(0, MOST);
}
