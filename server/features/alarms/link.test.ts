import { describe, expect, test } from "vitest";
import type { Keys } from "@/server/crypto/keys";
import { newId } from "@/server/kernel/ids";
import { readToken, tokenOf } from "./link";

const keysOf = (byte: number) => ({ dataEncryption: new Uint8Array(32).fill(byte) }) as unknown as Keys;
const keys = keysOf(7);
const to = { tenantId: newId(), alarmId: newId(), member: 2 };

describe("the link of an alarm's text", () => {
  test("names one person of one alarm", () => {
    const token = tokenOf(keys, to);
    expect(token).toMatch(/^[\w-]{66}$/);
    expect(readToken(keys, token)).toEqual(to);
  });
  test("another member, another alarm, another key: another token", () => {
    const tokens = [
      tokenOf(keys, to),
      tokenOf(keys, { ...to, member: 3 }),
      tokenOf(keys, { ...to, alarmId: newId() }),
      tokenOf(keysOf(8), to),
    ];
    expect(new Set(tokens).size).toBe(4);
    expect(readToken(keys, tokens[3] ?? "")).toBeNull();
  });
  test("every changed sign of it opens nothing", () => {
    const token = tokenOf(keys, to);
    // The last sign carries four bits that stand for nothing.
    for (let at = 0; at < token.length - 1; at++) {
      const other = token[at] === "A" ? "B" : "A";
      expect(readToken(keys, token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
    }
  });
  test.each(["", "x", "A".repeat(65), "A".repeat(66), "A".repeat(10_000), "../../etc", "%00"])(
    "%s is none",
    (token) => expect(readToken(keys, token)).toBeNull(),
  );
});
