import { beforeEach, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { MAX_REPORTS, type Report } from "@/server/line/contract";
import { ManualTimers } from "../testing/manual-timers";
import { LineAway, LineRefusal } from "./errors";
import { Reports } from "./reports";

const never = new AbortController().signal;
const told = (text = ""): Report => ({
  callId: newId(),
  events: { epoch: 1, events: [], partial: { turnId: "t1", text } },
});

interface Request {
  body: string;
  line(reply: unknown): void;
  end(error?: Error): void;
}

let timers: ManualTimers;
let requests: Request[];
let reports: Reports;

beforeEach(() => {
  timers = new ManualTimers();
  requests = [];
  reports = new Reports({
    timers,
    send: (body, onLine) =>
      new Promise((resolve, reject) => {
        const line = (reply: unknown) => onLine(typeof reply === "string" ? reply : JSON.stringify(reply));
        requests.push({ body, line, end: (error) => (error ? reject(error) : resolve()) });
      }),
  });
});

const first = () => requests[0] as Request;
const textsOf = ({ body }: Request) =>
  (JSON.parse(body) as { reports: Extract<Report, { events: unknown }>[] }).reports.map(
    ({ events }) => events.partial?.text,
  );

test("what calls tell within 40 ms goes together, and each hears its own answer when it comes", async () => {
  const one = reports.tell(told("one"), never);
  timers.advance(39);
  const two = reports.tell(told("two"), never);
  expect(requests).toHaveLength(0);
  timers.advance(1);
  const three = reports.tell(told("three"), never);
  expect(requests.map(textsOf)).toEqual([["one", "two"]]);
  first().line({ report: 1, accepted: 7 });
  expect(await two).toEqual({ accepted: 7 });
  first().line({ report: 0 });
  expect(await one).toEqual({});
  timers.advance(40);
  expect(requests.map(textsOf)[1]).toEqual(["three"]);
  requests[1]?.line({ report: 0, accepted: 1 });
  expect(await three).toEqual({ accepted: 1 });
});

test("a refusal is its own call's; a failure of the app is the app away", async () => {
  const all = ["stale", "broken", "good", "unanswered"].map((text) =>
    reports.tell(told(text), never).catch((error: unknown) => error),
  );
  timers.advance(40);
  const { line, end } = first();
  line({ report: 0, refused: { error: "stale_epoch", message: "No." } });
  line({ report: 1, refused: { error: "internal", message: "No." } });
  line({ report: 2, accepted: 3 });
  for (const nonsense of ["", "{", "null", { report: -1 }, { report: 99, accepted: 1 }, { report: 2 }])
    line(nonsense);
  end();
  const [stale, broken, good, unanswered] = await Promise.all(all);
  expect(stale).toBeInstanceOf(LineRefusal);
  expect(stale).toMatchObject({ code: "stale_epoch" });
  expect(broken).toBeInstanceOf(LineAway);
  expect(good).toEqual({ accepted: 3 });
  expect(unanswered).toBeInstanceOf(LineAway);
});

test("a request that breaks off is the failure of those it had not answered", async () => {
  const answered = reports.tell(told(), never);
  const open = reports.tell(told(), never);
  timers.advance(40);
  first().line({ report: 0, accepted: 2 });
  first().end(new LineAway("gone"));
  expect(await answered).toEqual({ accepted: 2 });
  await expect(open).rejects.toThrow("gone");
});

test("who gives up is not sent, or not waited for", async () => {
  const early = new AbortController();
  const late = new AbortController();
  const one = reports.tell(told("one"), early.signal);
  const two = reports.tell(told("two"), late.signal);
  early.abort(new Error("over"));
  await expect(one).rejects.toThrow("over");
  await expect(reports.tell(told("never"), early.signal)).rejects.toThrow("over");
  timers.advance(40);
  expect(requests.map(textsOf)).toEqual([["two"]]);
  late.abort(new Error("over too"));
  await expect(two).rejects.toThrow("over too");
  first().line({ report: 0, accepted: 1 });
  timers.advance(1_000);
  expect(requests).toHaveLength(1);
});

test("nothing is sent when all gave up; a hundred, or a million characters, go at once", () => {
  const abort = new AbortController();
  reports.tell(told(), abort.signal).catch(() => {});
  abort.abort(new Error("over"));
  timers.advance(40);
  expect(requests).toHaveLength(0);
  for (let i = 0; i <= MAX_REPORTS; i++) void reports.tell(told(), new AbortController().signal);
  expect(requests.map((request) => textsOf(request).length)).toEqual([MAX_REPORTS]);
  const huge: Report = {
    callId: newId(),
    snapshot: { epoch: 1, elapsedMs: 0, snapshot: "x".repeat(600_000) },
  };
  void reports.tell(huge, never);
  void reports.tell(huge, never);
  expect(requests).toHaveLength(2);
  timers.advance(40);
  expect(requests).toHaveLength(3);
});
