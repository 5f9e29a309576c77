import { expect, test } from "vitest";
import { jobsEndpoint } from "../client";
import { instantAfter } from "./duration";
import { keyOf, matches } from "./expression";
import { nextTick } from "./functions";

const now = new Date("2030-01-01T00:00:00Z");

test.each([
  ["1s", "2030-01-01T00:00:01.000Z"],
  ["1d2h30m", "2030-01-02T02:30:00.000Z"],
  ["1w", "2030-01-08T00:00:00.000Z"],
  ["500ms", "2030-01-01T00:00:00.500Z"],
  ["", "2030-01-01T00:00:00.000Z"],
  ["2031-05-01T10:00:00Z", "2031-05-01T10:00:00.000Z"],
])("%s from midnight ends at %s", (text, instant) => {
  expect(instantAfter(text, now).toISOString()).toBe(instant);
});

test.each(["soon", "5 apples", "1x"])("%s is no duration", (text) => {
  expect(() => instantAfter(text, now)).toThrow(RangeError);
});

const scope = { event: { data: { id: "a", n: 3 } }, async: { data: { id: "a", n: 5 } } };
test.each([
  [undefined, true],
  ["event.data.id == async.data.id", true],
  ["event.data.n == async.data.n", false],
  ["async.data.n > 4 && event.data.id == 'a'", true],
  ["event.data.gone == async.data.gone", false],
  ["event.data.id ==", false],
  ["event.data.n", false],
])("condition %s is %s", (expression, holds) => {
  expect(matches(expression, scope)).toBe(holds);
});

test("keys are the text of what the expression finds", () => {
  expect(keyOf("event.data.id", scope)).toBe("a");
  expect(keyOf("event.data.n", scope)).toBe("3");
  expect(keyOf("event.data.gone", scope)).toBe("");
  expect(keyOf(undefined, scope)).toBe("");
});

test("ticks are strictly after the instant, in UTC or the zone that is named, over the change to summer time", () => {
  expect(nextTick("0 0 * * *", now)?.toISOString()).toBe("2030-01-02T00:00:00.000Z");
  expect(nextTick("TZ=Europe/Berlin 0 3 * * *", new Date("2030-03-30T12:00:00Z"))?.toISOString()).toBe(
    "2030-03-31T01:00:00.000Z",
  );
  expect(() => nextTick("every day", now)).toThrow();
});

test("any INNGEST variable means a real Inngest; otherwise jobs stay in the process, signed", () => {
  expect(jobsEndpoint({ INNGEST_EVENT_KEY: "k" })).toEqual({ kind: "inngest" });
  expect(jobsEndpoint({ INNGEST_DEV: "1" })).toEqual({ kind: "inngest" });
  const embedded = jobsEndpoint({ PORT: "4000" });
  expect(embedded).toMatchObject({ kind: "embedded", baseUrl: "http://127.0.0.1:4000/api/jobs/" });
  expect(embedded.signingKey).toMatch(/^signkey-embedded-[0-9a-f]{64}$/);
  expect(jobsEndpoint({}).signingKey).toBe(embedded.signingKey);
});
