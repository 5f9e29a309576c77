import type { PhoneTexts } from "./types";

export const en: PhoneTexts = {
  notInService: "This number is not in service.",
  maintenance: "Our telephone assistant is being looked after. Please call again a little later.",
  busy: "I am sorry, every line is busy right now.",
  busyChoices: "Press one to be called back, or two to leave a message.",
  callBackChoice: "Press one to be called back.",
  noAnswer: "I am sorry, nobody could take your call right now. Please call again in a few minutes.",
  stillHere: "One moment please, I am still here.",
  brokeOff: "I am sorry, the line has broken down. Please call again. Goodbye.",
  toDesk: "I am sorry, the line has broken down. I am putting you through to the hotel.",
  deskNoAnswer: "I am sorry, nobody answered. Please call again in a few minutes.",
  voicemail: "Please leave a message after the tone. Press hash when you are done.",
  voicemailKept: "Thank you. Your message is with the hotel. Goodbye.",
  voicemailEmpty: "I did not hear a message. Goodbye.",
  callBack: "Thank you. We will call you back as soon as a line is free. Goodbye.",
  callBackNot: "I am sorry, I cannot call that number back.",
  waiting: "One moment please, I am still connecting you.",
  queue: (position, minutes) =>
    `You are number ${position} in the queue. It will take about ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`,
  menuChoice: (say, digit) => `For ${say}, press ${digit}.`,
  person: (hotel, summary) =>
    `This is ${hotel}. A guest is on the line. ${summary} Press one to take the call, or two to decline.`,
  personAgain: "Press one to take the call, or two to decline.",
  personGone: "The guest has hung up. Goodbye.",
  personDeclined: "Thank you. Goodbye.",
  wakeup: (hotel, time) =>
    `Good morning, this is your wake-up call from ${hotel}. It is ${time}. Press any key to confirm.`,
  wakeupConfirmed: "Thank you. Have a good day.",
  wakeupUnconfirmed: "I did not notice a key, so we will make sure that you are awake.",
  callingAgain: "I am sorry, we can not talk right now. We will call you again.",
  calledBack: (hotel) => `This is ${hotel}. You asked us to call you back.`,
  payUnknown: "I could not see whether your payment went through. A colleague checks it and calls you.",
  payStart: "You can type your card number on your keypad now. Nobody listens and nothing of it is recorded.",
  trouble: "I am sorry, something went wrong on my side. Could you say that again, please?",
  capReached: "I am sorry, I have to end our call here. Please call again if anything is open.",
  back: {
    moved: "I am back. Please go on.",
    unanswered:
      "I am sorry, nobody could take your call. I can take a message or have somebody call you back.",
    declined:
      "I am sorry, they cannot take your call now. I can take a message or have somebody call you back.",
    paid: "Thank you, your card was accepted. Is there anything else?",
    not_paid: "Your card was not taken. I can send it to a colleague. Is there anything else?",
    handed_back: "I am back with you. Is there anything else?",
  },
};
