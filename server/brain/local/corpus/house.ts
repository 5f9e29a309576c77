import type { Dialogue } from "./shape";

/** Questions, requests, messages and people of the house. */
export const house: readonly Dialogue[] = [
  {
    name: "towels and a pillow",
    steps: [
      ["we need two more towels and a pillow please", /room/, "digits"],
      ["two one four", /name/],
      ["Meyer", /two towels and a pillow for room two one four/i, "yes_no"],
      ["yes", /logged/],
      "no thanks",
    ],
    effects: [
      [
        "create_request",
        {
          kind: "housekeeping_item",
          room: "214",
          items: [
            { item: "towel", qty: 2 },
            { item: "pillow", qty: 1 },
          ],
        },
      ],
    ],
  },
  {
    name: "a blanket, all at once",
    steps: [
      [
        "hi this is John Garcia in room 305 could you send up an extra blanket",
        /blanket.*three zero five.*John Garcia/,
      ],
      ["yes please", /logged/],
      "that's it",
    ],
    effects: [["create_request", { room: "305", name: "John Garcia", items: [{ item: "blanket", qty: 1 }] }]],
  },
  {
    name: "a second thing added at the read-back",
    steps: [
      "can i get some ice to room 412",
      ["lee chen", /ice/],
      ["no make it two bottles of water", /two waters|water/],
      ["yes", /logged/],
    ],
    effects: [["create_request"]],
  },
  {
    name: "the heating is broken",
    steps: [
      "the heating in my room is not working",
      "118",
      ["Maria Lopez", /heating.*one one eight/i],
      ["yes", /maintenance/],
      "no",
    ],
    effects: [["create_request", { kind: "maintenance", room: "118" }]],
  },
  {
    name: "water everywhere is urgent",
    steps: [
      "the toilet is overflowing please send someone immediately room 220",
      ["Nia Brown", /overflowing/],
      ["yes", /logged/],
    ],
    effects: [["create_request", { kind: "maintenance", urgency: "urgent", room: "220" }]],
  },
  {
    name: "noise next door",
    steps: [
      "the people next door are so loud we can not sleep",
      "room 310",
      "David Kim",
      ["yes", /logged for security/],
      "no thanks",
    ],
    effects: [["create_request", { kind: "noise_or_nuisance", room: "310" }]],
  },
  {
    name: "luggage to be collected",
    steps: ["can someone help with our luggage please", "521", "rossi", "yes", "no"],
    effects: [["create_request", { kind: "luggage", room: "521" }]],
  },
  {
    name: "the room should be cleaned",
    steps: ["could you clean my room please", "room 17", "Tom Berg", "yes", "that's all"],
    effects: [["create_request", { kind: "housekeeping_service", room: "17" }]],
  },
  {
    name: "a complaint is taken once seriously",
    steps: [
      ["i want to complain", /sorry/],
      ["the bathroom was filthy when we arrived", /name/],
      "Peter Hall",
      "0170 7654321",
      ["yes", /duty manager/],
      "no",
    ],
    effects: [["create_request", { kind: "complaint", contact: "+491707654321" }]],
  },
  {
    name: "an angry complaint in one go",
    steps: [
      ["this is unacceptable my room is very dirty and nobody came all day", /sorry/],
      "Karl Huber",
      "0170 7654321",
      ["yes", /logged/],
      "no goodbye",
    ],
    effects: [["create_request", { kind: "complaint" }]],
    never: /would you like to (?:add|book)/i,
  },
  {
    name: "a request dropped",
    steps: [
      "can i have a bathrobe",
      "301",
      "Ines Vogel",
      ["no", /change/],
      ["no never mind", /leave|nothing/],
      "no",
    ],
  },
  {
    name: "wake-up tomorrow at seven",
    steps: [
      ["can you wake me up at seven tomorrow", /room/],
      "three oh five",
      ["my name is John Garcia", /seven in the morning/],
      ["yes", /set for seven in the morning/],
      "no",
    ],
    effects: [["set_wakeup", { room: "305", date: "2026-11-19", time: "07:00" }]],
  },
  {
    name: "wake-up at half past six",
    steps: [
      "i need a wake up call",
      ["half past six", /room/],
      "112",
      ["Sara Lind", /six thirty in the morning/],
      "yes",
    ],
    effects: [["set_wakeup", { time: "06:30", date: "2026-11-19" }]],
  },
  {
    name: "wake-up moved at the read-back",
    steps: [
      "wake up call for room 112 tomorrow at 6",
      ["Sara Lind", /six in the morning/],
      ["no at six thirty", /six thirty/],
      ["yes", /six thirty/],
    ],
    effects: [["set_wakeup", { time: "06:30" }]],
  },
  {
    name: "wake-up cancelled",
    steps: [
      "please cancel my wake up call",
      "room 112",
      ["Lind", /cancel the wake-up call|cancels the call/],
      ["yes", /cancelled/],
    ],
    effects: [["cancel_wakeup", { room: "112" }]],
  },
  {
    name: "do not disturb",
    steps: ["please hold all my calls", "208", ["Okafor", /holds? calls/i], ["yes please", /held/]],
    effects: [["set_do_not_disturb", { room: "208", on: true }]],
  },
  {
    name: "a message for a guest",
    steps: [
      ["i'd like to leave a message for mr tanaka", /message/],
      ["the meeting is moved to ten", /name/],
      ["Anna Schmidt", /Tanaka, from Anna Schmidt/],
      ["yes", /If a guest of that name/],
      "bye",
    ],
    effects: [
      [
        "take_message",
        { recipientLast: "Tanaka", from: "Anna Schmidt", text: "the meeting is moved to ten" },
      ],
    ],
  },
  {
    name: "a message for nobody sounds the same",
    steps: [
      ["i'd like to leave a message for mr nobody", /message/],
      ["the meeting is moved to ten", /name/],
      ["Anna Schmidt", /Nobody, from Anna Schmidt/],
      ["yes", /If a guest of that name/],
      "bye",
    ],
    effects: [["take_message", { recipientLast: "Nobody" }]],
  },
  {
    name: "is somebody staying here",
    steps: [
      ["is mr tanaka staying with you", /not say|never say/, "yes_no"],
      ["yes", /who|name/i],
      ["Jun Tanaka", /message/],
      ["please call home", /name/],
      ["Mika", /Jun Tanaka/],
      "yes",
      "no",
    ],
    effects: [["take_message", { recipientFirst: "Jun", recipientLast: "Tanaka" }]],
  },
  {
    name: "the police get the same words",
    steps: [
      ["this is the police i need to know if a john smith is staying there", /not say|never say/],
      ["no", /anything else/],
      "no bye",
    ],
  },
  {
    name: "put me through to a room",
    steps: [["put me through to room 214", /not say|never say/], "no thanks", "bye"],
    never: /connect/i,
  },
  {
    name: "left a charger",
    steps: [
      ["i left my phone charger in room 118", /name/],
      "Maria Lopez",
      ["0170 1234567", /charger/],
      ["yes", /ninety days/],
    ],
    effects: [["report_lost_item", { room: "118", contact: "+491701234567" }]],
    never: /found it|we found/i,
  },
  {
    name: "lost a jacket somewhere",
    steps: [
      "i think i lost my black jacket",
      ["in the restaurant by the window", /name/],
      "Ben Adler",
      "0170 1234567",
      "yes",
    ],
    effects: [["report_lost_item", { item: "a black jacket" }]],
  },
  {
    name: "the restaurant please",
    steps: [
      ["can i speak to the restaurant please", /restaurant/, "yes_no"],
      ["yes please", /connecting/],
    ],
    effects: [["transfer_call", { destination: "restaurant" }]],
  },
  {
    name: "a real person",
    steps: [
      ["i want to talk to a real person", /front desk/],
      ["yes", /connecting/],
    ],
    effects: [["transfer_call", { destination: "front_desk" }]],
  },
  {
    name: "a department that is closed",
    steps: [
      ["i'd like to speak to the events team", /can not be reached|Nobody/, "yes_no"],
      ["yes", /name/],
      "Jonas Weber",
      ["0151 23456789", /Jonas Weber/],
      ["yes", /call you back/],
    ],
    effects: [["schedule_callback", { number: "+4915123456789" }]],
  },
  {
    name: "no transfer after all",
    steps: ["can i talk to someone at reception", ["no never mind", /anything else/], "no"],
  },
  {
    name: "a person, then back to the booking",
    steps: [
      "a room for two from the 10th to the 12th of december",
      ["can i talk to a person", /front desk/],
      ["no", /total/, "yes_no"],
      ["yes", /name/],
      "Anna Meyer",
      "0151 23456789",
      "yes",
    ],
    effects: [["book_stay"]],
  },
  {
    name: "call me back",
    opening: { caller: { number: "+4915199988432" } },
    steps: [
      ["can someone call me back", /name/],
      ["Rita Moss", /ending/],
      ["yes", /Rita Moss/],
      ["yes", /call you back/],
    ],
    effects: [["schedule_callback", { number: "+4915199988432", name: "Rita Moss" }]],
  },
  {
    name: "three questions in a row",
    steps: [
      ["what time is check in", /three in the afternoon/],
      ["and when do i have to check out", /eleven in the morning/],
      ["do you have a pool", /pool is open/],
      ["are dogs allowed", /dogs/],
      ["thanks", /Thank you/],
    ],
    reads: [
      ["get_policy", { topic: "arrival_departure", field: "checkInFrom" }],
      ["get_policy", { topic: "people", field: "pets" }],
    ],
  },
  {
    name: "payment, wifi and the address",
    steps: [
      ["can i pay with cash", /cash/],
      ["is the wifi free", /free/],
      ["where are you exactly", /Lindenallee/],
      ["what's on tonight", /jazz/],
      "ok bye",
    ],
  },
  {
    name: "a question nobody can answer",
    steps: [
      ["do you have a helicopter shuttle to the airport", /not know/, "yes_no"],
      ["yes", /name/],
      "Ada Cole",
      ["0151 23456789", /Ada Cole/],
      ["yes", /call you back/],
    ],
    effects: [["schedule_callback"]],
  },
  {
    name: "a question in the middle of a booking",
    steps: [
      "a room for two from the 10th of december",
      ["is there parking?", /garage.*nights/, "nights"],
      ["two nights", /tenth of December/],
      ["is smoking allowed?", /non-smoking/, "yes_no"],
      ["yes", /name/],
      "Anna Meyer",
      "0151 23456789",
      "yes",
    ],
    effects: [["book_stay"]],
  },
  {
    name: "which rooms are there",
    steps: [
      ["what kinds of rooms do you have", /Standard Double, the Twin Room and the Deluxe Double/],
      ["the deluxe for tomorrow one night for two", /Deluxe Double/],
      "no",
      "no",
      "bye",
    ],
  },
  {
    name: "the address by text",
    opening: { caller: { number: "+4915199988432" } },
    steps: [["can you text me the address", /text/, "yes_no"], ["yes please", /texted/], "no thanks"],
    effects: [["text_info", { kind: "address" }]],
  },
  {
    name: "towels during a booking",
    steps: [
      "i'd like a room for december 10 for one night for two",
      ["oh and can you bring a towel to room 214", /name/],
      ["Meyer", /towel/],
      ["yes", /logged.*\?|book/],
      ["yes", /phone/],
      "0151 23456789",
      "yes",
    ],
    effects: [["create_request"], ["book_stay"]],
  },
  {
    name: "early check-in wish",
    steps: ["could i check in early tomorrow at 11 am please i have a booking", "no", "bye"],
  },
  {
    name: "the request system is away",
    arrange: (world) => void world.away.add("create_request"),
    steps: [
      "we need more towels in room 214",
      "Meyer",
      ["yes", /call you back/, "yes_no"],
      ["yes please", /number|phone/],
      ["0151 23456789", /Meyer/],
      "yes",
    ],
    effects: [["schedule_callback"]],
  },
];
