import { createTestHotel } from "@/server/brain/testing/hotel";
import { testOpening } from "@/server/brain/testing/opening";
import type { ToolName } from "@/server/tools";
import { type GateContext, heard, type Ledger, learned, newLedger } from "..";

/** A call as the gate sees it: what was asked of the hotel and what the guest said. */
export interface Scene {
  ledger: Ledger;
  context: GateContext;
  spoken: Map<string, string>;
  call(name: ToolName, args: Record<string, unknown>): Promise<void>;
  guest(text: string, ...dates: string[]): void;
}

export function scene(): Scene {
  const opening = testOpening({ caller: { number: "+4915155500432" } });
  const hotel = createTestHotel({ opening });
  const ledger = newLedger(opening);
  const spoken = new Map<string, string>();
  return {
    ledger,
    spoken,
    context: {
      today: opening.hotel.businessDate,
      currency: "EUR",
      language: "en",
      roomTypes: opening.roomTypes.map((r) => r.name),
    },
    async call(name, args) {
      const result = await hotel.callTool(name, args);
      for (const fact of result.facts) spoken.set(fact.id, fact.spoken);
      learned(ledger, opening, name, args, result);
    },
    guest: (text, ...dates) => heard(ledger, text, dates),
  };
}

const stay = { checkIn: "2026-12-04", checkOut: "2026-12-06", adults: 2 };

/** Nothing asked yet but the way to say the time of day. */
export const silent = async (): Promise<Scene> => scene();

/** Searched, and the Standard Double held with breakfast: 240 and 72 euros. */
async function quoted(): Promise<Scene> {
  const s = scene();
  s.guest(
    "A double for two adults from the fourth to the sixth of December please",
    "2026-12-04",
    "2026-12-06",
  );
  await s.call("search_rooms", stay);
  await s.call("list_extras", { offer: "offer_2" });
  await s.call("quote_stay", { offer: "offer_2", extras: [{ code: "BRK", qty: 1 }] });
  return s;
}

export async function booked(): Promise<Scene> {
  const s = await quoted();
  s.guest("Clara Meyer, oh one five one, two three four five six seven eight");
  await s.call("book_stay", {
    quotes: ["quote_1"],
    guest: { first: "Clara", last: "Meyer", phone: "+4915112345678" },
  });
  return s;
}

/** Full on those nights. */
async function full(): Promise<Scene> {
  const s = scene();
  s.guest("Thirty people from the fourth to the sixth", "2026-12-04", "2026-12-06");
  await s.call("search_rooms", { ...stay, adults: 30 });
  return s;
}

export async function questions(): Promise<Scene> {
  const s = scene();
  for (const topic of ["arrival_departure", "people", "payment", "price_rules", "place", "cancellation"])
    await s.call("get_policy", { topic });
  for (const question of ["pool", "parking", "breakfast", "wifi"])
    await s.call("ask_knowledge", { question });
  return s;
}

async function verified(): Promise<Scene> {
  const s = scene();
  s.guest("My name is Okafor and the code is K 7 M Q 2 R");
  await s.call("verify_guest", { surname: "Okafor", factor: "code", value: "K7MQ2R" });
  await s.call("get_stay", { stay: "stay_1" });
  return s;
}

async function cancelling(): Promise<Scene> {
  const s = await verified();
  await s.call("preview_cancel", { stay: "stay_1" });
  return s;
}

async function requested(): Promise<Scene> {
  const s = scene();
  s.guest("Two towels to room 204, my name is Okafor");
  await s.call("create_request", {
    kind: "housekeeping_item",
    name: "Okafor",
    room: "204",
    summary: "two towels",
    items: [{ item: "towel", qty: 2 }],
  });
  return s;
}

/** An alarm was raised, and nobody has taken it yet. */
async function alarmed(): Promise<Scene> {
  const s = scene();
  s.guest("There is a fire in room 204");
  await s.call("raise_emergency", { kind: "fire", place: "room 204" });
  return s;
}

/** Played once a process: a check is pure, so hundreds of sentences share one scene. */
const once = (play: () => Promise<Scene>): (() => Promise<Scene>) => {
  let played: Promise<Scene> | undefined;
  return () => {
    played ??= play();
    return played;
  };
};

/** Scenes to be read only; a test that says more in one plays its own. */
export const sceneOf = {
  silent: once(silent),
  quoted: once(quoted),
  booked: once(booked),
  full: once(full),
  questions: once(questions),
  verified: once(verified),
  cancelling: once(cancelling),
  requested: once(requested),
  alarmed: once(alarmed),
} satisfies Record<string, () => Promise<Scene>>;
