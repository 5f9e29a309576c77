import { expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { type CallEventBody, EventsRequest } from "@/server/line/contract";
import { LineRefusal } from "../line/errors";
import { LineDouble } from "../testing/line-double";
import { ManualTimers } from "../testing/manual-timers";
import { CallLog } from "./call-log";

/** A log whose line refuses what the contract does, as the app answers over HTTP. */
async function world() {
  const double = new LineDouble();
  const callId = newId();
  const { epoch } = await double.open(await double.token({ callId }), { resume: false });
  const timers = new ManualTimers(1_000);
  let requests = 0;
  const log = new CallLog({
    ...{ callId, epoch, timers, log: silentLogger, now: () => new Date(), onStale: () => {} },
    line: Object.assign(Object.create(double) as LineDouble, {
      async events(id: string, request: unknown) {
        requests += 1;
        const parsed = EventsRequest.safeParse(request);
        if (!parsed.success) throw new LineRefusal("invalid", "An event cannot be read.", 400);
        return double.events(id, parsed.data);
      },
    }),
  });
  const told = () => double.call(callId).events.map(({ sequence, body }) => [sequence, body.type]);
  return { log, timers, told, requests: () => requests };
}

const timing = (total: number): CallEventBody => ({
  type: "timing",
  turnId: "t1",
  timing: { total },
  atMs: 1,
});
const keys: CallEventBody = { type: "keys", count: 1, atMs: 2 };
const ended: CallEventBody = { type: "ended", reason: "done", atMs: 3 };

test("an event that the app cannot read is left out; those beside and after it arrive, without a gap", async () => {
  const { log, timers, told } = await world();
  log.add(keys);
  await timers.run(400, 50);
  for (const body of [timing(5), timing(-1), keys, timing(Number.NaN)]) log.add(body);
  await timers.run(1_000, 50);
  log.add(ended);
  await log.close();
  expect(told()).toEqual([
    [1, "keys"],
    [2, "timing"],
    [3, "keys"],
    [4, "ended"],
  ]);
});

test("events of which nothing good is left are not sent for ever", async () => {
  const { log, timers, told, requests } = await world();
  log.add(timing(-1));
  await timers.run(5_000, 50);
  expect(requests()).toBe(1);
  log.add(ended);
  await log.close();
  expect(told()).toEqual([[1, "ended"]]);
});
