import type { Dialogue } from "./shape";

const details = ["Anna Meyer", "0151 23456789"] as const;

/** Changes of mind, doubtful dates, full nights: the last word wins and everything else stays. */
export const corrections: readonly Dialogue[] = [
  {
    name: "no, the sixth",
    steps: [
      "a room for two from the fifth for two nights in december",
      ["no the sixth", /sixth of December/],
      ["yes", /name/],
      ...details,
      "yes",
    ],
    reads: [["search_rooms", { checkIn: "2026-12-06", checkOut: "2026-12-08" }]],
    effects: [["book_stay"]],
  },
  {
    name: "a correction within one sentence",
    steps: [
      [
        "i need a room from the 5th no the 6th to the 8th of december for two, sorry, three people",
        /sixth of December/,
      ],
      "yes",
      ...details,
      "yes",
    ],
    reads: [["search_rooms", { checkIn: "2026-12-06", checkOut: "2026-12-08", adults: 3 }]],
    effects: [["book_stay"]],
  },
  {
    name: "yes but make it three nights",
    steps: [
      "a double room tomorrow for two nights for two adults",
      ["yes but make it three nights", /three nights/, "yes_no"],
      ["yes", /name/],
      ...details,
      ["yes", /code/],
    ],
    reads: [["search_rooms", { checkIn: "2026-11-19", checkOut: "2026-11-22" }]],
    effects: [["book_stay"]],
  },
  {
    name: "actually make it the deluxe",
    steps: [
      "room for two from the 10th to the 12th of december",
      ["actually make it the deluxe", /Deluxe Double.*three hundred and sixty euros/],
      "yes please",
      ...details,
      ["yes", /code/],
    ],
    effects: [["book_stay"]],
  },
  {
    name: "a correction at the read-back",
    steps: [
      "room for two from the 10th to the 12th of december",
      "yes",
      ...details,
      ["no it's for three adults", /three adults|Deluxe|three hundred/],
      ["yes", /three adults/],
      ["yes", /code/],
    ],
    reads: [
      ["search_rooms", { adults: 2 }],
      ["search_rooms", { adults: 3 }],
    ],
    effects: [["book_stay"]],
    never: /name is the booking for.*name is the booking for/s,
  },
  {
    name: "a new phone number at the read-back",
    steps: [
      "room for one on december 10 for one night",
      "yes",
      ...details,
      ["no my number is 0170 7654321", /three two one/],
      ["that's correct", /code/],
    ],
    effects: [["book_stay", { guest: { phone: "+491707654321" } }]],
  },
  {
    name: "a new name at the read-back",
    steps: [
      "room for one on december 10 for one night",
      "yes",
      ...details,
      ["no the name is Mayer, M A Y E R", /Mayer/],
      ["yes", /code/],
    ],
    effects: [["book_stay", { guest: { last: "Mayer" } }]],
  },
  {
    name: "no at the read-back asks what to change",
    steps: [
      "room for one on december 10 for one night",
      "yes",
      ...details,
      ["no", /change/, "open"],
      ["add breakfast please", /breakfast/],
      ["yes", /breakfast/],
      ["yes", /code/],
    ],
    effects: [["book_stay"]],
  },
  {
    name: "mm is no yes",
    steps: [
      "room for two on december 10 for one night",
      ["mm", /yes or no/, "yes_no"],
      ["yes", /name/],
      ...details,
      ["hmm", /yes or no/, "yes_no"],
      ["yes", /code/],
    ],
    effects: [["book_stay"]],
  },
  {
    name: "a question is no yes",
    steps: [
      "room for two on december 10 for one night",
      "yes",
      ...details,
      ["is breakfast included?", /breakfast is extra/, "yes_no"],
      ["yes", /code/],
    ],
    effects: [["book_stay"]],
  },
  {
    name: "Friday the fifth is a Saturday",
    steps: [
      [
        "a room for friday the fifth of december for two nights for two",
        /Saturday the fifth of December or Friday the fourth of December/,
        "choice",
      ],
      ["friday", /fourth of December/],
      "yes",
      ...details,
      "yes",
    ],
    reads: [["search_rooms", { checkIn: "2026-12-04", checkOut: "2026-12-06" }]],
    effects: [["book_stay"]],
  },
  {
    name: "twelve eleven is two days",
    steps: [
      [
        "i'd like a room on 12/11 for one night for two",
        /twelfth of November.*or.*eleventh of December/,
        "choice",
      ],
      ["the second one", /eleventh of December/],
      "yes",
      ...details,
      "yes",
    ],
    reads: [["search_rooms", { checkIn: "2026-12-11" }]],
    effects: [["book_stay"]],
  },
  {
    name: "a day gone by is pointed out",
    steps: [
      ["a room from november tenth for two nights", /passed|behind/, "date"],
      ["oh sorry december tenth", /tenth of December/],
      "one adult",
      "yes",
      ...details,
      "yes",
    ],
    reads: [["search_rooms", { checkIn: "2026-12-10", checkOut: "2026-12-12" }]],
    effects: [["book_stay"]],
  },
  {
    name: "a day that does not exist",
    steps: [
      ["a room from february 30th for two nights for two", /calendar|no such/],
      ["february 27th then", /twenty-seventh of February/],
      "no thanks",
      "no",
    ],
    reads: [["search_rooms", { checkIn: "2027-02-27", checkOut: "2027-03-01" }]],
  },
  {
    name: "some time next week is asked",
    steps: [
      ["we'd like a room some time next week for two", /exact day/, "date"],
      ["wednesday", /Wednesday the twenty-fifth|Wednesday/],
      "two nights",
      "no thank you",
      "no that's all",
    ],
  },
  {
    name: "a few nights is asked",
    steps: [
      ["a room from the tenth of december for a few nights for two adults", /number/, "nights"],
      ["four", /tenth of December/],
      "too expensive",
      "no",
      "goodbye",
    ],
    reads: [["search_rooms", { checkIn: "2026-12-10", checkOut: "2026-12-14" }]],
  },
  {
    name: "leaving before arriving",
    steps: [
      ["from the 10th of december to the 8th of december for two", /before/, "date"],
      ["the 12th", /tenth of December/],
      "never mind",
      "no",
    ],
    reads: [["search_rooms", { checkIn: "2026-12-10", checkOut: "2026-12-12" }]],
  },
  {
    name: "a family of four",
    steps: [
      ["a room for a family of four from the 10th to the 12th of december", /adults/, "party"],
      ["two", /ages|old/],
      ["three and nine", /Garden Suite/],
      "no",
      "no",
    ],
    reads: [["search_rooms", { adults: 2, childAges: [3, 9] }]],
  },
  {
    name: "the wished type is full and the other is taken",
    arrange: (world) => {
      world.left["DLX:2026-12-10"] = 0;
    },
    steps: [
      ["a deluxe double on december 10 for one night for two adults", /Standard Double/, "yes_no"],
      ["yes", /Standard Double.*hundred and twenty euros/],
      "yes",
      ...details,
      ["yes", /code/],
    ],
    effects: [["book_stay"]],
  },
  {
    name: "the wished type is full and other days are offered",
    arrange: (world) => {
      world.left["DLX:2026-12-10"] = 0;
    },
    steps: [
      "a deluxe double on december 10 for one night for two adults",
      ["no", /eleventh to Saturday/],
      ["yes", /eleventh of December/],
      "yes",
      ...details,
      ["yes", /code/],
    ],
    reads: [["search_rooms", { checkIn: "2026-12-11", checkOut: "2026-12-12" }]],
    effects: [["book_stay"]],
  },
  {
    name: "everything is full",
    arrange: (world) => {
      world.defaultLeft = 0;
    },
    steps: [
      ["a room for two from december 10 to december 12", /nothing free|full/, "date"],
      ["then the 3rd of january for two nights", /nothing free|full/],
      "no never mind",
      "no bye",
    ],
  },
  {
    name: "the hold lapses before the yes",
    arrange: (world) => {
      const books = world.quotes;
      Object.defineProperty(world, "quotes", {
        value: new Proxy(books, {
          get: (target, key, receiver) =>
            key === "push"
              ? (q: (typeof books)[number]) => target.push({ ...q, live: target.length > 0 && q.live })
              : (Reflect.get(target, key, receiver) as unknown),
        }),
      });
    },
    steps: [
      "a room for two on december 10 for one night",
      "yes",
      ...details,
      ["yes", /looked again/, "yes_no"],
      ["yes", /Anna Meyer/],
      ["yes", /code/],
    ],
    effects: [["book_stay"]],
  },
  {
    name: "cheaper, then another room",
    steps: [
      "a deluxe double from the 10th to the 12th of december for two",
      ["do you have something cheaper", /Twin|Standard|lowest/],
      ["no", /other dates/],
      ["another room please", /Standard|Twin|Garden|not hold/],
      "no thanks",
      "no",
      "bye",
    ],
  },
  {
    name: "start over",
    steps: [
      "a room for two from the 10th to the 12th of december",
      ["let's start over", /beginning|again/],
      ["a room for one from the 20th of december for one night", /twentieth of December/],
      "no",
      "no",
      "no thank you",
    ],
    reads: [["search_rooms", { checkIn: "2026-12-20", adults: 1 }]],
  },
  {
    name: "asks again what was said",
    steps: [
      "a room for two from the 10th to the 12th of december",
      ["sorry what did you say?", /tenth of December.*total/],
      ["can you repeat that", /tenth of December.*total/],
      "no thanks",
      "no",
    ],
  },
  {
    name: "wants time to think",
    steps: [
      "a room for two from the 10th to the 12th of december",
      ["hold on a second", /time|wait/],
      ["ok yes", /name/],
      ...details,
      "yes",
    ],
    effects: [["book_stay"]],
  },
  {
    name: "a party too large",
    steps: [
      ["i need rooms for 25 people from the 10th to the 12th of december", /events team/],
      "Jonas Weber",
      ["0151 23456789", /call|Jonas/],
      ["yes", /logged/],
      "no",
    ],
    effects: [["create_request", { kind: "events_team" }]],
  },
  {
    name: "the booking system is away",
    arrange: (world) => void world.away.add("search_rooms"),
    steps: [
      ["a room for two from the 10th to the 12th of december", /call you back/, "yes_no"],
      ["yes", /name/],
      "Anna Meyer",
      ["0151 23456789", /Anna Meyer/],
      ["yes", /call you back/],
    ],
    effects: [["schedule_callback", { topic: "unfinished_booking", number: "+4915123456789" }]],
  },
  {
    name: "an extra that can not be had",
    arrange: (world) => {
      world.extras = world.extras.filter((e) => e.code !== "PRK");
    },
    steps: [
      [
        "a room with parking for two from the 10th to the 12th of december",
        /not.*extra|extra.*not/,
        "yes_no",
      ],
      "no",
      "no",
      "no thanks bye",
    ],
  },
];
