import type { Utterance } from "@/server/brain/capture";
import { newCode } from "@/server/kernel/ids";

export interface Caller {
  first: string;
  last: string;
  phone: string;
  email: string;
  code: string;
  /** Spells with "M as in Mike". */
  alphabet: boolean;
  /** Types the number. */
  keys: boolean;
  callerId?: string;
  /** Surname on file for the caller's number. */
  hint?: string;
  /** Surnames of today's arrivals. */
  records: string[];
}

export const lines = ["good", "fair", "poor"] as const;
export type Line = (typeof lines)[number];

/** Error rates by line: a letter said alone, a word, a digit, a letter said with a word. */
const RATES: Readonly<Record<Line, { letter: number; word: number; digit: number; example: number }>> = {
  good: { letter: 0.03, word: 0.3, digit: 0.003, example: 0.003 },
  fair: { letter: 0.09, word: 0.45, digit: 0.012, example: 0.01 },
  poor: { letter: 0.18, word: 0.65, digit: 0.035, example: 0.03 },
};

const FIRST = "Anna Peter Clara Jun Maria John Lena Omar Sofia Ben Ines Tom Nia Karl Rita Ada".split(" ");
const LAST =
  "Meyer Maier Mayer Schmidt Schmitt Neumann Naumann Hoffmann Hofmann Becker Fischer Wagner Weber Krause Kraus Bauer Huber Vogel Brandt Lindqvist Nilsson Svensson Okafor Adeyemi Tanaka Nakamura Garcia Lopez Fernandez Rossi Bianchi Conti Dubois Lefevre Moreau Nowak Kowalski Zielinski Ivanov Petrov Kuznetsova Smith Smyth Brown Browne Clark Clarke Reid Reed Stephens Stevens Philips Phillips Thompson Thomson Nielsen Nilsen Sorensen Chen Zheng Nguyen Tran Kim Park Singh Sharma Rahman Chowdhury Haddad Khoury Cohen Levy Silva Santos Pereira Costa Murphy Byrne Doyle Vance Banks Paine Payne Dean Deane Tate Pate Bates Fenn Venn Finch Vinch".split(
    " ",
  );
const HOSTS = "gmail.com web.de gmx.de outlook.com icloud.com lindenhof.example nordlicht.example".split(" ");
const WORDS =
  "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey x-ray yankee zulu".split(
    " ",
  );

const pick = <T>(list: readonly T[], random: () => number): T =>
  list[Math.floor(random() * list.length)] as T;

/** A surname nobody has heard of, of two or three syllables. */
function invented(random: () => number): string {
  let name = "";
  for (let n = 2 + Math.floor(random() * 2); n > 0; n--)
    name += pick([..."bdfgklmnprstvz"], random) + pick([..."aeiou"], random);
  const whole = name + pick(["n", "s", "r", "ck", "tz", ""], random);
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}

export function makeCallers(count: number, random: () => number): Caller[] {
  return Array.from({ length: count }, () => {
    const first = pick(FIRST, random);
    const last = random() < 0.3 ? invented(random) : pick(LAST, random);
    const phone = `01${pick(["51", "60", "70", "76"], random)}${String(Math.floor(1e7 + random() * 9e7))}`;
    const [f, l] = [first.toLowerCase(), last.toLowerCase()];
    const local = pick(
      [`${f}.${l}`, `${l}`, `${f}${l}`, `${f}.${l}${Math.floor(random() * 90) + 10}`],
      random,
    );
    const records = Array.from({ length: 40 }, () => pick(LAST, random));
    if (random() < 0.2) records.push(last);
    return {
      first,
      last,
      phone,
      email: `${local}@${pick(HOSTS, random)}`,
      code: newCode(6, random).toLowerCase(),
      alphabet: random() < 0.3,
      keys: random() < 0.1,
      ...(random() < 0.6 ? { callerId: `+49${phone.slice(1)}` } : {}),
      ...(random() < 0.3 ? { hint: last } : {}),
      records,
    };
  });
}

/** Letters whose names rhyme; within a group any is taken for any other. */
const RHYMES = ["bcdegptvz", "ajkh8", "mn", "fsx", "iy5", "quw", "lor"];
const DIGITS: Readonly<Record<string, string>> = {
  "5": "9",
  "9": "51",
  "1": "9",
  "2": "3",
  "3": "2",
  "4": "5",
  "6": "2",
  "7": "1",
  "8": "3",
  "0": "4",
};

