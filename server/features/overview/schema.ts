import { z } from "zod";
import { Instant, PlainDate } from "@/server/kernel/dates";
import { Id } from "@/server/kernel/ids";
import { Money } from "@/server/kernel/money";

/** Something a person should do, from a call or a request. */
export const NeedsPerson = z.object({
  id: Id,
  kind: z.enum(["call", "request"]),
  title: z.string(),
  detail: z.string(),
  since: Instant,
  /** When it was promised; null without a promise. */
  dueAt: Instant.nullable(),
  urgent: z.boolean(),
  callId: Id.nullable(),
});
export type NeedsPerson = z.infer<typeof NeedsPerson>;

export const Overview = z.object({
  now: Instant,
  /** The business date, and the instants at which it begins and ends. */
  date: PlainDate,
  from: Instant,
  until: Instant,
  calls: z.object({
    today: z.int(),
    /** To the same moment of the same weekday a week ago. */
    lastWeek: z.int(),
    ended: z.int(),
    byLine: z.int(),
  }),
  /** Booked by the line today. */
  booked: z.object({ total: Money, count: z.int() }),
  tonight: z.object({ sold: z.int(), rooms: z.int() }),
  /** Wait of the guest over today's turns; null before the first. */
  latency: z.object({ p50: z.number(), p95: z.number(), turns: z.int() }).nullable(),
  needs: z.object({ total: z.int(), items: z.array(NeedsPerson) }),
  /** The business day's hours in order, by the local clock. */
  hours: z.array(
    z.object({ hour: z.int(), line: z.int(), person: z.int(), past: z.boolean(), running: z.boolean() }),
  ),
  nights: z.array(
    z.object({
      night: PlainDate,
      sold: z.int(),
      rooms: z.int(),
      /** Sold in the last seven days. */ pickUp: z.int(),
    }),
  ),
  counts: z.object({
    arrivals: z.int(),
    arrivalsReady: z.int(),
    departures: z.int(),
    departuresLate: z.int(),
    dirty: z.int(),
    requests: z.int(),
  }),
});
export type Overview = z.infer<typeof Overview>;
