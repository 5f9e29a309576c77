/** English number words for what reaches the voice still written in digits. */

const ONES = [
  ..."zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen".split(" "),
  ..."fifteen sixteen seventeen eighteen nineteen".split(" "),
];
const TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const SCALES = ["", " thousand", " million", " billion", " trillion"];
const IRREGULAR: Record<string, string> = {
  one: "first",
  two: "second",
  three: "third",
  five: "fifth",
  eight: "eighth",
  nine: "ninth",
  twelve: "twelfth",
};

function belowThousand(n: number): string {
  if (n >= 100) {
    const rest = n % 100;
    return `${ONES[Math.floor(n / 100)]} hundred${rest ? ` ${belowThousand(rest)}` : ""}`;
  }
  if (n < 20) return ONES[n] as string;
  return `${TENS[Math.floor(n / 10)]}${n % 10 ? ` ${ONES[n % 10]}` : ""}`;
}

/** 0 … 999 trillion as words; larger or non-integer numbers throw RangeError. */
export function cardinal(n: number): string {
  if (!Number.isSafeInteger(n) || n < 0 || n >= 1e15) throw new RangeError(`No words for ${n}`);
  if (n === 0) return "zero";
  const groups: string[] = [];
  for (let rest = n, scale = 0; rest > 0; rest = Math.floor(rest / 1_000), scale++) {
    if (rest % 1_000) groups.unshift(`${belowThousand(rest % 1_000)}${SCALES[scale]}`);
  }
  return groups.join(" ");
}

/** "twenty first" for 21. */
export function ordinal(n: number): string {
  const words = cardinal(n).split(" ");
  const last = words.pop() as string;
  const suffixed = last.endsWith("y") ? `${last.slice(0, -1)}ieth` : `${last}th`;
  return [...words, IRREGULAR[last] ?? suffixed].join(" ");
}

/** Digit by digit; "oh" is left to the brain, which knows whether it is a room or a phone number. */
export const digits = (text: string): string =>
  [...text.replace(/\D/g, "")].map((digit) => ONES[Number(digit)]).join(" ");

/** A year as it is said: "twenty twenty six", "two thousand five", "nineteen hundred". */
export function year(n: number): string {
  const century = Math.floor(n / 100);
  const rest = n % 100;
  if (century % 10 === 0 && rest < 10) return cardinal(n);
  if (rest === 0) return `${cardinal(century)} hundred`;
  return `${cardinal(century)} ${rest < 10 ? "oh " : ""}${cardinal(rest)}`;
}
