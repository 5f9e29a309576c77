import type { Lexicon } from "./sentiment";

const words = (valence: number, list: string): [string, number][] =>
  list.split(" ").map((word) => [word, valence]);

/** English, for what people say to a hotel. Valence -3 to 3. Politeness is not joy: thanks counts little. */
export const en: Lexicon = {
  valence: new Map([
    ...words(
      3,
      "amazing fantastic brilliant excellent wonderful perfect superb outstanding love loved delighted",
    ),
    ...words(
      2,
      "great lovely happy pleased glad beautiful helpful impressed awesome enjoyed enjoy comfortable",
    ),
    ...words(
      1,
      "good nice fine kind friendly easy quick clean cheers appreciate appreciated recommend smooth",
    ),
    ...words(0.5, "thanks thank okay ok"),
    ...words(
      -1,
      "wrong late slow noisy cold hot small confusing confused waiting problem issue problems issues unfortunately sorry missing expensive",
    ),
    ...words(
      -2,
      "bad dirty broken annoyed annoying disappointed disappointing frustrated frustrating frustration unhappy upset poor rude complaint complain smell smells leaking ridiculous useless",
    ),
    ...words(
      -3,
      "terrible horrible awful disgusting unacceptable furious angry worst hate hated disgrace disgraceful appalling filthy outrageous scam",
    ),
  ]),
  phrases: [
    [/\bno problem\b/g, " good "],
    [/\bnot (?:too |so )?bad\b/g, " good "],
    [/\b(?:no|not) (?:worries|rush|matter)\b/g, " fine "],
    [/\bno,? (?:thanks|thank you)\b/g, " "],
    [/\b(?:that is|that's|thats|it is|it's) (?:fine|okay|ok)\b/g, " ok "],
    [/\b(?:too good|good (?:morning|evening|afternoon|night|day|bye))\b/g, " "],
    [/\b(?:waste of (?:time|money)|rip ?off|fed up|sick of|had enough|let down)\b/g, " terrible "],
    [/\b(?:hot|cold) (?:tub|water|breakfast|food)\b/g, " "],
    [/\b(?:thank you|thanks) (?:so|very) much\b/g, " thanks thanks "],
  ],
  negators: new Set(
    "not no never nor without don't doesn't didn't isn't wasn't aren't weren't won't can't cannot couldn't wouldn't hardly barely".split(
      " ",
    ),
  ),
  intensifiers: new Map([
    ...words(1.6, "extremely absolutely totally completely incredibly utterly"),
    ...words(1.3, "very really so too quite super most"),
    ...words(0.6, "slightly somewhat bit little kinda fairly"),
  ]),
};
