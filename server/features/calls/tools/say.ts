/** What the call tools say, in spoken form. */
const en = {
  connecting: (name: string) => `I am connecting you to ${name} now.`,
  closed: (name: string, until?: string) =>
    `${name} ${until ? `is closed until ${until}` : "is closed right now"}. Shall I take a message, or ask them to call you back?`,
  unknownDestination: "Whom would you like to speak to?",
  noPhoneHere: (name: string) =>
    `I cannot put you through to ${name} from this kind of call. Shall I take a message, or ask them to call you back?`,
  cannotReach: (name: string) =>
    `I cannot put you through to ${name} right now. Shall I take a message, or ask them to call you back?`,
  triedBefore: (name: string) =>
    `I could not reach ${name} a moment ago. Shall I take a message, or ask them to call you back?`,
  callback: (window?: string) =>
    `I have noted that ${window ? `, and somebody will call you ${window}` : "for a colleague"}.`,
  keypad: "Please type it on your keypad, and press hash when you are done.",
  language: "Of course.",
  languageMissing: (languages: string) => `I can help you in ${languages}. Which would you like?`,
  recordingOff: "I have switched the recording off, and what was recorded is deleted.",
  recordingOn: "The recording is on.",
  goodbye: (hotel: string) => `Thank you for calling ${hotel}. Goodbye.`,
  dateMissing: "Which date would that be?",
  dateWhich: (options: string) => `Do you mean ${options}?`,
  datePast: "That date has passed already. Which date do you mean?",
  unfinished: "You have a room on hold that is not booked yet. Shall I book it before we finish?",
};
export type CallTexts = typeof en;

export const callTexts = (_language: string): CallTexts => en;
