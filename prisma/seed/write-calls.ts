import type { TenantDb } from "@/server/db";
import { instantAt } from "@/server/kernel/dates";
import { type Analyse, insertAll } from "./bulk";
import type { Calendar } from "./calendar";
import type { SeedCall } from "./calls";
import type { Rng } from "./random";
import type { House } from "./write-house";

const after = (call: SeedCall, ms: number): Date => new Date(call.startedAt.getTime() + ms);

/** Somebody sees to most flags within a day or two; the suggestion stays with the call. */
const stillOpen = (call: SeedCall, calendar: Calendar, rng: Rng): boolean =>
  call.ending.followUp !== undefined &&
  (rng.chance(0.12) || calendar.now.getTime() - call.startedAt.getTime() < rng.tail(36) * 3_600_000);

function callRow(house: House, call: SeedCall, calendar: Calendar, rng: Rng) {
  const { dialogue, ending } = call;
  const latency = dialogue.latency();
  return {
    tenantId: house.tenantId,
    id: call.id,
    hotelId: house.hotelId,
    channel: call.channel,
    direction: "inbound",
    externalId: call.externalId,
    fromNumber: call.fromNumber,
    toNumber: call.channel === "browser" ? null : house.spec.number,
    guestId: call.guest?.id ?? null,
    language: "en",
    state: "ended",
    endReason: ending.reason,
    epoch: 1,
    position: dialogue.events.length,
    verification: ending.verification ?? "none",
    verifyAttempts: ending.verification === "booking" ? 1 : 0,
    verifiedReservationIds: ending.verification === "booking" && call.stay ? [call.stay.id] : [],
    ttsCharacters: dialogue.spoken,
    recordingMode: "notice",
    recordingRefused: false,
    transferTo: ending.outcome === "to_a_person" ? "+15550100110" : null,
    transferSummary: ending.outcome === "to_a_person" ? ending.summary : null,
    startedAt: call.startedAt,
    answeredAt: after(call, 400),
    endedAt: after(call, dialogue.ms),
    durationMs: dialogue.ms,
    outcome: ending.outcome,
    intent: ending.intent,
    intentConfidence: Math.round(rng.around(0.88, 0.03) * 100) / 100,
    sentiment: ending.sentiment,
    summary: ending.summary,
    followUp: stillOpen(call, calendar, rng),
    suggestedAction: ending.followUp ?? null,
    latencyP50Ms: latency?.p50 ?? null,
    latencyP95Ms: latency?.p95 ?? null,
  };
}

/** Calls with their events, transcripts, tool calls and usage. */
export async function writeCalls(
  db: TenantDb,
  house: House,
  calls: readonly SeedCall[],
  calendar: Calendar,
  rng: Rng,
  analyse: Analyse,
): Promise<void> {
  const { tenantId, hotelId } = house;
  const own = (call: SeedCall) => ({ tenantId, callId: call.id });
  await insertAll(
    db,
    tenantId,
    "call",
    calls.map((call) => callRow(house, call, calendar, rng)),
  );
  await analyse("call");
  const events = calls.flatMap((call) =>
    call.dialogue.events.map((body, i) => {
      const at = body.type === "guest_turn" ? body.endMs : body.atMs;
      return {
        ...own(call),
        position: i + 1,
        epoch: 1,
        sequence: i + 1,
        type: body.type,
        body,
        at: after(call, at),
      };
    }),
  );
  await insertAll(db, tenantId, "call_event", events, 5_000);
  const turns = calls.flatMap((call) =>
    call.dialogue.turns.map((turn) => ({ ...own(call), id: rng.id(after(call, turn.startMs)), ...turn })),
  );
  await insertAll(db, tenantId, "call_turn", turns);
  const tools = calls.flatMap((call) =>
    call.dialogue.toolCalls.map((tool) => ({
      ...own(call),
      id: rng.id(after(call, tool.atMs)),
      ...tool,
      createdAt: after(call, tool.atMs),
    })),
  );
  await insertAll(db, tenantId, "tool_call", tools);
  const usage = calls.flatMap((call) => {
    const at = after(call, call.dialogue.ms);
    const used = { call_seconds: Math.ceil(call.dialogue.ms / 1000), tts_characters: call.dialogue.spoken };
    return Object.entries(used).map(([kind, quantity]) => ({
      ...own(call),
      id: rng.id(at),
      hotelId,
      kind,
      quantity,
      at,
    }));
  });
  await insertAll(db, tenantId, "usage_record", usage);
}

