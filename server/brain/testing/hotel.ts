import type { BrainIo } from "@/server/brain/port";
import type { CallOpening } from "@/server/line/contract";
import { type ToolFailure, type ToolName, type ToolResult, tools } from "@/server/tools";
import * as house from "./house";
import * as identity from "./identity";
import { testOpening } from "./opening";
import * as selling from "./selling";
import * as stays from "./stays";
import { type Answered, fail, type LoggedCall, seeded, type World, type WorldStay } from "./world";

type Handler = (world: World, input: never) => Answered;

const done = (data: unknown, say: string): Answered => ({ ok: true, data, facts: [], say });

const handlers: Partial<Record<ToolName, Handler>> = {
  search_rooms: selling.searchRooms,
  quote_stay: selling.quoteStay,
  book_stay: selling.bookStay,
  list_extras: selling.listExtras,
  check_rate_code: selling.checkRateCode,
  join_waitlist: selling.joinWaitlist,
  verify_guest: identity.verifyGuest,
  get_stay: stays.getStay,
  preview_change: stays.previewChange,
  preview_cancel: stays.previewCancel,
  preview_reinstate: stays.previewReinstate,
  preview_relocation: stays.previewRelocation,
  preview_checkout: stays.previewCheckout,
  get_payment: stays.getPayment,
  start_payment: stays.startPayment,
  send_otp: identity.sendOtp,
  save_preference: identity.savePreference,
  get_guest_profile: identity.getGuestProfile,
  commit_change: stays.commitChange,
  note_on_stay: stays.noteOnStay,
  create_request: house.createRequest,
  get_request: house.getRequest,
  update_request: house.updateRequest,
  set_wakeup: house.setWakeup,
  cancel_wakeup: house.cancelWakeup,
  set_do_not_disturb: house.setDoNotDisturb,
  take_message: house.takeMessage,
  report_lost_item: house.reportLostItem,
  raise_emergency: house.raiseEmergency,
  transfer_call: house.transferCall,
  schedule_callback: house.scheduleCallback,
  get_policy: house.getPolicy,
  ask_knowledge: house.askKnowledge,
  list_events: house.listEvents,
  text_info: house.textInfo,
  get_messages: () => ({
    ok: true,
    data: { messages: [] },
    facts: [{ kind: "quantity", name: "messages", value: 0, spoken: "no messages" }],
    say: "There are no messages for you.",
  }),
  set_recording: (world: World, input: { on: boolean }) => {
    world.records.push({ kind: "recording", ref: String(input.on), args: input });
    return done(
      { recording: input.on },
      input.on ? "The recording is on." : "The recording is off, and what was recorded is deleted.",
    );
  },
  set_language: (world: World, input: { language: string }) =>
    world.opening.languages.includes(input.language)
      ? done({ language: input.language }, "Of course.")
      : fail("unavailable", "I only speak English on this line."),
  use_keypad: () => done({ listening: true }, "Please type the digits."),
  end_call: () => done({ ending: true }, "Thank you for calling Hotel Aurora. Goodbye."),
};

export interface TestHotel {
  readonly world: World;
  readonly opening: CallOpening;
  /** Every tool call in order; a repeat is logged again with `repeated` results. */
  readonly log: LoggedCall[];
  /** Answers like the line: checks the input, runs once per call + tool + arguments, numbers the facts. */
  callTool(name: ToolName, args: Record<string, unknown>): Promise<ToolResult>;
  io(signal?: AbortSignal): BrainIo;
}

const stable = (value: unknown): string =>
  JSON.stringify(value, (_key, v: unknown) =>
    v && typeof v === "object" && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );

const demoStays = (): WorldStay[] => [
  {
    code: "K7MQ2R",
    first: "Clara",
    last: "Okafor",
    phone: "+4915112345678",
    email: "clara.okafor@example.com",
    cardLast4: "4242",
    status: "confirmed",
    arrival: "2026-12-10",
    departure: "2026-12-13",
    adults: 2,
    childAges: [],
    roomTypeCode: "STD",
    extras: [],
    feePercent: 0,
  },
  {
    code: "T4XW9C",
    first: "Jun",
    last: "Tanaka",
    phone: "+4915198765432",
    email: "jun@example.org",
    status: "confirmed",
    arrival: "2026-11-19",
    departure: "2026-11-21",
    adults: 1,
    childAges: [],
    roomTypeCode: "DLX",
    extras: [],
    feePercent: 100,
  },
];

