import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { isProved, upgradeProofs } from "./upgrade-proof";

const TOKEN = "0123456789abcdef0123456789abcdef";
const sign = (url: string, token = TOKEN) => createHmac("sha1", token).update(url).digest("base64");
const proofs = upgradeProofs(TOKEN, "wss://worker.example/media/twilio");

test.each([
  "wss://worker.example/media/twilio",
  "wss://worker.example/media/twilio/",
  "https://worker.example/media/twilio",
  "https://worker.example/media/twilio/",
])("a signature over %s fits", (url) => expect(isProved(proofs, sign(url))).toBe(true));

test.each([
  ["no signature", undefined],
  ["an empty one", ""],
  ["a proof itself", proofs.slice(0, 8)],
  ["another account's", sign("wss://worker.example/media/twilio", "ffffffffffffffffffffffffffffffff")],
  ["another address", sign("wss://other.example/media/twilio")],
  ["a huge one", "x".repeat(100_000)],
])("%s does not", (_, signature) => expect(isProved(proofs, signature)).toBe(false));

test("nothing is proved by no proofs, or by half of one", () => {
  expect(isProved("", sign("wss://worker.example/media/twilio"))).toBe(false);
  expect(isProved(proofs.slice(0, 7), sign("wss://worker.example/media/twilio"))).toBe(false);
});
