import { z } from "zod";
import { costOf } from "@/server/features/vendors";
import { notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { fromDb } from "@/server/kernel/money";
import { TurnTiming, VendorUsage } from "@/server/line/contract";
import { defineVerb } from "@/server/verbs/define-verb";
import { CallDetail, RecordingView } from "./schema";
import { toCallRow } from "./to-row";

const UsageByEpoch = z.record(z.string(), z.array(VendorUsage));

/** What may still come. */
const missing = ({ status }: { status: string }) => !["none", "joined", "refused", "failed"].includes(status);
const lost = ({ status }: { status: string }) => status === "failed";

/** Everything the call page shows. `callId` may also be the vendor's id of the call (Twilio CallSid). */
export const getCall = defineVerb({
  name: "calls.get",
  input: z.object({ callId: z.union([Id, z.string().regex(/^CA[0-9a-zA-Z]{10,40}$/)]) }),
  output: CallDetail,
  permission: "calls:read",
  effect: "read",
  expose: ["trpc", "rest"],
  async run(tx, ctx, { callId }) {
    const call = await tx.call.findFirst({
      where: {
        hotelId: ctx.hotelId,
        ...(Id.safeParse(callId).success ? { id: callId } : { externalId: callId }),
      },
      include: {
        guest: { select: { id: true, first: true, last: true } },
        turns: { orderBy: { ordinal: "asc" } },
        toolCalls: { orderBy: [{ toolSequence: "asc" }, { createdAt: "asc" }] },
        recording: true,
        recordingParts: { select: { status: true } },
        live: true,
        reservations: { select: { id: true, code: true, status: true }, orderBy: { createdAt: "asc" } },
        requests: {
          select: { id: true, ref: true, kind: true, status: true },
          orderBy: { createdAt: "asc" },
        },
      },
    });
    if (!call) throw notFound("This call");
    const usage = await tx.usageRecord.findMany({
      where: { callId: call.id },
      select: { kind: true, quantity: true },
    });
    const vendors = Object.values(UsageByEpoch.catch({}).parse(call.vendorUsage)).flat();
    const { sentence: _, ...row } = toCallRow(call);
    return {
      ...row,
      epoch: call.epoch,
      position: call.position,
      endReason: call.endReason,
      language: call.language,
      recordingMode: call.recordingMode,
      recordingRefused: call.recordingRefused,
      intentConfidence: call.intentConfidence,
      suggestedAction: call.suggestedAction,
      satisfaction: call.satisfaction,
      latencyP95Ms: call.latencyP95Ms,
      toNumber: call.toNumber,
      partial: call.endedAt ? "" : (call.live?.partial ?? ""),
      turns: call.turns.map((turn) => ({
        ...turn,
        speaker: turn.speaker as "guest" | "line" | "person",
        timing: TurnTiming.nullable().catch(null).parse(turn.timing),
      })),
      toolCalls: call.toolCalls,
      recording: call.recording
        ? RecordingView.parse({
            ...call.recording,
            partMissing: call.recordingParts.some(missing),
            partLost: call.recordingParts.some(lost),
          })
        : null,
      reservations: call.reservations,
      requests: call.requests,
      usage: usage.map((u) => ({ kind: u.kind, quantity: fromDb(u.quantity) })),
      vendors,
      cost:
        vendors.length > 0 ? { micros: fromDb(call.costMicros), unpriced: costOf(vendors).unpriced } : null,
    };
  },
});
