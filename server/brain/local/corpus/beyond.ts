import type { Dialogue } from "./shape";

const details = ["Anna Meyer", "0151 23456789"] as const;
const factors = { rules: { verificationFactors: ["code", "phone", "otp"] as ("code" | "phone" | "otp")[] } };

/** Rate codes, extras, check-out, a stay brought back, requests asked about, preferences, keys. */
export const beyond: readonly Dialogue[] = [
  {
    name: "a promotion code given at once",
    steps: [
      [
        "i have a promo code summer 26 for a standard double from december 10 to december 12 for two",
        /summer rate.*one hundred and ninety-two euros/,
      ],
      ["yes", /name/],
      ...details,
      ["yes", /code/],
    ],
    reads: [
      ["check_rate_code", { code: "SUMMER26" }],
      ["search_rooms", { rateCode: "SUMMER26" }],
    ],
    effects: [["book_stay"]],
  },
  {
    name: "a company code that is asked for and not known",
    steps: [
      "a room for two from december 10 to december 12",
      ["do you have a corporate rate", /code/, "text"],
      ["acme 99", /not know that code.*public price/, "yes_no"],
      ["yes", /name/],
      ...details,
      "yes",
    ],
    reads: [["check_rate_code", { code: "ACME99" }]],
    effects: [["book_stay"]],
  },
  {
    name: "what can be added, and what one of it costs",
    steps: [
      ["what extras do you have", /breakfast, parking and baby cot/],
      ["how much is the parking", /parking.*twenty euros/i],
      "no thanks bye",
    ],
    reads: [["list_extras"]],
  },
  {
    name: "an extra's price in the middle of a booking",
    steps: [
      "a room for two from december 10 to december 12",
      ["how much is breakfast", /eighteen euros/, "yes_no"],
      ["add breakfast please", /breakfast.*three hundred and two euros/],
      ["yes", /name/],
      ...details,
      "yes",
    ],
    effects: [["book_stay"]],
  },
  {
    name: "arrival time and a wish go with the booking",
    steps: [
      "a quiet room for two from december 10 to december 12",
      ["yes, we will arrive around 10 pm", /name/],
      "Anna Meyer",
      ["0151 23456789", /ten at night.*quiet room/],
      ["yes", /code/],
    ],
    effects: [["book_stay", { arrivalTime: "22:00", notes: "a quiet room" }]],
  },
  {
    name: "a cancelled stay is brought back",
    arrange: (world) => {
      for (const stay of world.stays) if (stay.code === "K7MQ2R") stay.status = "cancelled";
    },
    steps: [
      ["i cancelled my booking by mistake can you bring it back", /surname/],
      "okafor",
      ["k7mq2r", /three hundred and sixty euros.*Shall I/, "yes_no"],
      ["yes please", /booked again|booking is back/],
      "no",
    ],
    reads: [["preview_reinstate"]],
    effects: [["commit_change"]],
  },
  {
    name: "cancelled and brought back in one call",
    steps: [
      "cancel my booking",
      "okafor",
      "k7mq2r",
      ["yes", /cancelled/],
      ["oh no please reinstate my booking", /Shall I/],
      ["yes", /again|back/],
    ],
    effects: [["commit_change"], ["commit_change"]],
  },
  {
    name: "checks out by telephone",
    arrange: (world) => {
      for (const stay of world.stays) if (stay.code === "T4XW9C") stay.status = "in_house";
    },
    steps: [
      ["i would like to check out please", /surname/],
      "tanaka",
      ["t4xw9c", /three hundred and sixty euros.*Shall I/, "yes_no"],
      ["yes", /checked out/],
      "no bye",
    ],
    reads: [["preview_checkout"]],
    effects: [["commit_change"]],
  },
  {
    name: "a check-out that only the desk may do",
    arrange: (world) => {
      world.deskOnly = true;
      for (const stay of world.stays) if (stay.code === "T4XW9C") stay.status = "in_house";
    },
    steps: [
      "i want to settle my bill",
      "tanaka",
      ["t4xw9c", /front desk settles.*front desk\?/, "yes_no"],
      ["yes", /connecting/],
    ],
    effects: [["transfer_call"]],
  },
  {
    name: "a change that needs a one-time code",
    opening: factors,
    arrange: (world) => {
      world.needsProof = true;
    },
    steps: [
      "cancel my booking",
      "okafor",
      ["k7mq2r", /Shall I cancel/],
      ["yes", /text/, "yes_no"],
      ["yes", /texted.*\?/, "digits"],
      ["one two three four five six", /not the code|does not fit/],
      ["four eight two nine one three", /Shall I cancel/],
      ["yes", /cancelled/],
    ],
    effects: [["send_otp"], ["commit_change"]],
  },
  {
    name: "where are my towels",
    steps: [
      "two towels to room 214 please",
      "Meyer",
      ["yes", /logged/],
      ["where are my towels", /open with housekeeping.*\?/, "yes_no"],
      ["yes", /with housekeeping/],
      "no",
    ],
    reads: [["get_request", { room: "214" }]],
    effects: [["create_request"], ["update_request", { urgency: "soon" }]],
  },
  {
    name: "the towels are not needed after all",
    steps: [
      "two towels to room 214 please",
      "Meyer",
      ["yes", /logged/],
      ["please cancel the towels", /cancel.*\?/, "yes_no"],
      ["yes", /request is cancelled/],
      "no",
    ],
    effects: [["create_request"], ["update_request", { cancel: true }]],
  },
  {
    name: "a request nobody knows",
    steps: ["what happened to my request", "room 99", ["Nia Brown", /no open request/], "no"],
    reads: [["get_request", { room: "99" }]],
  },
  {
    name: "a wish for every stay",
    steps: [
      ["please remember that i like a high floor", /surname/],
      "okafor",
      ["k7mq2r", /high floor.*\?/, "yes_no"],
      ["yes", /next stays/],
      ["what are my preferences", /high floor/],
      "no",
    ],
    reads: [["get_guest_profile"]],
    effects: [["save_preference", { key: "floor" }]],
  },
  {
    name: "rather types the number",
    steps: [
      "a room for two from december 10 to december 12",
      "yes",
      "Anna Meyer",
      ["can i type it", /digits/, "digits"],
      [{ keys: "015123456789" }, /Anna Meyer/],
      "yes",
    ],
    effects: [
      ["use_keypad", { purpose: "phone" }],
      ["book_stay", { guest: { phone: "+4915123456789" } }],
    ],
  },
  {
    name: "the first room of those that were named",
    steps: [
      ["what rooms do you have", /Standard Double, the Twin Room and the Deluxe Double/],
      ["the second one", /dates/],
      ["december 10 to december 12 for two", /Twin Room/],
      ["no", /another room|other dates/],
      ["another room", /Standard Double/],
      ["the second one", /Twin Room/, "yes_no"],
      "no",
      "no",
    ],
  },
  {
    name: "a document is not taken",
    steps: [
      "a room for two from december 10 to december 12",
      "yes",
      ["my passport number is C01X00T47", /document/i, "name"],
      ...details,
      "yes",
    ],
    effects: [["book_stay"]],
  },
];
