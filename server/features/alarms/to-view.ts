import type { z } from "zod";
import type { Prisma } from "@/server/db";
import type { AlarmView } from "./schema";

/** A stored alarm as it is shown. */
export const toAlarmView = (row: Prisma.AlarmGetPayload<object>): z.input<typeof AlarmView> => ({
  id: row.id,
  requestId: row.requestId,
  callId: row.callId,
  kind: row.kind as AlarmView["kind"],
  place: row.place,
  raisedAt: row.raisedAt.toISOString(),
  takenAt: row.takenAt?.toISOString() ?? null,
  takenHow: row.takenHow as AlarmView["takenHow"],
  takenByName: row.takenByName,
  unansweredAt: row.unansweredAt?.toISOString() ?? null,
});
