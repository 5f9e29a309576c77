import { readSpelling } from "@/server/brain/capture/spelling";

const words: Record<string, string> = { oh: "0", zero: "0" };

/** A booking code said or typed: "K7MQ2R", "k 7 m q 2 r", "kilo seven mike…". Upper case; four to ten characters. */
export function readCode(text: string, asked: boolean): string | undefined {
  const mixed = text
    .split(" ")
    .find(
      (word) => /^(?=.*\d)(?=.*[a-z])[a-z\d]{4,10}$/.test(word) && !/^\d+(?:st|nd|rd|th|am|pm)$/.test(word),
    );
  if (mixed) return mixed.toUpperCase();
  const tokens = text.replace(/\b(?:as in|for) [a-z]+\b/g, " ").split(/\s+/);
  let best = "";
  let run = "";
  for (const token of [...tokens, "|"]) {
    const letter = /^[a-z]$/.test(token)
      ? token
      : /^\d{1,4}$/.test(token)
        ? token
        : (words[token] ?? spelledLetter(token));
    if (letter) run += letter;
    else {
      if (run.length > best.length) best = run;
      run = "";
    }
  }
  if (best.length >= 4 && best.length <= 10 && (/\d/.test(best) || asked)) return best.toUpperCase();
  const only = asked
    ? /^(?:it is |the code is |my code is |code )?([a-z]{5,8})(?: please)?$/.exec(text)
    : null;
  return only &&
    !/^(?:please|nothing|sorry|cancel|change|hello|phone|number|email|forgot)$/.test(only[1] as string)
    ? (only[1] as string).toUpperCase()
    : undefined;
}

const spelledLetter = (word: string): string | undefined => {
  const run = readSpelling(`${word} ${word}`, 2);
  return run?.letters.length === 2 && word.length > 3 ? run.letters[0] : undefined;
};
