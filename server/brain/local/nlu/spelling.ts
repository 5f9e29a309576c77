/** ICAO letters and common names used to spell; any other word counts by its first letter after "as in". */
const alphabet: Record<string, string> = {
  alpha: "a",
  alfa: "a",
  bravo: "b",
  charlie: "c",
  delta: "d",
  echo: "e",
  foxtrot: "f",
  golf: "g",
  hotel: "h",
  india: "i",
  juliet: "j",
  juliett: "j",
  kilo: "k",
  lima: "l",
  mike: "m",
  november: "n",
  oscar: "o",
  papa: "p",
  quebec: "q",
  romeo: "r",
  sierra: "s",
  tango: "t",
  uniform: "u",
  victor: "v",
  whiskey: "w",
  whisky: "w",
  xray: "x",
  yankee: "y",
  zulu: "z",
  zebra: "z",
  anton: "a",
  berta: "b",
  caesar: "c",
  dora: "d",
  emil: "e",
  friedrich: "f",
  gustav: "g",
  heinrich: "h",
  ida: "i",
  julius: "j",
  kaufmann: "k",
  ludwig: "l",
  martha: "m",
  nordpol: "n",
  otto: "o",
  paula: "p",
  quelle: "q",
  richard: "r",
  samuel: "s",
  theodor: "t",
  ulrich: "u",
  viktor: "v",
  wilhelm: "w",
  xanthippe: "x",
  ypsilon: "y",
  zeppelin: "z",
  zed: "z",
  zee: "z",
  apple: "a",
  banana: "b",
  adam: "a",
  nancy: "n",
  sam: "s",
  tom: "t",
  david: "d",
  george: "g",
  peter: "p",
  robert: "r",
  sugar: "s",
  edward: "e",
  frank: "f",
  mary: "m",
};
/** How recognisers write the names of letters. */
const letterNames: Record<string, string> = {
  ay: "a",
  bee: "b",
  be: "b",
  cee: "c",
  see: "c",
  sea: "c",
  dee: "d",
  ee: "e",
  ef: "f",
  eff: "f",
  gee: "g",
  aitch: "h",
  haitch: "h",
  eye: "i",
  jay: "j",
  kay: "k",
  el: "l",
  ell: "l",
  em: "m",
  en: "n",
  oh: "o",
  pee: "p",
  pea: "p",
  cue: "q",
  queue: "q",
  ar: "r",
  are: "r",
  ess: "s",
  tee: "t",
  tea: "t",
  you: "u",
  vee: "v",
  ex: "x",
  why: "y",
  "double-u": "w",
};

export interface Spelled {
  letters: string;
  /** Word positions taken, end exclusive. */
  start: number;
  end: number;
}

/** A run of spelled letters (at least `min`) in normalised text: "m e y e r", "mike echo…", "m as in mike", "double l". */
export function readSpelling(text: string, min = 3): Spelled | undefined {
  const words = text.split(" ");
  let best: Spelled | undefined;
  for (let start = 0; start < words.length; start++) {
    let letters = "";
    let certain = 0;
    let i = start;
    while (i < words.length) {
      const word = words[i] as string;
      if (/^(?:and|then|capital|letter|comma|the|\.)$/.test(word) && letters && i + 1 < words.length) {
        i += 1;
        continue;
      }
      const doubled = word === "double" || word === "triple";
      const unit = doubled ? (words[i + 1] ?? "") : word;
      let used = doubled ? 2 : 1;
      let letter = /^[a-zäöüßñéèáóíúç]$/.test(unit) ? unit : undefined;
      if (letter) certain += 1;
      if (
        !letter &&
        alphabet[unit] &&
        (letters || alphabet[words[i + 1] ?? ""] || /^[a-z]$/.test(words[i + 1] ?? ""))
      ) {
        letter = alphabet[unit];
        certain += 1;
      }
      if (!letter && letters.length > 0 && letterNames[unit]) letter = letterNames[unit];
      if (!letter && letters.length > 0 && /^(?:dash|hyphen|minus)$/.test(word)) letter = "-";
      if (!letter && letters.length > 0 && word === "apostrophe") letter = "'";
      if (!letter && letters.length > 0 && word === "space") letter = " ";
      if (!letter) break;
      const next = words.slice(i + used, i + used + 3);
      if (next[0] === "as" && next[1] === "in" && next[2]) used += 3;
      else if ((next[0] === "for" || next[0] === "like") && next[1]?.startsWith(letter)) used += 2;
      letters += letter.repeat(doubled ? (word === "triple" ? 3 : 2) : 1);
      i += used;
    }
    if (
      letters.replace(/[^\p{L}]/gu, "").length >= min &&
      certain >= Math.min(min, 2) &&
      letters.length > (best?.letters.length ?? 0)
    )
      best = { letters, start, end: i };
  }
  return best;
}
