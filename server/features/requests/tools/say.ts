/** What the tools of this feature say, in spoken form. Nothing is promised that the hotel has not set. */
const en = {
  logged: (department: string, promise: string | undefined, ref: string) =>
    `That is logged for ${department}${promise ? `, usually ${promise}` : ""}. Your reference is ${ref}.`,
  updated: (state: string, department: string) => `I have added that. It is ${state} with ${department}.`,
  cancelled: "That request is cancelled.",
  whichRequest: "What is the reference of the request, or your room number?",
  notFoundRequest: "I could not find that request. What is its reference?",
  isAt: (state: string, department: string) => `It is ${state} with ${department}.`,
  states: {
    new: "new",
    doing: "being done",
    waiting: "waiting",
    done: "done",
    cancelled: "cancelled",
  } as Record<string, string>,
  wakeup: (date: string, time: string, room: string, replaced: boolean, ref: string) =>
    `Your wake-up call for room ${room} is ${replaced ? "moved to" : "set for"} ${time} on ${date}. Your reference is ${ref}.`,
  wakeupTooEarly: (from: string, until: string) =>
    `We can call between ${from} and ${until}. Which time would suit you?`,
  wakeupPast: "That time has passed already. When shall we call?",
  wakeupCancelled: "That wake-up call is cancelled.",
  noWakeup: "There is no wake-up call for that room on that day. Is there another day?",
  dndOn: "Calls and messages to your room are held. Emergencies still reach you.",
  dndOff: "That is switched off again.",
  dndVerify: "To switch it off, may I have the surname the room is booked under?",
  message: (delivery: string | undefined, ref: string) =>
    `I have taken the message. If the person is staying with us, it will reach them${delivery ? ` ${delivery}` : ""}. Your reference is ${ref}.`,
  noMessages: "There are no messages for you.",
  messages: (count: string) => `You have ${count}.`,
  lost: (keep: string | undefined, ref: string) =>
    `I have reported it to lost and found${keep ? `. We keep things for ${keep}` : ""}. Your reference is ${ref}.`,
  alarm: "I have alarmed our team. Help is coming to you.",
  callback: (window: string | undefined, ref: string) =>
    `A colleague will call you back${window ? ` ${window}` : ""}. Your reference is ${ref}.`,
};

export const requestTexts = (_language: string): typeof en => en;
