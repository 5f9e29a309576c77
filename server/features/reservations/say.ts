/** What the line says about stays, one entry a language. Amounts, dates and codes come in spoken form. */
const en = {
  quoteGone: "I no longer have that offer. Which dates was it?",
  quoteUsed: "That offer is booked already. Is there anything else?",
  lapsed: "That hold has run out and the room has gone. Shall I look for another?",
  repriced: (total: string) => `That hold has run out; it would now be ${total} in all. Shall I take it?`,
  guaranteeNeeded: "A card cannot be taken here yet. Shall I book it without, or connect you with the desk?",
  booked: (room: string, range: string, code: string, total: string) =>
    `You are booked: ${room}, ${range}, ${total} in all. Your code is ${code}.`,
  bookedSeveral: (rooms: string, range: string, codes: string, total: string) =>
    `You are booked: ${rooms} rooms, ${range}, ${total} in all. Your codes are ${codes}.`,
};
export type StayTexts = typeof en;
const texts: Readonly<Record<string, StayTexts>> = { en };

/** The texts about stays in a language (BCP 47); English where there are none yet. */
export const stayTexts = (language: string): StayTexts => texts[language.slice(0, 2).toLowerCase()] ?? en;
