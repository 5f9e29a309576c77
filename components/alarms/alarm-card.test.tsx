import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import type { AlarmView } from "@/server/features/alarms/schema";
import { AlarmCard, MoreAlarms } from "./alarm-card";
import { takenWords } from "./words";

const alarm: AlarmView = {
  id: "0198f0a0-0000-7000-8000-000000000001",
  requestId: "0198f0a0-0000-7000-8000-000000000002",
  callId: null,
  kind: "medical",
  place: "the <b>pool</b>",
  raisedAt: "2026-03-04T11:00:00Z",
  ...{ takenAt: null, takenHow: null, takenByName: null, unansweredAt: null },
};
const sound = { muted: false, blocked: false, toggle: () => {} };
const take = { pending: false, run: () => {} };
const shown = (over: Partial<AlarmView> = {}, props: Partial<Parameters<typeof AlarmCard>[0]> = {}) =>
  renderToStaticMarkup(
    <AlarmCard alarm={{ ...alarm, ...over }} hotel="harbour" sound={sound} take={take} {...props} />,
  );

describe("an alarm above the page", () => {
  test("interrupts a screen reader with what and where, and has buttons for the keyboard", () => {
    const html = shown();
    expect(html).toContain('role="alert"');
    expect(html).toContain("Alarm: Medical emergency.");
    expect(html).toContain("the &lt;b&gt;pool&lt;/b&gt;");
    expect(html.match(/<button/g)).toHaveLength(2);
    expect(html).toContain("I take it");
    expect(html).toContain('dateTime="2026-03-04T11:00:00Z"');
  });
  test("who may only see it has no button to take it", () => {
    expect(shown({}, { take: undefined })).not.toContain("I take it");
  });
  test("says when the chain is at its end, and what keeps the browser silent", () => {
    expect(shown()).toContain("Nobody has taken it yet.");
    expect(shown({ unansweredAt: "2026-03-04T11:05:00Z" })).toContain("The alarm chain is at its end");
    expect(shown({}, { sound: { ...sound, blocked: true } })).toContain("press any key to hear");
    expect(shown({}, { sound: { ...sound, blocked: true, muted: true } })).not.toContain("press any key");
  });
  test("leads to the call, or to its request", () => {
    expect(shown()).toContain(`href="/harbour/requests/${alarm.requestId}"`);
    expect(shown({ callId: alarm.id })).toContain(`href="/harbour/calls/${alarm.id}"`);
  });
});

test("alarms that do not fit are counted, and lead to their requests", () => {
  const rest = (more: number) => renderToStaticMarkup(<MoreAlarms hotel="harbour" more={more} />);
  expect(rest(0)).toBe("");
  expect(rest(1)).toContain("And 1 older alarm that nobody has taken.");
  expect(rest(4)).toContain("And 4 older alarms that nobody has taken.");
  expect(rest(4)).toContain('href="/harbour/requests"');
});

test("who took it, and how", () => {
  expect(takenWords("Ann", "key")).toBe("Ann, by a key on the telephone");
  expect(takenWords(null, null)).toBe("Somebody");
});
