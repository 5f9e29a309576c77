import type { z } from "zod";
import { DomainError, type ErrorCode } from "@/server/kernel/errors";
import type { ToolErrorCode, Verification } from "@/server/tools";
import { refuse, type ToolRefused } from "@/server/verbs/define-tool";

/** Sentences of the runner itself, in spoken form. Tools bring their own. */
const ASKS = {
  en: {
    missing: "Could you tell me that again, please?",
    unverified: "So that I only speak to the right person, may I have the surname on the booking?",
    notFound: "I could not find that. Could you say it another way?",
    conflict: "That has just changed. Shall I look again?",
    later: "I cannot reach that part of our system right now. Shall I ask a colleague to call you back?",
    notAllowed: "That is not something I may do on the phone. Shall I ask a colleague?",
  },
} as const;

const codes: Readonly<Record<ErrorCode, [ToolErrorCode, keyof typeof ASKS.en]>> = {
  invalid: ["missing", "missing"],
  unauthenticated: ["unverified", "unverified"],
  forbidden: ["not_allowed", "notAllowed"],
  not_found: ["not_found", "notFound"],
  conflict: ["conflict", "conflict"],
  unavailable: ["later", "later"],
  rate_limited: ["later", "later"],
  internal: ["later", "later"],
};

const RANK: Readonly<Record<Verification, number>> = { none: 0, guest: 1, booking: 2, otp: 3 };
export const isVerified = (have: Verification, need: Verification): boolean => RANK[have] >= RANK[need];

export const unverified = (): ToolRefused => refuse({ code: "unverified", ask: ASKS.en.unverified });

/** A failure of the arguments: names the field to ask about. */
export function badArguments(error: z.ZodError): ToolRefused {
  const issue = error.issues[0];
  return refuse({
    code: "missing",
    ask: ASKS.en.missing,
    ...(issue && issue.path.length > 0 ? { field: issue.path.join(".") } : {}),
    ...(issue ? { tried: issue.message } : {}),
  });
}

/** What a thrown error means to the caller. An unknown one is "later", never a detail of ours. */
export function fromError(error: unknown): ToolRefused {
  const [code, ask] = codes[error instanceof DomainError ? error.code : "internal"];
  return refuse({ code, ask: ASKS.en[ask] });
}
