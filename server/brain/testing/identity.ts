import { normaliseCode } from "@/server/kernel/ids";
import type { ToolInput } from "@/server/tools";
import { dateFact } from "./selling";
import { brief, guarded, handleOf } from "./stays";
import { type Answered, fail, type World, type WorldStay } from "./world";

export function verifyGuest(world: World, input: ToolInput<"verify_guest">): Answered {
  if (world.attemptsLeft <= 0)
    return fail("not_allowed", "I could not find it with that. A person can help you.", {
      policy: "identity",
    });
  const digits = (text: string): string => text.replace(/\D/g, "");
  const matches = (s: WorldStay): boolean => {
    if (s.last.toLowerCase() !== input.surname.toLowerCase()) return false;
    switch (input.factor) {
      case "code":
        return normaliseCode(s.code) === normaliseCode(input.value);
      case "phone":
        return (
          s.phone !== undefined &&
          digits(input.value).length >= 7 &&
          digits(s.phone).endsWith(digits(input.value).slice(-7))
        );
      case "email":
        return s.email?.toLowerCase() === input.value.toLowerCase();
      case "card_last4":
        return s.cardLast4 === input.value;
      case "room":
        return s.room === input.value;
      case "otp":
        return world.otp !== undefined && input.value === world.otp;
      default:
        return false;
    }
  };
  const found = world.stays.filter(matches);
  if (found.length === 0) {
    world.attemptsLeft -= 1;
    if (world.attemptsLeft <= 0)
      return fail("not_allowed", "I could not find it with that. A person can help you.", {
        policy: "identity",
      });
    return fail("unverified", "I could not find a booking with that.", { field: "value" });
  }
  world.verified = true;
  if (input.factor === "otp") world.proved = true;
  return {
    ok: true,
    data: {
      level: input.factor === "room" ? "guest" : "booking",
      stays: found.map((s) => brief(world, s)),
      attemptsLeft: world.attemptsLeft,
    },
    facts: found.flatMap((s) => [
      dateFact(handleOf(world, s), "arrival", s.arrival),
      dateFact(handleOf(world, s), "departure", s.departure),
    ]),
    say: "Thank you, I have the booking.",
    next: ["get_stay"],
  };
}

export const sendOtp = (world: World, input: ToolInput<"send_otp">): Answered =>
  guarded(world, input.stay, (s) => {
    if (!s.phone) return fail("not_found", "There is no phone on that booking. Shall I find a person?");
    world.otp = "482913";
    world.records.push({ kind: "otp", ref: s.code, args: input });
    return {
      ok: true,
      data: { maskedContact: "••••678", expiresInSeconds: 600 },
      facts: [],
      say: "I have texted a code to the number on the booking.",
    };
  });

export const savePreference = (world: World, input: ToolInput<"save_preference">): Answered => {
  if (!world.verified) return fail("unverified", "I need to find your booking first.");
  world.records.push({ kind: "preference", ref: input.key, args: input });
  return { ok: true, data: input, facts: [], say: "I have noted that for your next stays." };
};

export const getGuestProfile = (world: World): Answered => ({
  ok: true,
  data: {
    known: world.verified,
    preferences: world.verified ? [{ key: "floor", value: "a high floor" }] : [],
  },
  facts: world.verified
    ? [{ kind: "attribute", name: "floor", value: "a high floor", spoken: "a high floor" }]
    : [],
  say: world.verified ? "I see that you like a high floor." : "How can I help?",
});
