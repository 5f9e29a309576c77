import { localDate } from "@/server/kernel/dates";
import { type CallOpening, embeddedVendors } from "@/server/line/contract";
import { tools } from "@/server/tools";

/** A believable opening for tests: a small hotel in Lisbon. Ids of call and epoch are the double's to set. */
export function sampleOpening(now: Date): CallOpening {
  const timeZone = "Europe/Lisbon";
  return {
    callId: "00000000-0000-7000-8000-000000000000",
    epoch: 1,
    channel: "browser",
    startedAt: now.toISOString(),
    now: now.toISOString(),
    hotel: {
      id: "01920000-0000-7000-8000-00000000a001",
      name: "Hotel Miradouro",
      spokenName: "Hotel Miradouro",
      timeZone,
      country: "PT",
      currency: "EUR",
      businessDate: localDate(now, timeZone),
      auditHour: 3,
      checkInFrom: "15:00",
      checkOutUntil: "11:00",
    },
    persona: { name: "Front desk line", instructions: "Be brief and kind." },
    greeting: "Hotel Miradouro, this is the hotel's assistant. The call is recorded. How can I help?",
    closing: "Thank you for calling. Goodbye.",
    language: "en",
    languages: ["en", "de"],
    roomTypes: [
      {
        code: "CD",
        name: "Courtyard Double",
        spokenName: "courtyard double",
        maxGuests: 2,
        beds: "one double",
      },
      {
        code: "RS",
        name: "River Suite",
        spokenName: "river suite",
        maxGuests: 4,
        beds: "one king, one sofa",
      },
    ],
    extras: [{ code: "BRK", name: "Breakfast" }],
    directory: [
      { destination: "front_desk", spokenName: "the front desk", handles: "everything", open: true },
    ],
    vocabulary: ["courtyard", "river", "suite"],
    tools: Object.keys(tools),
    rules: {
      offersPerCall: 2,
      verificationFactors: ["code", "card_last4", "phone"],
      maxNights: 30,
      maxRooms: 4,
      groupThreshold: 8,
      maxMinutes: 15,
      silenceSeconds: 6,
      maxLlmTokens: 200_000,
    },
    vendors: embeddedVendors,
    knowledge: [],
    caller: { number: "+351912345678" },
    names: ["Lindqvist", "Okafor"],
    recording: "notice",
  };
}
