import type { Dialogue } from "./shape";

const details = ["Anna Meyer", "0151 23456789"] as const;

/** Rooms of different types in one booking, and a booking without its room. */
export const several: readonly Dialogue[] = [
  {
    name: "two doubles and a suite for three nights: all named, one total, one confirmation",
    steps: [
      [
        "two standard doubles and a garden suite from december 10 for three nights",
        /how many (?:adults|people|guests)|who/i,
      ],
      ["six adults", /two Standard Doubles and one Garden Suite.*in total/, "yes_no"],
      ["yes", /name/],
      ...details.slice(0, 1),
      [details[1], /two Standard Doubles and one Garden Suite for six adults.*total/s, "yes_no"],
      ["yes", /booked.*codes.* and /s],
    ],
    reads: [
      ["search_rooms", { rooms: 2, must: { roomType: "STD" } }],
      ["search_rooms", { must: { roomType: "STE" } }],
    ],
    effects: [["book_stay", { quotes: ["quote_1", "quote_2"] }]],
  },
  {
    name: "everything in one breath, with breakfast for everybody",
    steps: [
      [
        "i need a standard double and a twin room for four adults from december 10 to december 12 with breakfast",
        /one Standard Double and one Twin Room.*breakfast for everybody.*in total/s,
        "yes_no",
      ],
      ["yes", /name/],
      ...details,
      ["yes", /booked.*codes/s],
    ],
    effects: [["book_stay", { quotes: ["quote_1", "quote_2"] }]],
  },
  {
    name: "parking is the booking's, once; the read-back says so",
    steps: [
      [
        "i need a standard double and a twin room for four adults from december 10 to december 12 with parking",
        /parking once for the booking.*in total/s,
        "yes_no",
      ],
      ["yes", /name/],
      ...details.slice(0, 1),
      [details[1], /parking once for the booking.*total/s, "yes_no"],
      ["yes", /booked.*codes/s],
    ],
    reads: [["quote_stay", { extras: [{ code: "PRK", qty: 1 }] }]],
    effects: [["book_stay", { quotes: ["quote_1", "quote_2"] }]],
    never: /parking for each room/,
  },
  {
    name: "parking for each of the rooms, because the guest says so",
    steps: [
      [
        "i need a standard double and a twin room for four adults from december 10 to december 12 with parking for each room",
        /parking for each room.*in total/s,
        "yes_no",
      ],
      ["yes", /name/],
      ...details,
      ["yes", /booked.*codes/s],
    ],
    effects: [["book_stay", { quotes: ["quote_1", "quote_2"], extrasPerRoom: true }]],
  },
  {
    name: "a type that is counted again has the new count",
    steps: [
      [
        "a twin room and a garden suite from december 10 to december 12 for four adults",
        /one Twin Room and one Garden Suite/,
      ],
      ["make it two twin rooms", /two Twin Rooms and one Garden Suite/, "yes_no"],
      ["yes", /name/],
      ...details,
      ["yes", /booked.*codes/s],
    ],
    effects: [["book_stay", { quotes: ["quote_3", "quote_4"] }]],
  },
  {
    name: "only one of them after all",
    steps: [
      "a twin room and a garden suite from december 10 to december 12 for two adults",
      ["just the garden suite please", /Garden Suite/, "yes_no"],
      ["yes", /name/],
      ...details,
      ["yes", /code/],
    ],
    effects: [["book_stay", { quotes: ["quote_3"] }]],
    never: /two Garden Suites/,
  },
  {
    name: "one of the types is full: nothing is booked in part",
    arrange: (world) => {
      for (const night of ["2026-12-10", "2026-12-11"]) world.left[`STE:${night}`] = 0;
    },
    steps: [
      [
        "a standard double and a garden suite from december 10 to december 12 for four adults",
        /Garden Suite.*instead/,
        "open",
      ],
      ["then just a standard double and make it two adults", /Standard Double/, "yes_no"],
      ["yes", /name/],
      ...details,
      ["yes", /code/],
    ],
    effects: [["book_stay", { quotes: ["quote_1"] }]],
  },
  {
    name: "more guests than the rooms hold",
    steps: [
      [
        "a standard double and a twin room from december 10 to december 12 for seven adults",
        /do not fit/,
        "open",
      ],
      ["make it four adults", /one Standard Double and one Twin Room/, "yes_no"],
      ["no thanks bye", /./],
    ],
  },
  {
    name: "three types are more than a call holds: the events team hears of it",
    steps: [
      [
        "a standard double and a twin room and a garden suite from december 10 to december 12 for six adults",
        /name|team|colleague|offer/i,
      ],
    ],
    never: /is booked/,
  },
  {
    name: "a confirmed guest without a room gets another one and pays nothing",
    arrange: (world) => {
      for (const stay of world.stays) if (stay.code === "K7MQ2R") stay.noRoom = true;
    },
    steps: [
      ["i was told that you have no room for me", /surname/],
      ["okafor", /code|number/],
      ["k 7 m q 2 r", /problem with your room.*Shall I/, "yes_no"],
      ["yes please", /instead, and you pay nothing more\. Shall I/, "yes_no"],
      ["mm", /\?/, "yes_no"],
      ["yes", /code/],
    ],
    reads: [["get_stay"], ["preview_relocation"]],
    effects: [["commit_change"]],
  },
  {
    name: "no other room either: the manager calls back",
    arrange: (world) => {
      world.defaultLeft = 0;
      for (const stay of world.stays) if (stay.code === "K7MQ2R") stay.noRoom = true;
    },
    steps: [
      ["check my booking please", /surname/],
      ["okafor", /code|number/],
      ["k 7 m q 2 r", /problem with your room/, "yes_no"],
      ["yes please", /manager call you back/, "yes_no"],
      ["yes please", /number|name/],
    ],
    reads: [["preview_relocation"]],
    never: /nothing more/,
  },
  {
    name: "what can be done is not wanted now",
    arrange: (world) => {
      for (const stay of world.stays) if (stay.code === "K7MQ2R") stay.noRoom = true;
    },
    steps: [
      "check my booking please",
      "okafor",
      ["k 7 m q 2 r", /problem/, "yes_no"],
      ["no", /as it is|leave|changed|stays/i],
    ],
    effects: [],
  },
];
