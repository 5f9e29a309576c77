import type { Dialogue } from "./shape";

/** Stays that exist: Okafor (K7MQ2R, 10–13 December, free to cancel) and Tanaka (T4XW9C, tomorrow, full fee). */
export const existing: readonly Dialogue[] = [
  {
    name: "cancels by code",
    steps: [
      ["I need to cancel my booking.", /surname/, "name"],
      ["Okafor", /code/, "text"],
      ["K7MQ2R", /tenth to Sunday the thirteenth.*Shall I cancel/, "yes_no"],
      ["Yes.", /cancelled/],
      "no thanks",
    ],
    effects: [["commit_change"]],
  },
  {
    name: "cancels by code spoken letter by letter",
    steps: [
      "i have to cancel my reservation under the name okafor",
      ["kilo seven mike quebec two romeo", /Shall I cancel/],
      ["yes please cancel it", /cancelled/],
      "that's all thanks",
    ],
    effects: [["commit_change"]],
  },
  {
    name: "cancels by phone number without the code",
    steps: [
      "cancel my booking please",
      "okafor",
      ["i don't have it", /phone/, "digits"],
      ["0151 12345678", /Shall I cancel/],
      "yes",
      "no",
    ],
    effects: [["commit_change"]],
  },
  {
    name: "hears the fee and keeps the booking",
    steps: [
      "i want to cancel my room",
      "Tanaka",
      ["t 4 x w 9 c", /fee|costs/],
      ["no then leave it", /leave|nothing is changed/],
      "bye",
    ],
    never: /cancelled/,
  },
  {
    name: "hears the fee and cancels",
    steps: [
      "we can't come, cancel our reservation please",
      "tanaka",
      "t4xw9c",
      ["yes cancel it", /cancelled/],
      "no",
    ],
    effects: [["commit_change"]],
  },
  {
    name: "mm does not cancel",
    steps: ["cancel my booking", "okafor", "k7mq2r", ["mm", /yes or no/, "yes_no"], ["yes", /cancelled/]],
    effects: [["commit_change"]],
  },
  {
    name: "three wrong tries lead to a person",
    steps: [
      "cancel my booking please",
      "smith",
      ["aaaa22", /phone/],
      ["0151 99999999", /e-mail/],
      ["nobody@example.com", /front desk/, "yes_no"],
      ["yes", /connecting/],
    ],
    effects: [["transfer_call", { destination: "front_desk" }]],
    never: /name is (?:right|correct)|that name/i,
  },
  {
    name: "no factor at hand leads to a person",
    steps: [
      "i want to change my booking",
      "okafor",
      "i don't know it",
      "no idea",
      "i don't have that",
      ["no", /connect/],
      ["no", /anything else/],
      "no",
    ],
  },
  {
    name: "asks for the details of a booking",
    steps: [
      ["can you check my reservation", /surname/],
      "it's under Okafor",
      ["clara.okafor@example.com", /Standard Double from Thursday the tenth.*two adults/],
      "thanks bye",
    ],
    reads: [["get_stay"]],
  },
  {
    name: "stays one more night",
    steps: [
      "hi i have a booking and i want to stay one more night",
      "okafor",
      ["K 7 M Q 2 R", /thirteenth|fourteenth/],
      ["yes", /changed/],
      "no",
    ],
    effects: [["commit_change"]],
  },
  {
    name: "moves the whole stay",
    steps: [
      "i need to change the dates of my booking",
      "Okafor",
      ["k7mq2r", /change/],
      ["move it to the 17th of december", /seventeenth to Sunday the twentieth/],
      ["yes that works", /changed/],
      "bye",
    ],
    reads: [["preview_change", { set: { checkIn: "2026-12-17", checkOut: "2026-12-20" } }]],
    effects: [["commit_change"]],
  },
  {
    name: "new dates in full",
    steps: [
      "change my reservation please",
      "okafor",
      "k7mq2r",
      ["from the 11th to the 14th of december", /eleventh to Monday the fourteenth/],
      ["no the 15th", /fifteenth/],
      ["yes", /changed/],
    ],
    effects: [["commit_change"]],
  },
  {
    name: "arrives a day later",
    steps: [
      "i'd like to change my booking",
      "okafor",
      "k7mq2r",
      ["i will arrive one day later", /eleventh to Sunday the thirteenth.*less/],
      ["yes", /changed/],
    ],
    reads: [["preview_change", { set: { checkIn: "2026-12-11" } }]],
    effects: [["commit_change"]],
  },
  {
    name: "leaves a day earlier",
    steps: [
      "change my booking",
      "okafor",
      "k7mq2r",
      ["we have to leave a day earlier", /tenth to Saturday the twelfth/],
      ["yes", /changed/],
    ],
    reads: [["preview_change", { set: { checkOut: "2026-12-12" } }]],
    effects: [["commit_change"]],
  },
  {
    name: "a better room and breakfast",
    steps: [
      "i want to change my reservation",
      "okafor",
      "k7mq2r",
      ["make it a deluxe double with breakfast", /Deluxe Double, with breakfast/],
      ["yes please", /changed/],
    ],
    reads: [["preview_change", { set: { roomType: "DLX" }, addExtras: [{ code: "BRK", qty: 1 }] }]],
    effects: [["commit_change"]],
  },
  {
    name: "three people instead of two",
    steps: [
      "change my booking",
      "okafor",
      "k7mq2r",
      ["we will be three adults", /three adults/],
      ["no leave it", /nothing is changed|leave it/],
      "no",
    ],
    reads: [["preview_change", { set: { adults: 3 } }]],
  },
  {
    name: "the new nights are not free",
    arrange: (world) => {
      world.left["*:2026-12-13"] = 0;
    },
    steps: [
      "i want to extend my stay",
      "okafor",
      "k7mq2r",
      ["one more night", /not free/],
      "no thanks leave it",
      "no",
    ],
  },
  {
    name: "changes the booking just made",
    steps: [
      "a room for two from the 5th to the 7th of december",
      "yes",
      "Anna Meyer",
      "0151 23456789",
      ["yes", /code/],
      ["actually can i change it to stay one more night", /fifth to Tuesday the eighth/],
      ["yes", /changed/],
      "no",
    ],
    effects: [["book_stay"], ["commit_change"]],
  },
  {
    name: "cancels the booking just made",
    steps: [
      "a room for one from the 5th to the 7th of december",
      "yes",
      "Anna Meyer",
      "0151 23456789",
      "yes",
      ["sorry please cancel that booking", /Shall I cancel/],
      ["yes", /cancelled/],
      "no bye",
    ],
    effects: [["book_stay"], ["commit_change"]],
  },
  {
    name: "a late arrival is noted",
    steps: [
      "my flight is delayed i will arrive late",
      "Tanaka",
      ["t4xw9c", /time/, "time"],
      ["around eleven at night", /eleven at night/, "yes_no"],
      ["yes", /note/],
    ],
    effects: [["note_on_stay", { kind: "late_arrival", time: "23:00" }]],
  },
  {
    name: "a late arrival with its time at once",
    steps: [
      "we will arrive late tonight at 11 pm",
      "okafor",
      ["k7mq2r", /eleven at night/],
      ["yes", /note/],
      "no thanks",
    ],
    effects: [["note_on_stay", { time: "23:00" }]],
  },
  {
    name: "two bookings under one name",
    arrange: (world) => {
      const first = world.stays[0];
      if (first)
        world.stays.push({ ...first, code: "N9PW3H", arrival: "2026-12-27", departure: "2026-12-29" });
    },
    steps: [
      "cancel a booking",
      "okafor",
      "i don't have the code",
      ["0151 12345678", /tenth of December or .*twenty-seventh/, "choice"],
      ["the one on the 27th", /twenty-seventh to Tuesday the twenty-ninth/],
      ["yes", /cancelled/],
    ],
    effects: [["commit_change"]],
  },
  {
    name: "asks for messages",
    steps: ["are there any messages for me", "okafor", ["k7mq2r", /no messages/], "ok bye"],
    reads: [["get_messages"]],
  },
  {
    name: "corrects the surname after a miss",
    steps: [
      "cancel my booking",
      "okafur",
      ["k7mq2r", /could not|did not lead/],
      ["sorry the name is okafor and the code is k7mq2r", /Shall I cancel/],
      "yes",
      "no",
    ],
    effects: [["commit_change"]],
  },
  {
    name: "asks about cancelling without a booking",
    steps: [
      ["can i cancel for free", /free of charge/],
      ["and how much is the cancellation fee", /free of charge/],
      "ok thanks bye",
    ],
    reads: [["get_policy", { topic: "cancellation" }]],
  },
];
