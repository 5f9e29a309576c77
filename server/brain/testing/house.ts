import type { NewFact, ToolInput } from "@/server/tools";
import { dated } from "./selling";
import { type Answered, fail, makeCode, nextHandle, spoken, type World } from "./world";

const logged = (
  world: World,
  kind: string,
  args: Record<string, unknown>,
  length = 4,
): { ref: { code: string; spoken: string }; fact: NewFact } => {
  const code = makeCode(world, length);
  world.records.push({ kind, ref: code, args });
  return {
    ref: { code, spoken: spoken.code(code) },
    fact: { kind: "confirmation", subject: kind, name: "ref", value: code, spoken: spoken.code(code) },
  };
};

const DEPARTMENT: Record<string, string> = {
  maintenance: "maintenance",
  noise_or_nuisance: "security",
  complaint: "the duty manager",
  luggage: "the porters",
  verification_help: "the front desk",
};

export function createRequest(world: World, input: ToolInput<"create_request">): Answered {
  const { ref, fact } = logged(world, "request", input);
  const department =
    DEPARTMENT[input.kind] ?? (input.kind.startsWith("housekeeping") ? "housekeeping" : "the front desk");
  return {
    ok: true,
    data: { request: nextHandle(world, "req"), department },
    facts: [
      fact,
      {
        kind: "promise",
        subject: "request",
        name: "usually",
        value: 20,
        spoken: "usually within twenty minutes",
      },
    ],
    say: `That is logged for ${department}, usually within twenty minutes, with the reference ${ref.spoken}.`,
    ref,
  };
}

export function getRequest(world: World, input: ToolInput<"get_request">): Answered {
  const found = world.records
    .filter((r) => r.kind === "request" && (!input.room || r.args.room === input.room))
    .at(-1);
  if (!found) return fail("not_found", "I find no open request for that room. Shall I log one?");
  return {
    ok: true,
    data: { request: nextHandle(world, "req"), state: "open", department: "housekeeping" },
    facts: [
      {
        kind: "confirmation",
        subject: "request",
        name: "state",
        value: "open",
        spoken: "open with housekeeping",
      },
    ],
    say: "Your request is open with housekeeping.",
  };
}

export function updateRequest(world: World, input: ToolInput<"update_request">): Answered {
  if (!world.records.some((r) => r.kind === "request"))
    return fail("not_found", "I find no such request. What is its reference?");
  world.records.push({ kind: "request_update", ref: input.request ?? "", args: input });
  const state = input.cancel ? "cancelled" : "being done";
  return {
    ok: true,
    data: { request: input.request ?? "req_1", state, department: "housekeeping" },
    facts: [{ kind: "confirmation", subject: "request", name: "state", value: state, spoken: state }],
    say: input.cancel ? "That request is cancelled." : "I have added that, and it is with housekeeping.",
  };
}

export function setWakeup(world: World, input: ToolInput<"set_wakeup">): Answered {
  const before = world.records.find((r) => r.kind === "wakeup" && r.args.room === input.room);
  const { ref, fact } = logged(world, "wakeup", input);
  return {
    ok: true,
    data: { at: dated(input.date), time: input.time, replaced: before !== undefined },
    facts: [
      fact,
      { kind: "time", subject: "wakeup", name: "at", value: input.time, spoken: spoken.time(input.time) },
      {
        kind: "date",
        subject: "wakeup",
        name: "date",
        value: dated(input.date),
        spoken: spoken.date(input.date),
      },
    ],
    say: `Your wake-up call is set for ${spoken.time(input.time)} on ${spoken.date(input.date)}.`,
    ref,
  };
}

export function cancelWakeup(world: World, input: ToolInput<"cancel_wakeup">): Answered {
  const { fact } = logged(world, "wakeup_cancelled", input);
  return { ok: true, data: { cancelled: true }, facts: [fact], say: "The wake-up call is cancelled." };
}

export function setDoNotDisturb(world: World, input: ToolInput<"set_do_not_disturb">): Answered {
  const { fact } = logged(world, "dnd", input);
  return {
    ok: true,
    data: { on: input.on },
    facts: [fact],
    say: input.on
      ? "Calls to your room are held, and emergencies still come through."
      : "Calls come through to your room again.",
  };
}

export function takeMessage(world: World, input: ToolInput<"take_message">): Answered {
  const { ref, fact } = logged(world, "message", input);
  return {
    ok: true,
    data: { taken: true },
    facts: [fact],
    say: `If a guest of that name is with us, they will get it, with the reference ${ref.spoken}.`,
    ref,
  };
}