/** Other ways to write what sounds the same, and slips of a recogniser that never heard the name. */
const REWRITES: ReadonlyArray<readonly [RegExp, string]> = [
  [/ey/, "ay"],
  [/ay/, "ai"],
  [/ai/, "ei"],
  [/ei/, "ai"],
  [/ie/, "ee"],
  [/ck/, "k"],
  [/ph/, "f"],
  [/f/, "v"],
  [/v/, "f"],
  [/th/, "t"],
  [/dt/, "tt"],
  [/tt/, "dt"],
  [/nn/, "n"],
  [/ss/, "s"],
  [/mm/, "m"],
  [/i/, "y"],
  [/y/, "i"],
  [/c/, "k"],
  [/k/, "c"],
  [/z/, "s"],
  [/m/, "n"],
  [/n/, "m"],
  [/d/, "t"],
  [/b/, "p"],
  [/e$/, ""],
  [/s$/, ""],
  [/o/, "a"],
  [/u/, "o"],
];

export interface Noise {
  word(text: string): Utterance;
  spelled(text: string, alphabet: boolean): Utterance;
  digits(text: string): Utterance;
  address(text: string): Utterance;
  /** One sign as an answer, mostly with its word. */
  letter(char: string): Utterance;
}

/** A recogniser on such a line: four guesses, best first, and a confidence that knows something of its errors. */
export function noiseOf(line: Line, random: () => number): Noise {
  const rates = RATES[line];
  const slip = (char: string, rate: number): [string, number] => {
    if (random() >= rate) return [char, 0];
    if (random() < 0.08) return ["", 1];
    const rhymes = /\d/.test(char)
      ? (DIGITS[char] ?? "")
      : (RHYMES.find((group) => group.includes(char)) ?? "");
    const others = [...rhymes].filter((other) => other !== char && (/\d/.test(char) || !/\d/.test(other)));
    return others.length > 0 && random() < 0.9
      ? [pick(others, random), 1]
      : [pick([..."aeiknorst"], random), 1];
  };
  const heard = (draw: () => [string, number]): Utterance => {
    const guesses = Array.from({ length: 4 }, draw)
      // The recogniser's order follows its errors, but not closely.
      .map(([text, errors]) => ({ text, errors, rank: errors * 0.35 + random() }))
      .sort((a, b) => a.rank - b.rank);
    const [best] = guesses;
    const base = { good: 0.92, fair: 0.82, poor: 0.68 }[line];
    const confidence = base - 0.09 * Math.min(3, best?.errors ?? 0) + (random() - 0.5) * 0.16;
    const text = best?.text ?? "";
    return {
      text,
      confidence: Math.max(0.2, Math.min(0.99, confidence)),
      source: "speech",
      alternatives: [...new Set(guesses.map((g) => g.text))].filter((other) => other !== text).slice(0, 3),
    };
  };
  const word = (text: string): [string, number] => {
    let now = text.toLowerCase();
    let errors = 0;
    while (random() < rates.word && errors < 3) {
      const fitting = REWRITES.filter(([from]) => from.test(now));
      if (fitting.length === 0) break;
      const [from, to] = pick(fitting, random);
      now = now.replace(from, to);
      errors += 1;
    }
    return [now, errors];
  };
  const run = (signs: readonly string[], rate: number, show: (sign: string) => string): [string, number] => {
    let errors = 0;
    const said = signs.map((sign) => {
      const [char, wrong] = slip(sign, rate);
      errors += wrong;
      return char && show(char);
    });
    return [said.filter(Boolean).join(" "), errors];
  };
  const example = (char: string): string => {
    const named = WORDS.find((w) => w.startsWith(char));
    return named ? `${char} as in ${named.replace("-", " ")}` : char;
  };
  const MARKS: Readonly<Record<string, string>> = { ".": "dot", "-": "dash", _: "underscore" };
  return {
    word: (text) => heard(() => word(text)),
    spelled: (text, alphabet) =>
      heard(() =>
        run(
          [...text.toLowerCase()].map((c) => MARKS[c] ?? c),
          alphabet ? rates.example : rates.letter,
          alphabet ? example : (c) => c,
        ),
      ),
    digits: (text) => heard(() => run([...text], rates.digit, (c) => c)),
    address: (text) =>
      heard(() => {
        const [local = "", host = ""] = text.split("@");
        let errors = 0;
        const parts = (whole: string, rate: number): string =>
          whole
            .split(/([._-]|\d+)/)
            .filter(Boolean)
            .map((part) => {
              if (MARKS[part]) return MARKS[part];
              if (/^\d+$/.test(part)) return [...part].join(" ");
              if (random() >= rate) return part;
              const [said, wrong] = word(part);
              errors += wrong;
              return said;
            })
            .join(" ");
        const said = `${parts(local, 1)} at ${parts(host, 0.3)}`;
        return [said, errors];
      }),
    letter: (char) =>
      heard(() =>
        random() < 0.7
          ? run([char.toLowerCase()], rates.example, example)
          : run([char.toLowerCase()], /\d/.test(char) ? rates.digit : rates.letter, (c) => c),
      ),
  };
}
