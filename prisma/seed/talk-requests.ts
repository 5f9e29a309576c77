import { sayDate } from "@/server/features/summaries/say";
import { addDays } from "@/server/kernel/dates";
import type { RequestKind } from "@/server/tools/requests";
import { type Ending, goodbye, greet, nameOf, type Scene, s } from "./conversation";
import type { SeedStay } from "./stays";

interface Need {
  kind: RequestKind;
  says: string;
  summary: string;
  department: string;
  promise?: string;
  minutes: number;
  urgency: "normal" | "soon" | "urgent";
  items?: { item: string; qty: number }[];
}
const NEEDS: readonly Need[] = [
  {
    kind: "housekeeping_item",
    says: "Could we have two more towels?",
    summary: "Two more towels",
    department: "housekeeping",
    promise: "within twenty minutes",
    minutes: 20,
    urgency: "normal",
    items: [{ item: "towel", qty: 2 }],
  },
  {
    kind: "housekeeping_item",
    says: "We need an extra pillow and a blanket.",
    summary: "One pillow and one blanket",
    department: "housekeeping",
    promise: "within twenty minutes",
    minutes: 20,
    urgency: "normal",
    items: [
      { item: "pillow", qty: 1 },
      { item: "blanket", qty: 1 },
    ],
  },
  {
    kind: "housekeeping_service",
    says: "Could somebody make up the room now?",
    summary: "Make up the room",
    department: "housekeeping",
    promise: "within the hour",
    minutes: 60,
    urgency: "normal",
  },
  {
    kind: "maintenance",
    says: "The heating stays cold, whatever I do.",
    summary: "Heating stays cold",
    department: "maintenance",
    promise: "within three quarters of an hour",
    minutes: 45,
    urgency: "soon",
  },
  {
    kind: "maintenance",
    says: "The shower drain is blocked.",
    summary: "Shower drain blocked",
    department: "maintenance",
    promise: "within three quarters of an hour",
    minutes: 45,
    urgency: "soon",
  },
  {
    kind: "luggage",
    says: "Can somebody help with four suitcases?",
    summary: "Help with four suitcases",
    department: "front desk",
    promise: "within a quarter of an hour",
    minutes: 15,
    urgency: "normal",
  },
];

function file(
  scene: Scene,
  stay: SeedStay,
  need: Need,
  sentiment: Ending["sentiment"],
  outcome: Ending["outcome"] = "request",
): Ending {
  const { dialogue: d } = scene;
  const room = stay.room?.number ?? "";
  const ref = scene.ref();
  const due = new Date(scene.startedAt.getTime() + d.ms + need.minutes * 60_000).toISOString();
  const say = `That is logged for ${need.department}${need.promise ? `, usually ${need.promise}` : ""}. Your reference is ${s.code(ref)}.`;
  const input = {
    kind: need.kind,
    summary: need.summary,
    room,
    name: stay.guest.last,
    ...(need.items ? { items: need.items } : {}),
  };
  const facts = d.use("create_request", input, {
    data: { request: "req_1", department: need.department, due },
    facts: [
      { kind: "confirmation", subject: "req_1", name: "ref", value: ref, spoken: s.code(ref) },
      ...(need.promise
        ? [
            {
              kind: "promise" as const,
              subject: "req_1",
              name: "promise",
              value: need.promise,
              spoken: need.promise,
            },
          ]
        : []),
    ],
    say,
    ref: { code: ref, spoken: s.code(ref) },
    next: ["update_request", "end_call"],
  });
  d.say(say, Object.values(facts));
  goodbye(d, sentiment === "negative" ? "I hope so." : "Thank you!");
  return {
    outcome,
    intent: need.kind === "noise_or_nuisance" || need.kind === "complaint" ? "complaint" : "request",
    sentiment,
    reason: "done",
    summary: `Room ${room}: ${need.summary.toLowerCase()}. Logged for ${need.department}.`,
    request: {
      ref,
      kind: need.kind,
      department: need.department,
      urgency: need.urgency,
      summary: need.summary,
      room,
      guestName: stay.guest.last,
      contact: stay.guest.phone,
      dueMinutes: need.minutes,
      ...(need.items ? { items: need.items } : {}),
    },
  };
}

