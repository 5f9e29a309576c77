import { z } from "zod";
import { PlainDate, Weekday } from "@/server/kernel/dates";
import { Money } from "@/server/kernel/money";

/** A short name valid for this call only, such as `offer_2` or `stay_1`. A model never builds one. */
export const handle = (prefix: string) =>
  z
    .string()
    .regex(
      new RegExp(`^${prefix}_[1-9]\\d{0,3}$`),
      `Use a ${prefix} handle from an earlier result of this call.`,
    );

export const DatedDay = z.object({ date: PlainDate, weekday: Weekday });
export type DatedDay = z.infer<typeof DatedDay>;

export const FactKind = z.enum([
  "price",
  "date",
  "time",
  "availability",
  "attribute",
  "policy",
  "promise",
  "confirmation",
  "quantity",
  "contact",
  "knowledge",
]);

/**
 * Something the line may now say. `id` is unique in the call and names the tool call it came from
 * (`c4.2` is the second fact of the fourth tool call); the grounding gate matches sentences against it.
 */
export const Fact = z.object({
  id: z.string(),
  kind: FactKind,
  /** The handle or topic the fact is about. */
  subject: z.string().optional(),
  /** What it is called: `total`, `perNight`, `cancelBy`, `checkInFrom`. */
  name: z.string(),
  value: z.union([Money, z.string(), z.number(), z.boolean(), DatedDay, z.array(z.string())]),
  /** The fact as the line would say it, in the call's language. */
  spoken: z.string(),
});
export type Fact = z.infer<typeof Fact>;
/** A fact before the runner has numbered it. */
export type NewFact = Omit<Fact, "id">;

export const ToolErrorCode = z.enum([
  "missing",
  "ambiguous",
  "unverified",
  "not_found",
  "unavailable",
  "not_allowed",
  "conflict",
  "later",
]);
export type ToolErrorCode = z.infer<typeof ToolErrorCode>;

/** Something worth offering instead, already in spoken form, with the arguments that would take it. */
export const ToolOption = z.object({ say: z.string(), args: z.record(z.string(), z.unknown()) });
export type ToolOption = z.infer<typeof ToolOption>;

export const Ref = z.object({ code: z.string(), spoken: z.string() });
export type Ref = z.infer<typeof Ref>;

export const ToolSuccess = z.object({
  ok: z.literal(true),
  data: z.unknown(),
  facts: z.array(Fact),
  /** One sentence in spoken form, in the call's language. */
  say: z.string(),
  /** Sensible following tools. */
  next: z.array(z.string()),
  ref: Ref.optional(),
  /** The same call was made before: this is its first result. */
  repeated: z.boolean().optional(),
});
export type ToolSuccess<D = unknown> = Omit<z.infer<typeof ToolSuccess>, "data"> & { data: D };

export const ToolFailure = z.object({
  ok: z.literal(false),
  code: ToolErrorCode,
  field: z.string().optional(),
  /** The single question to put to the caller. */
  ask: z.string(),
  options: z.array(ToolOption),
  facts: z.array(Fact).default([]),
  /** For `not_allowed`: the policy that says no. */
  policy: z.string().optional(),
  tried: z.string().optional(),
  /** For `later`: it is on record for the hotel's people, and `ask` says so. Nothing more is to be offered. */
  noted: z.literal(true).optional(),
  repeated: z.boolean().optional(),
});
export type ToolFailure = z.infer<typeof ToolFailure>;

export const ToolResult = z.discriminatedUnion("ok", [ToolSuccess, ToolFailure]);
export type ToolResult<D = unknown> = ToolSuccess<D> | ToolFailure;
