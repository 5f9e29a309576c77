import type { Expectation } from "@/server/brain/port";

/** What keys mean for the open question: 1 and 2 answer yes and no or choose, digits are digits, 0 asks for a person. */
export function keypadText(keys: string, expectation: Expectation, zeroOffered = false): string {
  const digits = keys.replace(/[^\d*#]/g, "").replace(/#$/, "");
  if (digits === "0" && (zeroOffered || expectation.kind !== "digits")) return "i want to speak to a person";
  if (digits === "*") return "what did you say";
  switch (expectation.kind) {
    case "yes_no":
      return digits === "1" ? "yes" : digits === "2" ? "no" : "";
    case "choice":
      return `option ${digits}`;
    case "nights":
      return `${digits} nights`;
    case "party":
      return `${digits} people`;
    case "date":
      return digits.length === 4
        ? `${digits.slice(0, 2)}.${digits.slice(2)}.`
        : digits.length <= 2
          ? `the ${Number(digits)}th`
          : digits;
    default:
      return digits;
  }
}