export function requestForRoom(scene: Scene, stay: SeedStay): Ending {
  const { dialogue: d, rng } = scene;
  const need = rng.pick(NEEDS);
  greet(scene);
  d.guest(`${need.says}`);
  d.say("Of course. Which room, and what name?", [], "question");
  d.guest(`Room ${s.digits(stay.room?.number ?? "")}, ${stay.guest.last}.`);
  return file(scene, stay, need, rng.chance(0.7) ? "positive" : "neutral");
}

export function complainOfNoise(scene: Scene, stay: SeedStay): Ending {
  const { dialogue: d } = scene;
  greet(scene);
  d.guest("This is the second time I call. The room above us is having a party and nobody came.");
  d.say("I am sorry. I am telling the duty manager now. Which room are you in?", [], "question");
  d.guest(`${s.digits(stay.room?.number ?? "")}. ${stay.guest.last}.`);
  const need: Need = {
    kind: "noise_or_nuisance",
    says: "",
    summary: "Loud party in the room above, second call",
    department: "duty manager",
    promise: "at once",
    minutes: 10,
    urgency: "urgent",
  };
  return {
    ...file(scene, stay, need, "negative"),
    followUp: "Apologise at breakfast and offer a quieter room.",
  };
}

export function complainOfBill(scene: Scene, stay: SeedStay): Ending {
  const { dialogue: d } = scene;
  greet(scene);
  d.guest("I was charged for a garage space and I came by train.");
  d.say(
    "I am sorry about that. The duty manager can put it right. What is the surname on the bill?",
    [],
    "question",
  );
  d.guest(`${stay.guest.last}. I want somebody to call me.`);
  const need: Need = {
    kind: "manager_callback",
    says: "",
    summary: "Charged for a garage space, came by train",
    department: "duty manager",
    promise: "within two hours",
    minutes: 120,
    urgency: "soon",
  };
  return {
    ...file(scene, stay, need, "negative"),
    intent: "complaint",
    followUp: "Check the folio and call back.",
  };
}

export function wakeUp(scene: Scene, stay: SeedStay): Ending {
  const { dialogue: d, rng, today } = scene;
  const date = addDays(today, 1);
  const time = rng.pick(["05:15", "06:00", "06:30", "07:00", "07:45"]);
  const room = stay.room?.number ?? "";
  const ref = scene.ref();
  greet(scene);
  d.guest(`Please wake me tomorrow at ${s.time(time)}.`);
  d.say("Gladly. Which room, and what name?", [], "question");
  d.guest(`${s.digits(room)}, ${nameOf(stay.guest)}.`);
  const say = `Your wake-up call for room ${s.digits(room)} is set for ${s.time(time)} on ${s.date(date, today)}. Your reference is ${s.code(ref)}.`;
  const facts = d.use(
    "set_wakeup",
    { room, name: stay.guest.last, date, time },
    {
      data: {
        at: { date, weekday: scene.weekday(date) },
        time,
        replaced: false,
        noAnswer: "After two calls somebody knocks.",
      },
      facts: [
        {
          kind: "date",
          name: "date",
          value: { date, weekday: scene.weekday(date) },
          spoken: s.date(date, today),
        },
        { kind: "time", name: "time", value: time, spoken: s.time(time) },
        { kind: "confirmation", name: "ref", value: ref, spoken: s.code(ref) },
      ],
      say,
      ref: { code: ref, spoken: s.code(ref) },
      next: ["end_call"],
    },
  );
  d.say(say, Object.values(facts));
  goodbye(d, "Thank you, good night.");
  return {
    outcome: "request",
    intent: "wakeup",
    sentiment: "positive",
    reason: "done",
    summary: `Wake-up call for room ${room} on ${sayDate(date)} at ${time}.`,
    wakeup: { room, guestName: stay.guest.last, date, time, ref },
  };
}

