import { describe, expect, test } from "vitest";
import { historyText } from "./history-text";

const words = { currency: "EUR", locale: "en-GB" };
const stay = {
  status: "confirmed",
  arrival: "2026-03-05",
  departure: "2026-03-08",
  total: 50_940,
  rooms: [] as string[],
};
const say = (before: unknown, after: unknown, action = "reservations.change") =>
  historyText({ action, before, after }, words);

describe("an audit entry in a sentence", () => {
  test("a booking names its state and price", () => {
    expect(say(null, { status: "confirmed", code: "7K2M", total: 50_940 })).toBe(
      "Confirmed, EUR\u00a0509.40",
    );
  });
  test("a note is a note, whoever wrote it", () => {
    expect(say(undefined, { noteId: "x", kind: "wish" })).toBe("Note added");
  });
  test("other dates say the stay and the price before and after", () => {
    const text = say(stay, { ...stay, departure: "2026-03-07", total: 33_960 });
    expect(text).toBe("Stay now Thu 5 – Sat 7 Mar; total EUR\u00a0509.40, now EUR\u00a0339.60");
  });
  test("people are counted", () => {
    expect(say({ ...stay, adults: 2 }, { ...stay, adults: 1 })).toBe("Now 1 adult");
    expect(say({ ...stay, adults: 1 }, { ...stay, adults: 3 })).toBe("Now 3 adults");
  });
  test("a room is assigned and taken back", () => {
    expect(say(stay, { ...stay, rooms: ["204"] })).toBe("Room 204 assigned");
    expect(say({ ...stay, rooms: ["204"] }, stay)).toBe("Room 204 taken back");
  });
  test("a cancelled stay comes back", () => {
    expect(say({ ...stay, status: "cancelled" }, stay)).toBe("Reinstated");
    expect(say(stay, { ...stay, status: "no_show" })).toBe("No-show");
  });
  test("nothing known falls back to the action's own words", () => {
    expect(say("odd", ["odd"], "reservations.assignRoom")).toBe("Assign room");
    expect(say(stay, stay, "book_stay")).toBe("Book stay");
  });
});
