import type { z } from "zod";
import type { Tx } from "@/server/db";
import { fileRequest, RequestChanged, requestCreated } from "@/server/features/requests";
import { businessDate } from "@/server/kernel/dates";
import { newId } from "@/server/kernel/ids";
import { asJson, type Json } from "@/server/kernel/json";
import type { CallEventBody, EventsRequest } from "@/server/line/contract";
import { tools } from "@/server/tools";
import type { HotelCtx } from "@/server/verbs/ctx";
import { retrying } from "@/server/verbs/define-verb";
import { appendAudit, emit } from "@/server/verbs/record";
import type { LineApp } from "./http";
import { lineCtx } from "./line-ctx";
import { redactJson } from "./redact-json";
import type { ToolImplementations } from "./run-tool";
import { digestOf, dropEmpty } from "./tool-digest";
import { toolScope } from "./tool-scope";

type Wish = Extract<CallEventBody, { type: "wish" }>;
type Fields = Record<string, unknown>;

const MAX_SUMMARY = 1_500;
const fields = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const text = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;

/** Who it is for and how they are reached, wherever a tool keeps that. */
function whoOf(args: Fields) {
  const guest = fields(args.guest);
  const full = [text(guest.first), text(guest.last)].filter(Boolean).join(" ");
  return {
    name: text(full) ?? text(args.name) ?? text(args.from),
    contact:
      text(guest.phone) ?? text(args.phone) ?? text(args.number) ?? text(args.contact) ?? text(args.callback),
    room: text(args.room),
  };
}

/** "adults: 2; set, checkIn: 2026-12-04": what was given, for a person to read. */
function wordsOf(value: Json, path: readonly string[] = []): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => wordsOf(item, path));
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([key, item]) => wordsOf(item, [...path, key]));
  return value === null ? [] : [`${path.join(" ")}: ${String(value)}`];
}

/** What the call's earlier results said of the handles in it: a person knows no `quote_1`. */
async function explain(tx: Tx, callId: string, args: Fields, country: string): Promise<string[]> {
  const handles = new Set(JSON.stringify(args).match(/\b[a-z]+_[1-9]\d{0,3}\b/g) ?? []);
  if (handles.size === 0) return [];
  const calls = await tx.toolCall.findMany({
    where: { callId, ok: true },
    orderBy: [{ toolSequence: "desc" }],
    select: { result: true },
  });
  return [...handles].flatMap((handle) => {
    const told = calls
      .map(({ result }) => fields(result))
      .find((result) => Object.values(fields(result.data)).includes(handle));
    const said = text(told?.say);
    return said ? [`${handle}: ${String(redactJson(said, country))}`] : [];
  });
}

/** A wish as it is stored with the call; `requestId` is the task that was made of it, absent when none was needed. */
type KeptWish = Wish & { digest: string; requestId?: string };

const notDone = (what: string): string =>
  `Call back: the line could not ${what}, for the system did not answer. It is not done, and the guest was told so.`;
const wasDone = (what: string): string =>
  `Call back: ${what} was done, but its answer came too late and the guest was told that it was not. Call and say so; do not do it again.`;

/**
 * Makes an urgent task of what a guest was told is noted: everything they gave, and a call-back. None where the effect was
 * done in another step, or where the same wish has one. In the transaction that takes the event, so once.
 */
export async function keepWish(
  tx: Tx,
  ctx: HotelCtx,
  implementations: ToolImplementations,
  callId: string,
  wish: Wish,
): Promise<KeptWish> {
  const call = await tx.call.findFirstOrThrow({
    where: { id: callId },
    select: { fromNumber: true, endedAt: true, hotel: true },
  });
  const { country, timeZone, auditHour } = call.hotel;
  const args = redactJson(wish.args, country);
  const given = dropEmpty(wish.args);
  const digest = digestOf(wish.name, given);
  const kept = { ...wish, args: fields(args), digest };
  const done = await tx.toolCall.findFirst({
    where: { callId, argsDigest: digest, ok: true },
    orderBy: { toolSequence: "desc" },
    select: { toolSequence: true },
  });
  if (await openWish(tx, callId, digest)) return kept;
  // Done in another step, the guest knows of it. In this very step its answer was lost, and they heard the contrary; an
  // alarm that was raised has its own task.
  if (done && (done.toolSequence !== wish.toolSequence || wish.name === "raise_emergency")) return kept;
  // The summary of a call that was over by then does not know of it.
  if (call.endedAt) await tx.call.updateMany({ where: { id: callId }, data: { followUp: true } });
  if (wish.name === "raise_emergency") {
    const requestId = await raiseNow(tx, ctx, implementations, callId, given);
    if (requestId) return { ...kept, requestId };
  }
  const now = ctx.deps.clock.now();
  const what = wish.name.replaceAll("_", " ");
  const told = [...wordsOf(args), ...(await explain(tx, callId, wish.args, country))].join("; ");
  const filed = await fileRequest(
    tx,
    {
      ...ctx,
      call: {
        callId,
        today: businessDate(now, timeZone, auditHour),
        hotel: { country },
        ...(call.fromNumber ? { callerNumber: call.fromNumber } : {}),
      },
    },
    {
      kind: "other",
      summary: `${done ? wasDone(what) : notDone(what)} ${told}`.slice(0, MAX_SUMMARY),
      urgency: "urgent",
      due: now.toISOString(),
      ...whoOf(wish.args),
    },
  );
  await appendAudit(tx, ctx, "call.wish", {
    subject: { kind: "call", id: callId },
    after: { tool: wish.name, requestRef: filed.ref },
  });
  await emit(tx, ctx, [requestCreated(ctx, filed)]);
  return { ...kept, requestId: filed.id };
}

