import { expect, test } from "vitest";
import { byPressure } from "./order";

const row = (id: string, urgency: "normal" | "soon" | "urgent", dueAt: string | null, createdAt: string) => ({
  ...{ id, urgency, dueAt, createdAt },
});

test("urgent first, then what is due, then what waits longest; nothing is lost", () => {
  const rows = [
    row("new", "normal", null, "2026-03-04T11:00:00Z"),
    row("old", "normal", null, "2026-03-04T09:00:00Z"),
    row("later", "normal", "2026-03-04T15:00:00Z", "2026-03-04T10:00:00Z"),
    row("late", "soon", "2026-03-04T10:00:00Z", "2026-03-04T09:30:00Z"),
    row("urgent", "urgent", null, "2026-03-04T11:30:00Z"),
  ];
  expect(byPressure(rows).map(({ id }) => id)).toEqual(["urgent", "late", "later", "old", "new"]);
  expect(rows[0]?.id).toBe("new");
});
