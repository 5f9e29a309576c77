import { describe, expect, test } from "vitest";
import { isPublicAddress, mayBeDialled } from "./rules";

describe("addresses a tenant may name", () => {
  test.each(["api.openai.com", "riva.example", "8.8.8.8", "a-b.c.example.", "172.32.0.1", "100.128.0.1"])(
    "%s is public",
    (host) => expect(isPublicAddress(host)).toBe(true),
  );
  test.each([
    "localhost",
    "LOCALHOST",
    "api.localhost",
    "db",
    "printer.local",
    "vault.internal",
    "127.0.0.1",
    "127.1",
    "0x7f.1",
    "2130706433",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "[::1]",
    "[fd00::1]",
    "[2001:db8::1]",
    "",
  ])("%s is not", (host) => expect(isPublicAddress(host)).toBe(false));
});

test("a number is dialled when it is one and its country is listed", () => {
  expect(mayBeDialled("+351912345678", [])).toBe(true);
  expect(mayBeDialled("+351912345678", ["+44", "+351"])).toBe(true);
  expect(mayBeDialled("+351912345678", ["+44"])).toBe(false);
  for (const odd of [
    "",
    "+",
    "911",
    "+0123456",
    "+35191234567890123",
    "+351 912",
    "tel:+351912345678",
    "+351912345678;x",
  ])
    expect(mayBeDialled(odd, [])).toBe(false);
});
