import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decrypt, deriveKey, encrypt } from "./at-rest";

const root = randomBytes(32);

test("what was encrypted comes back, whatever it is", () => {
  const key = deriveKey(root, "snapshot", "call-1");
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), (plain) => {
      expect(decrypt(key, encrypt(key, plain, "c"), "c")).toEqual(plain);
    }),
  );
});

test("another record, another context or one changed bit is refused", () => {
  const key = deriveKey(root, "snapshot", "call-1");
  const sealed = encrypt(key, Buffer.from("dialogue"), "epoch 1");
  expect(() => decrypt(deriveKey(root, "snapshot", "call-2"), sealed, "epoch 1")).toThrow();
  expect(() => decrypt(key, sealed, "epoch 2")).toThrow();
  for (let i = 0; i < sealed.length; i++) {
    const changed = sealed.slice();
    changed[i] = (changed[i] ?? 0) ^ 1;
    expect(() => decrypt(key, changed, "epoch 1")).toThrow();
  }
  expect(() => decrypt(key, new Uint8Array(5), "epoch 1")).toThrow("too short");
});