/** A hotel in memory for tests of brains and workers. Deterministic for one `seed`. */
export function createTestHotel(
  options: { opening?: CallOpening; seed?: number; arrange?: (world: World) => void } = {},
): TestHotel {
  const opening = options.opening ?? testOpening();
  const world: World = {
    opening,
    now: new Date(opening.now),
    nightly: { STD: 12_000, TWN: 11_500, DLX: 18_000, STE: 32_050 },
    left: {},
    defaultLeft: 4,
    extras: [
      { code: "BRK", name: "Breakfast", amount: 1_800, unit: "person_night" },
      { code: "PRK", name: "Parking", amount: 2_000, unit: "night" },
      { code: "COT", name: "Baby cot", amount: 0, unit: "stay" },
    ],
    stays: demoStays(),
    policies: {
      arrival_departure: {
        checkInFrom: { value: "15:00", spoken: "Check-in is from three in the afternoon." },
        checkOutUntil: { value: "11:00", spoken: "Check-out is until eleven in the morning." },
        luggage: { value: "free", spoken: "You can leave your luggage with us before and after your stay." },
        lateCheckOut: { value: "13:00", spoken: "You can stay until one in the afternoon for thirty euros." },
      },
      people: {
        pets: { value: true, spoken: "Small dogs are welcome for fifteen euros a night." },
        smoking: { value: false, spoken: "The whole house is non-smoking." },
        children: { value: 6, spoken: "Children up to six stay free in their parents' bed." },
      },
      cancellation: {
        tiers: { value: "24h", spoken: "You can cancel free of charge until the day before arrival." },
      },
      payment: { cards: { value: "visa", spoken: "You can pay by card or in cash at the front desk." } },
      price_rules: {
        included: { value: "tax", spoken: "The price includes taxes, and breakfast is extra." },
      },
      place: {
        address: {
          value: "Lindenallee",
          spoken: "We are in Lindenallee, five minutes from the main station.",
        },
      },
    },
    articles: [
      {
        id: "0192f0c1-0000-7abc-8def-0000000000a1",
        title: "Wifi",
        words: /wifi|internet/,
        text: "Wifi is free in the whole house, and you sign in with your surname.",
      },
      {
        id: "0192f0c1-0000-7abc-8def-0000000000a2",
        title: "Pool",
        words: /pool|swim/,
        text: "The pool is open from seven in the morning to nine in the evening.",
      },
      {
        id: "0192f0c1-0000-7abc-8def-0000000000a3",
        title: "Parking",
        words: /parking|park|garage|car/,
        text: "The garage is under the hotel and costs twenty euros a night.",
      },
      {
        id: "0192f0c1-0000-7abc-8def-0000000000a4",
        title: "Breakfast",
        words: /breakfast/,
        text: "Breakfast is served from half past six to ten and costs eighteen euros.",
      },
    ],
    away: new Set(),
    offers: [],
    quotes: [],
    changes: [],
    handles: [],
    records: [],
    rateCodes: { SUMMER26: { name: "summer rate", percent: 20 } },
    attemptsLeft: 3,
    verified: false,
    counters: {},
    random: seeded(options.seed ?? 1),
  };
  options.arrange?.(world);
  const log: LoggedCall[] = [];
  const once = new Map<string, ToolResult>();

  async function callTool(name: ToolName, args: Record<string, unknown>): Promise<ToolResult> {
    const parsed = tools[name].input.safeParse(args);
    if (!parsed.success)
      throw new TypeError(
        `${name} was called outside its contract: ${parsed.error.message} in ${JSON.stringify(args)}`,
      );
    const sequence = log.length + 1;
    const key = `${name} ${stable(parsed.data)}`;
    const before = once.get(key);
    const isRead = tools[name].effect === "read";
    if (before?.ok && !isRead) {
      const result = { ...before, repeated: true };
      log.push({ sequence, name, args, ok: true, facts: result.facts, say: result.say });
      return result;
    }
    const handler = handlers[name];
    const answered =
      world.away.has(name) || !handler
        ? world.noted && !isRead
          ? fail("later", world.noted, { noted: true })
          : fail("later", "I can not do that right now. Shall a person call you back?")
        : handler(world, parsed.data as never);
    const facts = (answered.facts ?? []).map((fact, i) => ({ ...fact, id: `c${sequence}.${i + 1}` }));
    const result: ToolResult = answered.ok
      ? { ...answered, facts, next: answered.next ?? [], data: tools[name].data.parse(answered.data) }
      : ({ ...answered, facts, options: answered.options ?? [] } satisfies ToolFailure);
    if (result.ok) once.set(key, result);
    log.push({
      sequence,
      name,
      args,
      ok: result.ok,
      ...(result.ok ? {} : { code: result.code }),
      facts,
      say: result.ok ? result.say : result.ask,
    });
    return result;
  }

  return {
    world,
    opening,
    log,
    callTool,
    io: (signal = new AbortController().signal) => ({ callTool, now: () => new Date(world.now), signal }),
  };
}