/** What calls left to do: requests, wake-up calls and messages, as far along as their age allows. */
export async function writeTasks(
  db: TenantDb,
  house: House,
  calls: readonly SeedCall[],
  calendar: Calendar,
  rng: Rng,
): Promise<void> {
  const { tenantId, hotelId } = house;
  const requests = calls.flatMap((call) => {
    const { request } = call.ending;
    if (!request) return [];
    const { dueMinutes, items, ...fields } = request;
    const createdAt = after(call, call.dialogue.ms - 4_000);
    const hours = (calendar.now.getTime() - createdAt.getTime()) / 3_600_000;
    // Nobody's pillow waits for weeks: what is days old is over.
    const status =
      hours > 72
        ? rng.weighted([
            ["done", 95],
            ["cancelled", 5],
          ] as const)
        : hours > 3
          ? rng.weighted([
              ["done", 81],
              ["cancelled", 4],
              ["waiting", 15],
            ] as const)
          : rng.weighted([
              ["new", 26],
              ["doing", 26],
              ["waiting", 10],
              ["done", 38],
            ] as const);
    const closed = status === "done" || status === "cancelled";
    const closedAt = new Date(
      Math.min(calendar.now.getTime(), createdAt.getTime() + rng.int(8, 90) * 60_000),
    );
    return [
      {
        tenantId,
        hotelId,
        id: rng.id(createdAt),
        callId: call.id,
        status,
        items: items ?? [],
        ...fields,
        contactChecked: fields.contact !== null,
        nameMismatch: false,
        dueAt: dueMinutes === null ? null : new Date(createdAt.getTime() + dueMinutes * 60_000),
        createdAt,
        closedAt: closed ? closedAt : null,
      },
    ];
  });
  await insertAll(db, tenantId, "request", requests);
  const notes = requests
    .filter(({ status }) => status === "done" || status === "waiting")
    .filter(() => rng.chance(0.3))
    .map((request) => ({
      tenantId,
      id: rng.id(request.createdAt),
      requestId: request.id,
      createdAt: request.closedAt ?? request.createdAt,
      text:
        request.status === "done"
          ? rng.pick(["Done, guest was in.", "Brought up.", "Fixed and tried out."])
          : "Part ordered, comes tomorrow.",
    }));
  await insertAll(db, tenantId, "request_note", notes);
  const rung = new Set<string>();
  const wakeups = calls.flatMap((call) => {
    const { wakeup } = call.ending;
    if (!wakeup || rung.has(`${wakeup.room} ${wakeup.date}`)) return [];
    rung.add(`${wakeup.room} ${wakeup.date}`);
    const createdAt = after(call, call.dialogue.ms - 4_000);
    const status =
      instantAt(wakeup.date, wakeup.time, calendar.timeZone) > calendar.now
        ? "set"
        : rng.weighted([
            ["done", 90],
            ["missed", 6],
            ["cancelled", 4],
          ] as const);
    return [
      {
        tenantId,
        hotelId,
        id: rng.id(createdAt),
        callId: call.id,
        ...wakeup,
        status,
        secondCall: false,
        nameMismatch: false,
        createdAt,
      },
    ];
  });
  await insertAll(db, tenantId, "wakeup_call", wakeups);
  const messages = calls.flatMap((call) => {
    const { message } = call.ending;
    if (!message) return [];
    const { first, last, ...fields } = message;
    const createdAt = after(call, call.dialogue.ms - 4_000);
    const delivered = calendar.now.getTime() - createdAt.getTime() > 3_600_000;
    return [
      {
        tenantId,
        hotelId,
        id: rng.id(createdAt),
        callId: call.id,
        ...fields,
        recipientFirst: first,
        recipientLast: last,
        createdAt,
        reservationId: delivered ? (call.stay?.id ?? null) : null,
        deliveredAt: delivered ? new Date(createdAt.getTime() + rng.int(10, 55) * 60_000) : null,
      },
    ];
  });
  await insertAll(db, tenantId, "guest_message", messages);
}
