import { isOpen } from "@/server/features/line";
import { policyValues } from "@/server/features/policies";
import { requestTransfer } from "@/server/features/telephony";
import { localTime } from "@/server/kernel/dates";
import { implementTool, refuse, speaking } from "@/server/verbs/define-tool";
import { callTexts } from "./say";

/**
 * Hands the call to a person of the directory, once a destination. Only a phone call can be put through;
 * a call from a browser gets the message or call-back that the directory offers instead.
 */
export const transferCall = implementTool("transfer_call", async (tx, ctx, input) => {
  const t = callTexts(ctx.call.language);
  const { entries = [] } = await policyValues(tx, ctx.hotelId, "directory", ctx.call.today);
  const wanted = input.destination.trim().toLowerCase();
  const entry = entries.find(
    (e) => e.destination.toLowerCase() === wanted || e.spokenName.toLowerCase() === wanted,
  );
  if (!entry) {
    const options = entries
      .slice(0, 3)
      .map((e) => ({ say: e.spokenName, args: { destination: e.destination } }));
    return refuse({ code: "not_found", field: "destination", ask: t.unknownDestination, options });
  }
  const fallback = entry.overflow;
  if (!isOpen(entry, localTime(ctx.deps.clock.now(), ctx.call.hotel.timeZone))) {
    const until = entry.from ? ctx.spoken.time(entry.from) : undefined;
    return {
      ok: true,
      data: {
        state: "closed",
        destination: entry.destination,
        fallback,
        ...(until ? { closedUntil: until } : {}),
      },
      facts: until ? [{ kind: "time", name: "opensAt", value: entry.from as string, spoken: until }] : [],
      say: t.closed(entry.spokenName, entry.from ? speaking(ctx).time(entry.from) : undefined),
      next: ["schedule_callback", "take_message"],
    };
  }
  const call = await tx.call.findFirstOrThrow({ where: { id: ctx.call.callId }, select: { channel: true } });
  if (call.channel !== "twilio" || !entry.number) {
    return {
      ok: true,
      data: { state: "no_answer", destination: entry.destination, fallback },
      say: t.noPhoneHere(entry.spokenName),
      next: ["schedule_callback", "take_message"],
    };
  }
  const { destination, spokenName, number } = entry;
  const wish = { destination, spokenName, number, summary: input.summary };
  const wished = await requestTransfer(tx, ctx, ctx.call.callId, wish);
  if ("refused" in wished) {
    ctx.log.info({ refused: wished.refused }, "a transfer was refused");
    return {
      ok: true,
      data: { state: "no_answer", destination, fallback },
      say: wished.refused === "again" ? t.triedBefore(spokenName) : t.cannotReach(spokenName),
      next: ["schedule_callback", "take_message"],
    };
  }
  await tx.call.updateMany({
    where: { id: ctx.call.callId },
    data: { transferTo: number, transferSummary: input.summary },
  });
  return {
    ok: true,
    data: { state: "connecting", destination: entry.destination },
    say: t.connecting(entry.spokenName),
    next: [],
    audit: { subject: { kind: "call", id: ctx.call.callId }, after: { transfer: entry.destination } },
  };
});
