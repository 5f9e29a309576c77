import { businessDate } from "@/server/kernel/dates";
import { CallOpening, embeddedVendors } from "@/server/line/contract";
import { tools } from "@/server/tools";

export const TEST_NOW = "2026-11-18T10:00:00.000Z";

type Overrides = {
  [K in keyof CallOpening]?: CallOpening[K] extends readonly unknown[]
    ? CallOpening[K]
    : Partial<CallOpening[K]> | CallOpening[K];
};

/** The opening of a call to Hotel Aurora, a small house in Berlin; overrides replace whole keys or merge objects. */
export function testOpening(overrides: Overrides = {}): CallOpening {
  const now = overrides.now ?? TEST_NOW;
  const base = {
    callId: "0192f0c1-2345-7abc-8def-0123456789ab",
    epoch: 1,
    channel: "simulator",
    startedAt: now,
    now,
    hotel: {
      id: "0192f0c1-0000-7abc-8def-000000000001",
      name: "Hotel Aurora",
      spokenName: "Hotel Aurora",
      timeZone: "Europe/Berlin",
      country: "DE",
      currency: "EUR",
      businessDate: businessDate(new Date(now as string), "Europe/Berlin", 3),
      auditHour: 3,
      checkInFrom: "15:00",
      checkOutUntil: "11:00",
    },
    persona: { name: "Aurora", instructions: "" },
    greeting: "Hotel Aurora, this is the automatic assistant and the call is recorded. How may I help you?",
    closing: "Thank you for calling Hotel Aurora. Goodbye.",
    language: "en",
    languages: ["en"],
    roomTypes: [
      {
        code: "STD",
        name: "Standard Double",
        spokenName: "Standard Double",
        maxGuests: 2,
        beds: "one double bed",
      },
      { code: "TWN", name: "Twin Room", spokenName: "Twin Room", maxGuests: 2, beds: "two single beds" },
      { code: "DLX", name: "Deluxe Double", spokenName: "Deluxe Double", maxGuests: 3, beds: "one king bed" },
      {
        code: "STE",
        name: "Garden Suite",
        spokenName: "Garden Suite",
        maxGuests: 4,
        beds: "one king bed and a sofa bed",
      },
    ],
    extras: [
      { code: "BRK", name: "Breakfast", unit: "person_night" },
      { code: "PRK", name: "Parking", unit: "night" },
      { code: "COT", name: "Baby cot", unit: "stay" },
    ],
    directory: [
      {
        destination: "front_desk",
        spokenName: "the front desk",
        handles: "reception, guests, general, manager",
        open: true,
      },
      {
        destination: "restaurant",
        spokenName: "the restaurant",
        handles: "restaurant, tables, dinner",
        open: true,
      },
      {
        destination: "events",
        spokenName: "the events team",
        handles: "events, meetings, weddings, groups, sales",
        open: false,
      },
    ],
    vocabulary: ["Aurora", "Standard Double", "Deluxe Double", "Garden Suite"],
    tools: Object.keys(tools),
    rules: {
      offersPerCall: 2,
      verificationFactors: ["code", "phone", "email", "card_last4"],
      maxNights: 28,
      maxRooms: 5,
      groupThreshold: 10,
      maxMinutes: 15,
      silenceSeconds: 6,
      maxLlmTokens: 200_000,
    },
    vendors: embeddedVendors,
    knowledge: [],
    caller: {},
    names: ["Meyer", "Okafor", "Lindqvist", "Tanaka", "Garcia"],
    recording: "notice",
  };
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(overrides)) {
    const before = merged[key];
    const mergeable =
      value && before && typeof value === "object" && typeof before === "object" && !Array.isArray(value);
    merged[key] = mergeable ? { ...before, ...value } : value;
  }
  return CallOpening.parse(merged);
}
