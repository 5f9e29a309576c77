/** What the telephone service says for the hotel where the line itself is not there to say it. */
const en = {
  notInService: "This number is not in service.",
  maintenance: "Our telephone assistant is being looked after. Please call again a little later.",
  busy: "I am sorry, every line is busy right now.",
  busyChoices: "Press one to be called back, or two to leave a message.",
  noAnswer: "I am sorry, nobody could take your call right now. Please call again in a few minutes.",
  deskNoAnswer: "I am sorry, nobody answered. Please call again in a few minutes.",
  voicemail: "Please leave a message after the tone. Press hash when you are done.",
  voicemailKept: "Thank you. Your message is with the hotel. Goodbye.",
  voicemailEmpty: "I did not hear a message. Goodbye.",
  callBack: "Thank you. We will call you back as soon as a line is free. Goodbye.",
  callBackNot: "I am sorry, I cannot call that number back.",
  waiting: "One moment please, I am still connecting you.",
  queue: (position: number, minutes: number) =>
    `You are number ${position} in the queue. It will take about ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`,
  menu: (choices: readonly { digit: string; say: string }[]) =>
    `${choices.map(({ digit, say }) => `For ${say}, press ${digit}.`).join(" ")}`,
  person: (hotel: string, summary: string) =>
    `This is ${hotel}. A guest is on the line. ${summary} Press one to take the call, or two to decline.`,
  personAgain: "Press one to take the call, or two to decline.",
  personGone: "The guest has hung up. Goodbye.",
  personDeclined: "Thank you. Goodbye.",
  wakeup: (hotel: string, time: string) =>
    `Good morning, this is your wake-up call from ${hotel}. It is ${time}. Press any key to confirm.`,
  wakeupConfirmed: "Thank you. Have a good day.",
  calledBack: (hotel: string) => `This is ${hotel}. You asked us to call you back.`,
  payStart: "You can type your card number on your keypad now. Nobody listens and nothing of it is recorded.",
};
export type PhoneTexts = typeof en;

export const phoneTexts = (_language?: string): PhoneTexts => en;
