import { z } from "zod";
import { policiesOn } from "@/server/features/policies";
import { addDays, businessDate, instantAt, localTime } from "@/server/kernel/dates";
import { money } from "@/server/kernel/money";
import { defineVerb } from "@/server/verbs/define-verb";
import { callsByHour, waitOf } from "./read-calls";
import { bookedByLine, countsOf, nightsFrom } from "./read-house";
import { needsPerson } from "./read-needs";
import { Overview } from "./schema";

const HOUR_MS = 3_600_000;

/** How the business day stands: calls, what the line booked, the house tonight, and what waits for a person. */
export const overviewToday = defineVerb({
  name: "overview.today",
  input: z.object({}),
  output: Overview,
  permission: "overview:read",
  effect: "read",
  expose: ["trpc", "rest"],
  async run(tx, ctx) {
    const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
    const { timeZone, auditHour } = hotel;
    const now = ctx.deps.clock.now();
    const date = businessDate(now, timeZone, auditHour);
    const begins = (day: string) => instantAt(day, `${String(auditHour).padStart(2, "0")}:00`, timeZone);
    const day = { hotelId: hotel.id, timeZone, from: begins(date), until: begins(addDays(date, 1)) };
    const weekAgo = begins(addDays(date, -7));
    const hours = await callsByHour(tx, day);
    const lastWeek = await tx.call.count({
      where: {
        hotelId: hotel.id,
        startedAt: { gte: weekAgo, lt: new Date(weekAgo.getTime() + (now.getTime() - day.from.getTime())) },
      },
    });
    const booked = await bookedByLine(tx, day, hotel.currency);
    const nights = await nightsFrom(tx, hotel.id, date, now);
    const counts = await countsOf(tx, hotel.id, date);
    const policies = await policiesOn(tx, hotel.id, date, ["arrival_departure"]);
    const leaveBy = policies.arrival_departure.checkOutUntil;
    const sum = (key: "calls" | "ended" | "person") => hours.reduce((total, row) => total + row[key], 0);
    return {
      now: now.toISOString(),
      date,
      from: day.from.toISOString(),
      until: day.until.toISOString(),
      calls: {
        today: sum("calls"),
        lastWeek,
        ended: sum("ended"),
        byLine: Math.max(0, sum("ended") - sum("person")),
      },
      booked: { total: money(booked.amount, hotel.currency), count: booked.count },
      tonight: { sold: nights[0]?.sold ?? 0, rooms: nights[0]?.rooms ?? 0 },
      latency: await waitOf(tx, day),
      needs: await needsPerson(tx, hotel.id, now),
      hours: hoursOf(hours, day, auditHour, now),
      nights,
      counts: {
        ...counts,
        // Who is still in the house after check-out time is late.
        departuresLate:
          leaveBy && isAfter(localTime(now, timeZone), leaveBy, auditHour) ? counts.departures : 0,
      },
    };
  },
});

/** Times after midnight but before the audit belong to the evening before. */
const isAfter = (time: string, limit: string, auditHour: number): boolean =>
  time > limit || Number(time.slice(0, 2)) < auditHour;

function hoursOf(
  rows: readonly { hour: number; calls: number; person: number }[],
  day: { from: Date },
  auditHour: number,
  now: Date,
) {
  const passed = Math.floor((now.getTime() - day.from.getTime()) / HOUR_MS);
  return Array.from({ length: 24 }, (_, at) => {
    const hour = (auditHour + at) % 24;
    const row = rows.find((each) => each.hour === hour);
    const person = row?.person ?? 0;
    return { hour, line: (row?.calls ?? 0) - person, person, past: at <= passed, running: at === passed };
  });
}
