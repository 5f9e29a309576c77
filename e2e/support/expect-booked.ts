import { expect, type Page } from "@playwright/test";
import type { CallDetail } from "@/server/features/calls";
import { ask, getCall } from "./api";

interface Listed {
  rows: { action: string; subjectId: string }[];
}

const JOBS_MS = 60_000;

/**
 * What a booked call leaves behind, looked up as the signed-in person: reservation, transcript, audit, usage, the
 * job's summary and, when the call had sound, its recording.
 */
export async function expectBooked(
  page: Page,
  hotel: string,
  callId: string,
  with_: { recording: boolean },
): Promise<CallDetail> {
  await expect
    .poll(async () => (await getCall(page, hotel, callId)).summary, { timeout: JOBS_MS })
    .toBeTruthy();
  const call = await getCall(page, hotel, callId);
  expect(call.outcome).toBe("booked");
  expect(call.state).toBe("ended");
  expect(call.reservations).toHaveLength(1);
  expect(call.reservations[0]?.status).toBe("confirmed");
  expect(call.turns.filter((turn) => turn.speaker === "guest").length).toBeGreaterThan(3);
  expect(call.turns.filter((turn) => turn.speaker === "line").length).toBeGreaterThan(3);
  expect(call.toolCalls.filter((tool) => tool.ok).map((tool) => tool.name)).toEqual(
    expect.arrayContaining(["search_rooms", "quote_stay", "book_stay"]),
  );
  expect(call.usage.find((usage) => usage.kind === "call_seconds")?.quantity).toBeGreaterThan(0);
  const audit = await ask<Listed>(page, hotel, "audit.list", { subjectId: call.reservations[0]?.id });
  expect(audit.rows.map((row) => row.action)).toContain("line.book_stay");
  if (with_.recording) {
    await expect
      .poll(async () => (await getCall(page, hotel, callId)).recording?.status, { timeout: JOBS_MS })
      .toBe("ready");
  }
  return call;
}
