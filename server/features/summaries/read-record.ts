import { z } from "zod";
import type { Tx } from "@/server/db";
import { dateFromDb } from "@/server/kernel/dates";
import { fromDb } from "@/server/kernel/money";
import { type CallRecord, type StayRecord, type ToolUse, textOf } from "./record";

const Fields = z.record(z.string(), z.unknown()).catch({});
const Result = z.object({ data: Fields }).catch({ data: {} });

interface StayRow {
  code: string;
  status: string;
  arrival: Date;
  departure: Date;
  adults: number;
  childAges: number[];
  total: bigint;
  currency: string;
  nameUnclear: boolean;
  roomType: { name: string };
}
const stayFields = {
  code: true,
  status: true,
  arrival: true,
  departure: true,
  adults: true,
  childAges: true,
  total: true,
  currency: true,
  nameUnclear: true,
  roomType: { select: { name: true } },
} as const;

const toStay = (row: StayRow, booked: boolean): StayRecord => ({
  code: row.code,
  status: row.status,
  arrival: dateFromDb(row.arrival),
  departure: dateFromDb(row.departure),
  adults: row.adults,
  children: row.childAges.length,
  roomType: row.roomType.name,
  total: fromDb(row.total),
  currency: row.currency.trim(),
  booked,
  nameUnclear: row.nameUnclear,
});

/** Stays that the call did not make but committed a change to. */
async function changedStays(tx: Tx, hotelId: string, tools: readonly ToolUse[], known: readonly string[]) {
  const codes = tools
    .filter((tool) => tool.name === "commit_change" && tool.ok)
    .map((tool) => textOf(tool.data.code))
    .filter((code) => code !== "" && !known.includes(code));
  if (codes.length === 0) return [];
  return tx.reservation.findMany({ where: { hotelId, code: { in: codes } }, select: stayFields });
}

/** An ended call with all its summary needs; null when there is no such call or it still runs. */
export async function readRecord(tx: Tx, hotelId: string, callId: string) {
  const call = await tx.call.findFirst({
    where: { id: callId, hotelId, endedAt: { not: null } },
    select: {
      language: true,
      endReason: true,
      fromNumber: true,
      guestId: true,
      summary: true,
      followUp: true,
      guest: { select: { first: true, last: true } },
      turns: { where: { speaker: "guest" }, orderBy: { ordinal: "asc" }, select: { text: true } },
      toolCalls: { orderBy: [{ toolSequence: "asc" }, { createdAt: "asc" }] },
      reservations: {
        orderBy: { createdAt: "asc" },
        select: { ...stayFields, guestId: true, guest: { select: { first: true, last: true } } },
      },
      requests: {
        orderBy: { createdAt: "asc" },
        select: { ref: true, kind: true, summary: true, urgency: true, room: true },
      },
    },
  });
  if (!call) return null;
  const messages = await tx.guestMessage.findMany({
    where: { hotelId, callId },
    orderBy: { createdAt: "asc" },
    select: { ref: true, recipientFirst: true, recipientLast: true },
  });
  const tools = call.toolCalls.map(
    ({ name, ok, code, input, result }): ToolUse => ({
      name,
      ok,
      code,
      input: Fields.parse(input),
      data: Result.parse(result).data,
    }),
  );
  const booked = call.reservations.map((row) => toStay(row, true));
  const changed = await changedStays(
    tx,
    hotelId,
    tools,
    booked.map((stay) => stay.code),
  );
  const guest = call.reservations.at(-1)?.guest ?? call.guest;
  const record: CallRecord = {
    language: call.language,
    endReason: call.endReason,
    fromNumber: call.fromNumber,
    guestName: guest ? [guest.first, guest.last].filter(Boolean).join(" ") || null : null,
    guestTurns: call.turns.map((turn) => turn.text),
    tools,
    stays: [...booked, ...changed.map((row) => toStay(row, false))],
    requests: call.requests,
    messages: messages.map((message) => ({
      ref: message.ref,
      recipient: [message.recipientFirst, message.recipientLast].filter(Boolean).join(" "),
    })),
  };
  return {
    record,
    guestId: call.guestId,
    bookedGuestId: call.reservations.at(-1)?.guestId ?? null,
    summary: call.summary,
  };
}