const MESSAGES = [
  "The meeting has moved to nine o'clock. Please bring the drawings.",
  "Her sister arrives on the evening train and needs no pick-up.",
  "Please call the office before five.",
  "The concert tickets are at the front desk of the theatre.",
];

export function leaveMessage(scene: Scene, stay: SeedStay): Ending {
  const { dialogue: d, rng } = scene;
  const text = rng.pick(MESSAGES);
  const sender = scene.guest
    ? nameOf(scene.guest)
    : rng.pick(["Martin Hale", "Dr. Lorenz", "the theatre office"]);
  const ref = scene.ref();
  greet(scene);
  d.guest(`Could you give a message to ${nameOf(stay.guest)}?`);
  d.say("I can take a message. What shall I say, and from whom?", [], "question");
  d.guest(`${text} It is from ${sender}.`);
  const say = `I have taken the message. If the person is staying with us, it will reach them within the hour. Your reference is ${s.code(ref)}.`;
  const facts = d.use(
    "take_message",
    {
      recipientFirst: stay.guest.first,
      recipientLast: stay.guest.last,
      from: sender,
      callback: "[phone]",
      text,
    },
    {
      data: { taken: true },
      facts: [{ kind: "confirmation", name: "ref", value: ref, spoken: s.code(ref) }],
      say,
      ref: { code: ref, spoken: s.code(ref) },
      next: ["end_call"],
    },
  );
  d.say(say, Object.values(facts));
  goodbye(d, "Thank you, bye.");
  return {
    outcome: "message",
    intent: "message",
    sentiment: "neutral",
    reason: "done",
    summary: `${sender} left a message for ${nameOf(stay.guest)}.`,
    message: {
      ref,
      first: stay.guest.first,
      last: stay.guest.last,
      sender,
      callback: scene.guest?.phone ?? null,
      text,
    },
  };
}

export function lostItem(scene: Scene, stay: SeedStay): Ending {
  const { dialogue: d, rng } = scene;
  const item = rng.pick(["a grey scarf", "a phone charger", "reading glasses", "a blue notebook"]);
  const ref = scene.ref();
  greet(scene);
  d.guest(`I think I left ${item} in my room.`);
  d.say("Let me report it. Your name, and which room was it?", [], "question");
  d.guest(`${nameOf(stay.guest)}, ${s.digits(stay.room?.number ?? "")}.`);
  const say = `I have reported it to lost and found. We keep things for ninety days. Your reference is ${s.code(ref)}.`;
  const facts = d.use(
    "report_lost_item",
    { item, where: "the room", room: stay.room?.number ?? "", name: nameOf(stay.guest), contact: "[phone]" },
    {
      data: { keepDays: 90 },
      facts: [
        { kind: "policy", subject: "lost_and_found", name: "keepDays", value: 90, spoken: "ninety days" },
        { kind: "confirmation", name: "ref", value: ref, spoken: s.code(ref) },
      ],
      say,
      ref: { code: ref, spoken: s.code(ref) },
      next: ["end_call"],
    },
  );
  d.say(say, Object.values(facts));
  goodbye(d, "Thank you, I hope it turns up.");
  return {
    outcome: "request",
    intent: "lost_item",
    sentiment: "neutral",
    reason: "done",
    summary: `${nameOf(stay.guest)} lost ${item} in room ${stay.room?.number}.`,
    followUp: `Look for ${item} and call back.`,
    request: {
      ref,
      kind: "other",
      department: "front desk",
      urgency: "normal",
      summary: `Lost: ${item}`,
      room: stay.room?.number ?? null,
      guestName: nameOf(stay.guest),
      contact: stay.guest.phone,
      dueMinutes: null,
    },
  };
}
