import { MONTH } from "./calendar";
import { NOT_COUNT, ORD, THE, TO } from "./patterns";

/** Ranges that share one month: "5th to the 8th of december", "december 5 to 8". Both days are mentions. */
export const sharedMonth: readonly {
  regex: RegExp;
  first: (m: RegExpExecArray) => [number, string];
  second: (m: RegExpExecArray) => [number, string];
  year: number;
}[] = [
  {
    regex: new RegExp(
      `\\b(\\d{1,2})${ORD}?${TO}${THE}(\\d{1,2})${ORD}? (?:of )?(${MONTH})\\b(?: (20\\d\\d))?`,
      "g",
    ),
    first: (m) => [Number(m[1]), m[3] as string],
    second: (m) => [Number(m[2]), m[3] as string],
    year: 4,
  },
  {
    regex: new RegExp(
      `\\b(${MONTH}) ${THE}(\\d{1,2})${ORD}?${TO}${THE}(\\d{1,2})${ORD}?(?! ?(?:${MONTH}|of ${MONTH}))${NOT_COUNT}(?: (20\\d\\d))?`,
      "g",
    ),
    first: (m) => [Number(m[2]), m[1] as string],
    second: (m) => [Number(m[3]), m[1] as string],
    year: 4,
  },
];
