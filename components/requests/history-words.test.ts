import { expect, test } from "vitest";
import { changeWords } from "./history-words";

const name = (id: string) => (id === "u1" ? "Ingrid" : "somebody");

test.each([
  [{ before: null, after: { kind: "maintenance", summary: "Lamp" } }, "Asked for"],
  [{ before: { status: "new" }, after: { status: "doing" } }, "Doing"],
  [{ before: { assigneeId: null }, after: { assigneeId: "u1" } }, "Given to Ingrid"],
  [{ before: { assigneeId: "u1" }, after: { assigneeId: null } }, "Given back to everybody"],
  [{ before: null, after: { noteId: "n1" } }, "Note added"],
  [
    { before: { status: "new", urgency: "normal" }, after: { status: "new", urgency: "soon", noted: true } },
    "Now soon; Note added",
  ],
  [{ before: { status: "new", urgency: "soon" }, after: { status: "new", urgency: "soon" } }, "Chased"],
  [{ before: "nonsense", after: 7 }, "Chased"],
])("%j", (entry, words) => {
  expect(changeWords(entry, name)).toBe(words);
});