/**
 * Danger that could not be told when it was said is an alarm now, not a call-back: the tool does what it would have done
 * then. The request of the alarm; undefined where the words are no danger that the tool knows.
 */
async function raiseNow(
  tx: Tx,
  ctx: HotelCtx,
  implementations: ToolImplementations,
  callId: string,
  args: unknown,
): Promise<string | undefined> {
  const danger = tools.raise_emergency.input.safeParse({ place: "not said", ...fields(args) });
  if (!danger.success) return undefined;
  const { epoch } = await tx.call.findFirstOrThrow({ where: { id: callId }, select: { epoch: true } });
  const scope = await toolScope(tx, ctx, callId, epoch);
  const outcome = await implementations.raise_emergency.run(tx, scope, danger.data as never);
  const [note] = [outcome.audit ?? []].flat();
  const alarm = note && (await tx.alarm.findFirst({ where: { id: note.subject.id, callId } }));
  if (!alarm) return undefined;
  await appendAudit(tx, ctx, "call.wish", note);
  await emit(tx, ctx, [...(outcome.ok ? (outcome.events ?? []) : [])]);
  return alarm.requestId;
}

/**
 * A worker that the call was taken off has told its guest that something is noted: that stays true, whatever else it tells
 * is refused. Once, however often it is told.
 */
export async function keepStaleWishes(
  { deps, log, tools: implementations }: LineApp,
  workerId: string,
  callId: string,
  { epoch, events }: z.output<typeof EventsRequest>,
): Promise<void> {
  const wishes = events.flatMap(({ sequence, at, body }) =>
    body.type === "wish" ? [{ sequence, at, body }] : [],
  );
  if (wishes.length === 0) return;
  const call = await deps.system.client.call.findFirst({
    where: { id: callId, epoch: { gt: epoch } },
    select: { id: true, tenantId: true, hotelId: true },
  });
  if (!call) return;
  const { tenantId } = call;
  const ctx = lineCtx(deps, log, { ...call, epoch }, workerId);
  await retrying(() =>
    deps.db.transaction(tenantId, async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM call WHERE id = ${callId}::uuid FOR NO KEY UPDATE`;
      for (const { sequence, at, body } of wishes) {
        if ((await tx.callEvent.count({ where: { callId, epoch, sequence } })) > 0) continue;
        const { position } = await tx.call.update({
          where: { tenantId_id: { tenantId, id: callId } },
          data: { position: { increment: 1 } },
          select: { position: true },
        });
        const kept = asJson(await keepWish(tx, ctx, implementations, callId, body));
        const place = { tenantId, callId, position, epoch, sequence };
        await tx.callEvent.create({
          data: { ...place, type: body.type, body: kept, at: new Date(at) },
          select: { position: true },
        });
      }
    }),
  );
}

/** The open task of the same wish in this call, made earlier. */
async function openWish(tx: Tx, callId: string, digest: string): Promise<string | undefined> {
  const events = await tx.callEvent.findMany({ where: { callId, type: "wish" }, select: { body: true } });
  return events
    .map(({ body }) => fields(body))
    .filter((body) => body.digest === digest)
    .map((body) => text(body.requestId))
    .find(Boolean);
}

/**
 * The line did it after all while the call went on: nobody has to. A task somebody has begun with is left to them, and so
 * is danger: its request is the alarm's own.
 */
export async function settleWish(
  tx: Tx,
  ctx: HotelCtx,
  callId: string,
  { toolSequence, name, outcome }: Extract<CallEventBody, { type: "tool" }>,
): Promise<void> {
  if (outcome !== "ok" || name === "raise_emergency") return;
  const done = await tx.toolCall.findFirst({ where: { callId, toolSequence, ok: true } });
  const requestId = done && (await openWish(tx, callId, done.argsDigest));
  if (!requestId) return;
  const now = ctx.deps.clock.now();
  const { count } = await tx.request.updateMany({
    where: { id: requestId, hotelId: ctx.hotelId, status: "new" },
    data: { status: "done", closedAt: now },
  });
  if (count === 0) return;
  const note = {
    id: newId(),
    requestId,
    text: "Done by the line after all, in the same call.",
    createdAt: now,
  };
  await tx.requestNote.create({ data: { tenantId: ctx.tenantId, ...note }, select: { id: true } });
  await emit(tx, ctx, [RequestChanged({ requestId, hotelId: ctx.hotelId })]);
}
