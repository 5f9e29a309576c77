import { beforeEach, describe, expect, test } from "vitest";
import { type Telephony, TelephonyError } from "./port";

export interface TelephonyBench {
  telephony: Telephony;
  /** A call of a guest that is running now. */
  running(): string;
  /** That call, or one that was placed, has ended; `answeredBy` as machine detection tells it. */
  end(callSid: string, answeredBy?: string): void;
  /** The account gets a number. */
  number(e164: string): void;
  /** A recording that the service keeps. */
  recording(bytes: Uint8Array): string;
}

const soon = () => AbortSignal.timeout(5_000);
const failure = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => undefined,
    (e: unknown) => e,
  );
  if (!(error instanceof TelephonyError)) throw new Error(`expected a TelephonyError, got ${String(error)}`);
  return error.failure;
};
const call = {
  to: "+4790012345",
  from: "+4722000001",
  url: "https://voice.example/answer",
  statusUrl: "https://voice.example/status",
  ringSeconds: 20,
  machineUrl: "https://voice.example/machine",
  limitSeconds: 600,
};

/** What every telephone service does, whoever it is. */
export const telephonyContract = (name: string, make: () => Promise<TelephonyBench>) =>
  describe(name, () => {
    let bench: TelephonyBench;
    beforeEach(async () => {
      bench = await make();
    });

    test("a call is placed, found again, and ended once and twice", async () => {
      const placed = await bench.telephony.placeCall(call, soon());
      expect(placed).toMatchObject({ callSid: expect.stringMatching(/^CA[0-9a-f]{32}$/), status: "queued" });
      expect(await bench.telephony.fetchCall(placed.callSid, soon())).toMatchObject({ status: "queued" });
      await bench.telephony.hangUp(placed.callSid, soon());
      expect(await bench.telephony.fetchCall(placed.callSid, soon())).toMatchObject({
        status: "completed",
        durationSeconds: expect.any(Number),
      });
      await bench.telephony.hangUp(placed.callSid, soon());
    });

    test("a call to what is no number is refused", async () => {
      expect(await failure(bench.telephony.placeCall({ ...call, to: "12" }, soon()))).toBe("refused");
    });

    test("a running call takes instructions; one that has ended, or never was, does not", async () => {
      const callSid = bench.running();
      await bench.telephony.instruct(callSid, "<Response><Hangup/></Response>", soon());
      bench.end(callSid);
      expect(await failure(bench.telephony.instruct(callSid, "<Response/>", soon()))).toBe("gone");
      expect(await failure(bench.telephony.instruct("CAnone", "<Response/>", soon()))).toBe("not_found");
    });

    test("a call nobody knows is null", async () => {
      expect(await bench.telephony.fetchCall("CAnone", soon())).toBeNull();
    });

    test("calls to a number are found by number and time, with what became of them", async () => {
      const [to, other] = ["+4790055501", "+4722000002"];
      const since = new Date();
      const find = (search: object) => bench.telephony.findCalls({ to, since, ...search }, soon());
      expect(await find({})).toEqual([]);
      const first = await bench.telephony.placeCall({ ...call, to }, soon());
      const second = await bench.telephony.placeCall({ ...call, to, from: other }, soon());
      await bench.telephony.placeCall({ ...call, to: "+4790055502" }, soon());
      await bench.telephony.hangUp(first.callSid, soon());
      expect(await find({})).toMatchObject([
        { callSid: first.callSid, status: "completed", durationSeconds: expect.any(Number) },
        { callSid: second.callSid, status: "queued", createdAt: expect.any(Date) },
      ]);
      expect(await find({ from: other })).toMatchObject([{ callSid: second.callSid }]);
      expect(await find({ since: new Date(Date.now() + 60_000) })).toEqual([]);
      bench.end(second.callSid);
    });

    test("whether a machine answered is known afterwards, too", async () => {
      const since = new Date();
      const to = "+4790055503";
      const { callSid } = await bench.telephony.placeCall({ ...call, to }, soon());
      expect(await bench.telephony.fetchCall(callSid, soon())).not.toHaveProperty("answeredBy");
      bench.end(callSid, "machine_start");
      expect(await bench.telephony.fetchCall(callSid, soon())).toMatchObject({ answeredBy: "machine_start" });
      expect(await bench.telephony.findCalls({ to, since }, soon())).toMatchObject([
        { callSid, answeredBy: "machine_start" },
      ]);
    });

    test("a number of the account is known; one that holds it, is part of it or is another's is not", async () => {
      bench.number("+4722000001");
      for (const [number, is] of [
        ["+4722000001", true],
        ["+472200000", false],
        ["+47220000011", false],
        ["+4722000002", false],
      ] as const)
        expect(await bench.telephony.hasNumber(number, soon())).toBe(is);
    });

    test("a text is sent; one to what is no number is refused", async () => {
      const text = {
        to: "+4790012345",
        from: "+4722000001",
        body: "Hei ✓",
        statusUrl: "https://voice.example/s",
      };
      expect(await bench.telephony.sendText(text, soon())).toEqual({
        messageSid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
      });
      expect(await failure(bench.telephony.sendText({ ...text, to: "everybody" }, soon()))).toBe("refused");
    });

    test("a recording is fetched to the last byte, deleted, and gone", async () => {
      const bytes = Uint8Array.from({ length: 5_000 }, (_, i) => i % 251);
      const recordingSid = bench.recording(bytes);
      expect(new Uint8Array(await bench.telephony.fetchRecording(recordingSid, soon()))).toEqual(bytes);
      await bench.telephony.deleteRecording(recordingSid, soon());
      await bench.telephony.deleteRecording(recordingSid, soon());
      expect(await failure(bench.telephony.fetchRecording(recordingSid, soon()))).toBe("not_found");
    });

    test("an aborted signal ends every method with its own reason", async () => {
      const reason = new Error("enough");
      const signal = AbortSignal.abort(reason);
      await expect(bench.telephony.placeCall(call, signal)).rejects.toBe(reason);
      await expect(bench.telephony.fetchCall("CA1", signal)).rejects.toBe(reason);
      await expect(bench.telephony.hangUp("CA1", signal)).rejects.toBe(reason);
    });
  });
