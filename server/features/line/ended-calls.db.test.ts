import { expect, test } from "vitest";
import { silentLogger } from "@/server/kernel/logger";
import { makeTestDeps } from "@/server/testing/deps";
import { makeHotel } from "@/server/testing/small-hotel";
import { closeCall, endCall } from "./close-call";
import { lineCtx } from "./line-ctx";
import { locateCall } from "./locate-call";
import { newCall, takeCall } from "./testing/line-call";

test("the end of a call is told to the metrics once, when it is written down, and not when that is rolled back", async () => {
  const t = await makeTestDeps();
  const seen: unknown[] = [];
  const deps = { ...t.deps, callEnded: (call: unknown) => void seen.push(call) };
  const { tenantId, hotelId } = await makeHotel(deps.db);
  const channel = "twilio";
  const callId = await newCall(deps, { tenantId, hotelId }, { channel, startedAt: deps.clock.now() });
  const { workerId, epoch } = await takeCall(deps, tenantId, callId, { channel, ownSpeech: true });
  const end = {
    ...{ epoch, reason: "done" as const, durationMs: 50_000, recording: false },
    usage: { guestSpeechMs: 1, ttsCharacters: 1, llmTokens: 1 },
  };
  const call = await locateCall(deps, workerId, callId, epoch);
  const ctx = lineCtx(deps, silentLogger, call, workerId);
  const failing = deps.db.transaction(tenantId, async (tx) => {
    await endCall(tx, ctx, callId, end);
    throw new Error("rolled back");
  });
  await expect(failing).rejects.toThrow("rolled back");
  expect(seen).toEqual([]);
  for (let n = 0; n < 2; n++) await closeCall(deps, silentLogger, workerId, callId, end);
  expect(seen).toEqual([{ hotelId, reason: "done", type: "inbound", durationMs: 50_000 }]);
  await t.close();
});
