import { expect, test } from "vitest";
import { matches } from "@/components/lib/matches";

test("words begin, or at least stand in, the entry", () => {
  expect(matches("go Reservations", "res", ["bookings"])).toBe(1);
  expect(matches("go Reservations", "book")).toBe(0);
  expect(matches("go Reservations", "book", ["bookings"])).toBe(1);
  expect(matches("go Reservations", "vations")).toBe(0.5);
});
test("scattered letters do not match", () => {
  expect(matches("go Settings", "lind", ["line", "sound"])).toBe(0);
});
test("accents, capitals and order of words do not matter", () => {
  expect(matches("Ingrid Åsen", "asen ingrid")).toBe(1);
  expect(matches("ÅSEN", "åsen")).toBe(1);
});
test("nothing typed shows everything", () => {
  expect(matches("anything", "")).toBe(1);
  expect(matches("anything", "   ")).toBe(1);
});
