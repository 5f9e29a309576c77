import type { Cue } from "../script";

/** Answers that several scripts share. The phone number is said in full; keys would do as well. */
export const PHONE = "five five five, zero one four, two two seven one";

export const yes: Cue = {
  when: /shall i|is the booking for you|is that right|would you like to take|may i (take|put|connect|report|text)|do that\?|correct\?|suit you/i,
  say: "Yes please.",
  times: 8,
};
export const phone: Cue = {
  when: /phone number|number .*reach|best phone|number again|comes next/i,
  say: PHONE,
};
/** A day was heard wrong, and two others are put to the guest: neither, but this. */
export const neitherDay = (words: string): Cue => ({ when: /(?:do you mean|is that) .+ or /i, say: words });
export const callerNumber: Cue = { when: /number you are calling from/i, say: "Yes." };
export const name = (words: string): Cue => ({ when: /name/i, say: words });
export const spelling = (surname: string): Cue => ({
  when: /spell/i,
  say: [...surname.toUpperCase()].join(" "),
});
