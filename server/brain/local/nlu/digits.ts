import { type PhoneReading, parsePhone } from "@/server/brain/capture";

const single: Record<string, string> = { oh: "0", o: "0", zero: "0", null: "0" };

/**
 * Digits in the order they were said: "double five oh 1 2" → "55012", "plus 49" → "+49". Groups such as
 * "20 1" join as they stand. Everything between the first and the last digit word must be digit-like.
 */
export function readDigits(text: string): string {
  const words = text.replace(/([\d])[-./ ](?=\d)/g, "$1 ").split(" ");
  let best = "";
  let run = "";
  const close = (): void => {
    if (run.replace(/\D/g, "").length > best.replace(/\D/g, "").length) best = run;
    run = "";
  };
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    const times = word === "double" ? 2 : word === "triple" || word === "treble" ? 3 : 0;
    const next = words[i + 1] ?? "";
    const digit = single[next] ?? (/^\d$/.test(next) ? next : undefined);
    if (times && digit) {
      run += digit.repeat(times);
      i += 1;
    } else if (word === "plus" && /\d/.test(next)) run += run ? "" : "+";
    else if (/^\+?\d+$/.test(word)) run += word;
    else if (single[word] !== undefined && (run || /\d|oh|zero|double/.test(next))) run += single[word];
    else if (run && /^(?:and|then|dash|hyphen|space|-|\.)$/.test(word)) continue;
    else if (/^\d+(?:st|nd|rd|th)$/.test(word) || !/^(?:um|uh|area|code)$/.test(word)) close();
  }
  close();
  return best;
}

/** A phone number for this country; undefined below six digits. `checked: false` when it does not parse. */
export function readPhone(text: string, country: string): PhoneReading | undefined {
  const digits = readDigits(text);
  return digits.replace(/\D/g, "").length < 6 ? undefined : parsePhone(digits, country);
}

/** "room 214", "in 2 1 4", "room two fourteen" (digitised "2 14"). With `asked` a bare number is enough. */
export function readRoomNumber(text: string, asked: boolean): string | undefined {
  const labelled =
    /\b(?:room|suite|apartment)(?: number| no)?(?: is)? ((?:\d+|oh|zero)(?: (?:\d+|oh|zero))*)\b(?! (?:nights?|people|adults|rooms?|towels?))/.exec(
      text,
    );
  const digits = labelled
    ? readDigits(labelled[1] as string)
    : asked
      ? readDigits(text.replace(/\b\d+ (?:towels?|pillows?|blankets?|of us|people)\b/g, " "))
      : "";
  return digits.length >= 1 && digits.length <= 5 ? digits : undefined;
}
