import { expect, test } from "vitest";
import { destinationsIn } from "./destinations";

const entry = { handles: "all", overflow: "message" };

test("the alarm chain may name what the directory can call, by its spoken name", () => {
  const entries = [
    { ...entry, destination: "duty_manager", spokenName: "the duty manager", number: "+4722000001" },
    { ...entry, destination: "bar", spokenName: "the bar" },
    { ...entry, destination: "desk", spokenName: "", number: "+4722000002" },
  ];
  expect(destinationsIn([{ area: "directory", values: { entries } }])).toEqual({
    duty_manager: "the duty manager",
    desk: "desk",
  });
});

test("without a directory, or with one that cannot be read, there is nobody to choose", () => {
  expect(destinationsIn([])).toEqual({});
  expect(destinationsIn([{ area: "directory", values: { entries: "none" } }])).toEqual({});
  expect(destinationsIn([{ area: "safety", values: {} }])).toEqual({});
});
