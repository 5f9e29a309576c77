import { isUniqueViolation, type Prisma, type Tx } from "@/server/db";
import { policyValues } from "@/server/features/policies";
import { newCode, newId } from "@/server/kernel/ids";
import { asJson } from "@/server/kernel/json";
import type { RequestKind } from "@/server/tools/requests";
import type { HotelCtx } from "@/server/verbs/ctx";
import { readContact } from "./contact";
import { RequestCreated } from "./events";
import { nameDoesNotFit } from "./room-name";
import { defaults } from "./rules";
import type { RequestItem } from "./schema";

export interface NewRequest {
  kind: RequestKind;
  summary: string;
  name?: string | undefined;
  contact?: string | undefined;
  room?: string | undefined;
  items?: RequestItem[] | undefined;
  urgency?: "normal" | "soon" | "urgent" | undefined;
  due?: string | undefined;
}

export interface FiledRequest {
  id: string;
  ref: string;
  department: string;
  dueAt: Date | null;
  /** What may be promised, in spoken form; absent when the hotel promises nothing. */
  promise?: string;
}

/** What a request is filed under; a call's tools bring all of it. */
export interface FilingCtx extends HotelCtx {
  call: { callId: string | null; callerNumber?: string; today: string; hotel: { country: string } };
}

const REF_LENGTH = 4;
const ATTEMPTS = 5;

/** Writes a request, usually of a call: department, deadline and promise come from the hotel's own service promises. */
export async function fileRequest(tx: Tx, ctx: FilingCtx, input: NewRequest): Promise<FiledRequest> {
  const { kinds = [] } = await policyValues(tx, ctx.hotelId, "service_promises", ctx.call.today);
  const promise = kinds.find((entry) => entry.kind === input.kind);
  const fallback = defaults[input.kind];
  const now = ctx.deps.clock.now();
  const dueAt = input.due
    ? new Date(input.due)
    : promise?.deadlineMinutes
      ? new Date(now.getTime() + promise.deadlineMinutes * 60_000)
      : null;
  const { contact, checked } = readContact(input.contact ?? ctx.call.callerNumber, ctx.call.hotel.country);
  const department = promise?.department ?? fallback.department;
  const row = {
    tenantId: ctx.tenantId,
    id: newId(),
    hotelId: ctx.hotelId,
    kind: input.kind,
    department,
    urgency: input.urgency ?? promise?.urgency ?? fallback.urgency,
    summary: input.summary,
    items: asJson(input.items ?? []),
    room: input.room?.trim() ?? null,
    guestName: input.name ?? null,
    contact,
    contactChecked: checked,
    nameMismatch: await nameDoesNotFit(tx, ctx.hotelId, input.room, input.name),
    dueAt,
    callId: ctx.call.callId,
    createdAt: now,
  };
  const ref = await insertWithRef(tx, row);
  return {
    id: row.id,
    ref,
    department,
    dueAt,
    ...(promise?.spokenPromise ? { promise: promise.spokenPromise } : {}),
  };
}

type Row = Omit<Prisma.RequestUncheckedCreateInput, "ref">;

/** A short reference nobody confuses; a collision draws another. The savepoint keeps the transaction alive. */
export async function insertWithRef(tx: Tx, row: Row): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const ref = newCode(REF_LENGTH);
    await tx.$executeRawUnsafe("SAVEPOINT request_ref");
    try {
      await tx.request.create({ data: { ...row, ref }, select: { id: true } });
      await tx.$executeRawUnsafe("RELEASE SAVEPOINT request_ref");
      return ref;
    } catch (error) {
      await tx.$executeRawUnsafe("ROLLBACK TO SAVEPOINT request_ref");
      if (!isUniqueViolation(error) || attempt >= ATTEMPTS) throw error;
    }
  }
}

export const requestCreated = (ctx: HotelCtx, filed: FiledRequest) =>
  RequestCreated({ requestId: filed.id, hotelId: ctx.hotelId });