export function reportLostItem(world: World, input: ToolInput<"report_lost_item">): Answered {
  const { ref, fact } = logged(world, "lost", input);
  return {
    ok: true,
    data: { keepDays: 90 },
    facts: [fact, { kind: "promise", subject: "lost", name: "keepDays", value: 90, spoken: "ninety days" }],
    say: `It is reported, and we keep such things for ninety days, with the reference ${ref.spoken}.`,
    ref,
  };
}

export function raiseEmergency(world: World, input: ToolInput<"raise_emergency">): Answered {
  const { fact } = logged(world, "emergency", input);
  const script =
    input.kind === "fire"
      ? ["Leave the room now.", "Close the door behind you.", "Use the stairs, not the lift."]
      : ["Stay with the person.", "Keep the door open."];
  return {
    ok: true,
    data: { alarm: true, state: "raised", number: "112", script },
    facts: [fact, { kind: "contact", name: "emergencyNumber", value: "112", spoken: spoken.digits("112") }],
    say: "I have alarmed our team. You can dial one one two yourself.",
  };
}

export function transferCall(world: World, input: ToolInput<"transfer_call">): Answered {
  const entry = world.opening.directory.find((d) => d.destination === input.destination);
  if (!entry) return fail("not_found", "Whom would you like to speak to?");
  if (!entry.open) {
    return {
      ok: true,
      data: {
        state: "closed",
        destination: entry.destination,
        closedUntil: "tomorrow at nine",
        fallback: "callback",
      },
      facts: [
        {
          kind: "time",
          subject: entry.destination,
          name: "closedUntil",
          value: "09:00",
          spoken: "tomorrow at nine in the morning",
        },
      ],
      say: `${entry.spokenName} is closed until tomorrow at nine in the morning.`,
    };
  }
  logged(world, "transfer", input);
  return {
    ok: true,
    data: { state: "connecting", destination: entry.destination },
    facts: [
      {
        kind: "confirmation",
        subject: entry.destination,
        name: "connecting",
        value: true,
        spoken: `connecting to ${entry.spokenName}`,
      },
    ],
    say: `I am connecting you to ${entry.spokenName}.`,
  };
}

export function scheduleCallback(world: World, input: ToolInput<"schedule_callback">): Answered {
  const { ref, fact } = logged(world, "callback", input);
  return {
    ok: true,
    data: { request: nextHandle(world, "req"), window: "within two hours" },
    facts: [
      fact,
      { kind: "promise", subject: "callback", name: "window", value: "PT2H", spoken: "within two hours" },
    ],
    say: `A person will call you back within two hours, with the reference ${ref.spoken}.`,
    ref,
  };
}

export function getPolicy(world: World, input: ToolInput<"get_policy">): Answered {
  const topic = world.policies[input.topic];
  const entries = Object.entries(topic ?? {}).filter(([name]) => !input.field || name === input.field);
  const first = entries[0];
  if (!first)
    return fail("not_found", "I do not know that. Shall I find out for you?", {
      field: input.field ?? input.topic,
    });
  return {
    ok: true,
    data: { topic: input.topic, fields: Object.fromEntries(entries.map(([name, f]) => [name, f.value])) },
    facts: entries.map(([name, f]) => ({
      kind: "policy",
      subject: input.topic,
      name,
      value: String(f.value),
      spoken: f.spoken,
    })),
    say: first[1].spoken,
  };
}

export function askKnowledge(world: World, input: ToolInput<"ask_knowledge">): Answered {
  const hit = world.articles.find((a) => a.words.test(input.question.toLowerCase()));
  if (!hit) return fail("not_found", "I do not know that. Shall I find out for you?");
  return {
    ok: true,
    data: { passages: [{ articleId: hit.id, title: hit.title, text: hit.text }] },
    facts: [{ kind: "knowledge", subject: hit.title, name: "passage", value: hit.text, spoken: hit.text }],
    say: hit.text,
  };
}

export const listEvents = (_world: World, input: ToolInput<"list_events">): Answered => ({
  ok: true,
  data: { events: [{ name: "Jazz evening", place: "the lobby bar", time: "20:00", openTo: "everyone" }] },
  facts: [
    {
      kind: "knowledge",
      subject: input.date,
      name: "events",
      value: "Jazz evening",
      spoken: "a jazz evening in the lobby bar at eight in the evening",
    },
  ],
  say: "There is a jazz evening in the lobby bar at eight in the evening.",
});

export const textInfo = (world: World, input: ToolInput<"text_info">): Answered => {
  if (!world.opening.caller.number)
    return fail("missing", "Which number should I text?", { field: "number" });
  logged(world, "text", input);
  return {
    ok: true,
    data: { maskedContact: "••••432" },
    facts: [{ kind: "contact", subject: "caller", name: "sent", value: true, spoken: "sent to your number" }],
    say: "I have texted it to the number you are calling from.",
  };
};
