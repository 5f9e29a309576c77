import { describe, expect, test } from "vitest";
import { stateLook, stateOptions, states } from "@/components/patterns/states";
import { TextRow, WakeupRow } from "@/server/features/telephony/records";
import { OutboundStatus, TransferState } from "@/server/features/telephony/schema";
import { CallState } from "@/server/line/events";

describe("states", () => {
  test("every state a call can have is shown, and none that it cannot", () => {
    expect(Object.keys(states.call).sort()).toEqual([...CallState.options].sort());
  });
  test("the telephone's records, too", () => {
    expect(Object.keys(states.call_out).sort()).toEqual([...OutboundStatus.options].sort());
    expect(Object.keys(states.transfer).sort()).toEqual([...TransferState.options].sort());
    expect(Object.keys(states.text).sort()).toEqual([...TextRow.shape.status.options].sort());
    expect(Object.keys(states.wakeup).sort()).toEqual([...WakeupRow.shape.status.options].sort());
  });
  test("no two states of a kind look alike without colour", () => {
    for (const kind of Object.values(states)) {
      const looks = Object.values(kind).map((each) => each.word);
      expect(new Set(looks).size).toBe(looks.length);
    }
  });
  test("an unknown state is neutral and readable, not a crash", () => {
    expect(stateLook("call", "warming_up")).toMatchObject({ tone: "neutral", word: "Warming up" });
    expect(stateLook("call", "")).toMatchObject({ word: "Unknown" });
    expect(stateLook("reservation", "toString")).toMatchObject({ tone: "neutral", word: "ToString" });
  });
  test("filters list them in the order of a stay", () => {
    expect(stateOptions("reservation").map((option) => option.value)[1]).toBe("held");
  });
});
