import { type Ending, goodbye, greet, policy, type Scene } from "./conversation";

const QUESTIONS = [
  {
    ask: "Do you have parking?",
    topic: "people",
    about: "parking",
    knowledge: "The garage has twenty-four spaces; a space costs twenty-four euros a night.",
    title: "Parking",
  },
  {
    ask: "How do I get to you from the airport?",
    topic: "place",
    about: "the way from the airport",
    knowledge:
      "The airport train takes twenty-two minutes to Harbour Station, then it is a six-minute walk along the quay.",
    title: "From the airport",
  },
  {
    ask: "When is the sauna open?",
    topic: "place",
    about: "sauna hours",
    knowledge:
      "The sauna is open from seven until ten in the morning and from four until nine in the evening.",
    title: "Sauna and plunge",
  },
  {
    ask: "What time is breakfast?",
    topic: "price_rules",
    about: "breakfast hours",
    knowledge: "Breakfast is from half past six until ten, at weekends until eleven.",
    title: "Breakfast",
  },
  {
    ask: "Is there anything for children?",
    topic: "people",
    about: "families",
    knowledge: "There is a play corner in the winter garden, and cots are free.",
    title: "Families",
  },
] as const;

const RULES = [
  {
    ask: "When can I check in?",
    topic: "arrival_departure",
    field: "checkInFrom",
    value: "15:00",
    spoken: "Check-in is from three in the afternoon.",
  },
  {
    ask: "Can I bring my dog?",
    topic: "people",
    field: "petKinds",
    value: "dogs up to twenty-five kilos",
    spoken: "We welcome dogs up to twenty-five kilos.",
  },
  {
    ask: "How can I pay?",
    topic: "payment",
    field: "cardBrands",
    value: "Visa, Mastercard, American Express",
    spoken: "We accept Visa, Mastercard and American Express.",
  },
  {
    ask: "How long can I keep the room on the last day?",
    topic: "arrival_departure",
    field: "lateCheckOutUntil",
    value: "14:00",
    spoken: "Late check-out is possible until two in the afternoon.",
  },
] as const;

const answered = (intent: string, summary: string): Ending => ({
  outcome: "answered",
  intent,
  sentiment: "positive",
  reason: "done",
  summary,
});

export function askKnowledge(scene: Scene): Ending {
  const { dialogue: d, rng } = scene;
  const q = rng.pick(QUESTIONS);
  const articleId = rng.id(scene.startedAt);
  greet(scene);
  d.guest(q.ask);
  const known = d.use(
    "ask_knowledge",
    { question: q.ask },
    {
      data: { passages: [{ articleId, title: q.title, text: q.knowledge }] },
      facts: [
        { kind: "knowledge", subject: articleId, name: q.title, value: q.knowledge, spoken: q.knowledge },
      ],
      say: q.knowledge,
      next: [],
    },
  );
  d.say(`${q.knowledge} Is there anything else?`, Object.values(known));
  goodbye(d, "No, that was all. Thank you.");
  return answered("question", `Asked about ${q.about} and got an answer.`);
}

export function askRule(scene: Scene): Ending {
  const { dialogue: d, rng } = scene;
  const q = rng.pick(RULES);
  greet(scene);
  d.guest(q.ask);
  const known = d.use(
    "get_policy",
    { topic: q.topic, field: q.field },
    {
      data: { topic: q.topic, fields: { [q.field]: q.value } },
      facts: [policy(q.topic, q.field, q.value, q.spoken)],
      say: q.spoken,
      next: ["ask_knowledge"],
    },
  );
  d.say(`${q.spoken} Is there anything else?`, Object.values(known));
  goodbye(d, "No, thank you.");
  return answered("question", `Asked: ${q.ask} Was told: ${q.spoken}`);
}

const PEOPLE = [
  {
    says: "I would like a table for tonight.",
    destination: "restaurant",
    name: "the restaurant",
    intent: "restaurant",
    summary: "Table for tonight",
  },
  {
    says: "We are planning a wedding party for sixty.",
    destination: "events",
    name: "the events team",
    intent: "group_booking",
    summary: "Wedding party for sixty people",
  },
  {
    says: "I would rather speak to a person.",
    destination: "front_desk",
    name: "the front desk",
    intent: "person",
    summary: "Wants to speak to a person",
  },
  {
    says: "Can I book a massage?",
    destination: "spa",
    name: "the spa",
    intent: "spa",
    summary: "Wants to book a massage",
  },
] as const;

export function toAPerson(scene: Scene): Ending {
  const { dialogue: d, rng } = scene;
  const wish = rng.pick(PEOPLE);
  greet(scene);
  d.guest(wish.says);
  d.say(`I can connect you to ${wish.name}. Shall I?`, [], "question");
  d.guest("Yes, please.");
  const say = `I am connecting you to ${wish.name} now.`;
  d.use(
    "transfer_call",
    { destination: wish.destination, summary: wish.summary, callerAgreed: true },
    {
      data: { state: "connecting", destination: wish.destination },
      say,
      next: [],
    },
  );
  d.say(say);
  d.end("transferred");
  return {
    outcome: "to_a_person",
    intent: wish.intent,
    sentiment: "neutral",
    reason: "transferred",
    summary: `${wish.summary}; connected to ${wish.name}.`,
  };
}

export function wrongNumber(scene: Scene): Ending {
  const { dialogue: d, rng } = scene;
  greet(scene);
  d.guest(
    rng.pick([
      "Is this the dentist?",
      "Hello, is that Rope Street Pharmacy?",
      "I want to pay my electricity bill.",
    ]),
  );
  d.say(`This is ${scene.house.spec.name}, a hotel. Can I help you with a room?`, [], "question");
  d.guest("Oh, sorry. Wrong number.");
  d.use("end_call", { reason: "wrong_number" }, { data: { ending: true }, say: "No problem. Goodbye." });
  d.say("No problem. Goodbye.");
  d.end("wrong_number");
  return {
    outcome: "answered",
    intent: "wrong_number",
    sentiment: "neutral",
    reason: "wrong_number",
    summary: "A wrong number.",
  };
}

export function silent(scene: Scene): Ending {
  const { dialogue: d } = scene;
  greet(scene);
  d.say("Are you still there?", [], "question");
  d.end("silence");
  return {
    outcome: "abandoned",
    intent: "unknown",
    sentiment: "neutral",
    reason: "silence",
    summary: "Nobody spoke.",
  };
}
