import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { ToolResult } from "@/server/tools";
import {
  type CallEvent,
  CallOpening,
  type Command,
  EventsReply,
  HeartbeatReply,
  LINE_PROTOCOL,
  LINE_PROTOCOL_HEADER,
  LineError,
  MAX_REPORTS,
  RegisterReply,
  ReportReply,
  UploadState,
} from "./contract";
import { firstData, join, type LineHarness, registration, send, type WorkerSession } from "./contract-client";

async function refused(response: Response): Promise<LineError["error"]> {
  expect(response.ok).toBe(false);
  return LineError.parse(await response.json()).error;
}

const event = (sequence: number, atMs = sequence * 10): CallEvent => ({
  sequence,
  at: new Date().toISOString(),
  body: { type: "state", state: sequence % 2 ? "greeting" : "listening", atMs },
});

const usage = { guestSpeechMs: 0, ttsCharacters: 0, llmTokens: 0 };
const closing = (epoch: number, recording = false) => ({
  epoch,
  reason: "done",
  durationMs: 1000,
  usage,
  recording,
});

/** The suite that the app and the worker's test double both pass: the wire, not the code behind it. */
export function lineContractSuite(name: string, start: () => Promise<LineHarness>): void {
  describe(`line contract: ${name}`, () => {
    let line: LineHarness;
    let worker: WorkerSession;

    beforeAll(async () => {
      line = await start();
      worker = await join(line);
    });
    afterAll(() => line.stop());

    async function opened(by = worker) {
      const { token, callId } = await line.token();
      const response = await by.ask("POST", "calls/open", { token });
      expect(response.status).toBe(200);
      return { token, callId, opening: CallOpening.parse(await response.json()) };
    }

    describe("registration", () => {
      const register = (body: unknown, bearer = line.enrolmentToken, headers = {}) =>
        send(`${line.url}/api/line/register`, "POST", bearer, body, headers);

      test("gives a session, a beat and the two public keys", async () => {
        const reply = RegisterReply.parse(await (await register(registration())).json());
        expect(Buffer.from(reply.tokenKey, "base64url")).toHaveLength(32);
        expect(Buffer.from(reply.sealKey, "base64url")).toHaveLength(32);
        expect(reply.heartbeatMs).toBeGreaterThan(0);
      });

      test("is refused with a wrong enrolment token, a foreign signature, an old proof, or twice", async () => {
        expect(await refused(await register(registration(), "wrong-token"))).toBe("unauthenticated");
        const forged = { ...registration(), signature: registration().signature };
        expect(await refused(await register(forged))).toBe("unauthenticated");
        const old = registration({ issuedAt: new Date(Date.now() - 120_000).toISOString() });
        expect(await refused(await register(old))).toBe("unauthenticated");
        const once = registration();
        expect((await register(once)).status).toBe(200);
        expect(await refused(await register(once))).toBe("unauthenticated");
      });

      test("says which protocol it speaks to who speaks another, and names what is invalid", async () => {
        const speaking = (protocol: string) =>
          register(registration(), line.enrolmentToken, { [LINE_PROTOCOL_HEADER]: protocol });
        for (const unknown of ["99", "0", "", "two"])
          expect(await refused(await speaking(unknown))).toBe("protocol");
        expect((await speaking(String(LINE_PROTOCOL - 1))).status).toBe(200);
        for (const bad of ["", "{", "[]", { ...registration(), capacity: 0 }, { workerId: "x" }]) {
          expect(await refused(await register(bad))).toBe("invalid");
        }
      });

      test("a heartbeat renews the session; without one nothing is answered", async () => {
        const response = await worker.ask("POST", "heartbeat", { calls: [], load: 0.2, draining: false });
        expect(HeartbeatReply.parse(await response.json()).session.length).toBeGreaterThan(10);
        const stranger = send(`${line.url}/api/line/heartbeat`, "POST", "stranger", {
          calls: [],
          load: 0,
          draining: false,
        });
        expect(await refused(await stranger)).toBe("unauthenticated");
        expect(
          await refused(await worker.ask("POST", "heartbeat", { calls: [], load: 7, draining: false })),
        ).toBe("invalid");
      });
    });

    describe("opening a call", () => {
      test("gives all a worker needs, in epoch 1", async () => {
        const { callId, opening } = await opened();
        expect(opening).toMatchObject({ callId, epoch: 1 });
        expect(opening.greeting.length).toBeGreaterThan(0);
        expect(opening.resumed).toBeUndefined();
      });

      test("a token serves once; expired, foreign and nonsense tokens never", async () => {
        const { token } = await opened();
        expect(await refused(await worker.ask("POST", "calls/open", { token }))).toBe("token_used");
        for (const bad of [{ expired: true }, { foreign: true }]) {
          const { token: refusedToken } = await line.token(bad);
          expect(await refused(await worker.ask("POST", "calls/open", { token: refusedToken }))).toBe(
            "unauthenticated",
          );
        }
        const nonsense = await refused(await worker.ask("POST", "calls/open", { token: "x".repeat(60) }));
        expect(nonsense).toBe("unauthenticated");
      });

      test("one token opened at the same instant by ten is opened by one", async () => {
        const { token } = await line.token();
        const all = await Promise.all(
          Array.from({ length: 10 }, () => worker.ask("POST", "calls/open", { token })),
        );
        expect(all.filter((response) => response.status === 200)).toHaveLength(1);
      });
    });

    describe("epochs", () => {
      test("a second opening raises the epoch, hands over the snapshot and silences the first worker", async () => {
        const { callId, opening } = await opened();
        const snapshot = { slots: { nights: 3 }, deep: [1, "two", null] };
        const kept = await worker.ask("PUT", `calls/${callId}/snapshot`, {
          epoch: opening.epoch,
          elapsedMs: 4200,
          snapshot,
          usage: { ...usage, llmTokens: 70 },
        });
        expect(kept.ok).toBe(true);
        const spent = { epoch: opening.epoch, elapsedMs: 1, snapshot, usage: { ...usage, llmTokens: -1 } };
        expect(await refused(await worker.ask("PUT", `calls/${callId}/snapshot`, spent))).toBe("invalid");
        const second = await join(line);
        const { token } = await line.token({ callId });
        const again = await second.ask("POST", "calls/open", { token, resume: true });
        const resumed = CallOpening.parse(await again.json());
        expect(resumed).toMatchObject({
          callId,
          epoch: opening.epoch + 1,
          resumed: { snapshot, elapsedMs: 4200, done: [] },
        });
        const { epoch } = opening;
        const late = [
          ["POST", "tools", { epoch, turnId: "t1", toolSequence: 1, atMs: 0, ...line.tool }],
          ["POST", "events", { epoch, events: [event(1)] }],
          ["PUT", "snapshot", { epoch, elapsedMs: 1, snapshot: {} }],
          ["POST", "close", closing(epoch)],
        ] as const;
        for (const [method, path, body] of late) {
          expect(await refused(await worker.ask(method, `calls/${callId}/${path}`, body))).toBe(
            "stale_epoch",
          );
        }
      });

      test("a call that nobody opened, or that does not exist, has no tools and no events", async () => {
        const { callId } = await line.token();
        for (const id of [callId, newId()]) {
          const response = await worker.ask("POST", `calls/${id}/events`, { epoch: 1, events: [event(1)] });
          expect(["not_found", "stale_epoch"]).toContain(await refused(response));
        }
      });
    });

    describe("events", () => {
      test("are accepted in order, once; repeats are harmless and a gap is answered with what is known", async () => {
        const { callId, opening } = await opened();
        const push = async (...events: CallEvent[]) => {
          const response = await worker.ask("POST", `calls/${callId}/events`, {
            epoch: opening.epoch,
            events,
          });
          expect(response.status).toBe(200);
          return EventsReply.parse(await response.json()).accepted;
        };
        expect(await push(event(1), event(2))).toBe(2);
        expect(await push(event(1), event(2))).toBe(2);
        expect(await push(event(5))).toBe(2);
        expect(await push(event(2), event(3))).toBe(3);
        expect(await push(event(5), event(4))).toBe(5);
        expect(await push()).toBe(5);
      });

      test("wrong types and floods are invalid and change nothing", async () => {
        const { callId, opening } = await opened();
        const { epoch } = opening;
        const flood = { epoch, events: Array.from({ length: 201 }, (_, i) => event(i + 1)) };
        const odd = { epoch, events: [{ ...event(1), body: { type: "nonsense" } }] };
        for (const bad of [flood, odd, { epoch: "1", events: [] }, { events: [] }]) {
          expect(await refused(await worker.ask("POST", `calls/${callId}/events`, bad))).toBe("invalid");
        }
        const still = await worker.ask("POST", `calls/${callId}/events`, { epoch, events: [event(1)] });
        expect(EventsReply.parse(await still.json()).accepted).toBe(1);
      });

      test("every stage of a turn is taken, and a turn told without the newer ones too; time never runs backwards", async () => {
        const { callId, opening } = await opened();
        const { epoch } = opening;
        const at = new Date().toISOString();
        const said = { turnId: "t1", clause: 0, text: "From three.", kind: "answer", facts: [], atMs: 900 };
        const heard = { turnId: "t1", heard: "From three.", unheard: "", cut: false, atMs: 2_000 };
        const stages = { endpointing: 250, recognise: 90, firstToken: 210, think: 60, tool: 80, voice: 120 };
        const bodies = [
          { type: "line_said", ...said },
          { type: "timing", turnId: "t1", timing: { ...stages, total: 810 }, atMs: 1_000 },
          { type: "line_heard", ...heard, heardMs: 1_000 },
          { type: "timing", turnId: "t2", timing: { think: 300, total: 300 }, atMs: 3_000 },
          { type: "line_heard", ...heard, turnId: "t2" },
        ];
        const tell = (events: unknown) => worker.ask("POST", `calls/${callId}/events`, { epoch, events });
        const early = { type: "timing", turnId: "t1", timing: { firstToken: -1, total: 1 }, atMs: 0 };
        expect(await refused(await tell([{ sequence: 1, at, body: early }]))).toBe("invalid");
        const taken = await tell(bodies.map((body, i) => ({ sequence: i + 1, at, body })));
        expect(EventsReply.parse(await taken.json()).accepted).toBe(bodies.length);
      });

      test("what is heard right now may come with no events", async () => {
        const { callId, opening } = await opened();
        const partial = { turnId: "t1", text: "for three ni" };
        const response = await worker.ask("POST", `calls/${callId}/events`, {
          epoch: opening.epoch,
          events: [],
          partial,
        });
        expect(EventsReply.parse(await response.json()).accepted).toBe(0);
      });
    });

    describe("reports of many calls in one request", () => {
      const tell = async (reports: readonly unknown[]) => {
        const response = await worker.ask("POST", "reports", { reports });
        expect(response.status).toBe(200);
        const lines = (await response.text()).trimEnd().split("\n");
        const replies = lines.map((line) => ReportReply.parse(JSON.parse(line)));
        return replies.toSorted((a, b) => a.report - b.report);
      };

      test("are each taken as by their own endpoint", async () => {
        const [one, two] = [await opened(), await opened()];
        const { epoch } = one.opening;
        const snapshot = { epoch, elapsedMs: 70, snapshot: { nights: 2 }, usage };
        const replies = await tell([
          { callId: one.callId, events: { epoch, events: [event(1), event(2)] } },
          { callId: two.callId, events: { epoch, events: [event(1)] } },
          { callId: one.callId, snapshot },
        ]);
        expect(replies).toEqual([{ report: 0, accepted: 2 }, { report: 1, accepted: 1 }, { report: 2 }]);
        const { token } = await line.token({ callId: one.callId });
        const again = await (await join(line)).ask("POST", "calls/open", { token, resume: true });
        expect(CallOpening.parse(await again.json())).toMatchObject({
          resumed: { snapshot: { nights: 2 }, elapsedMs: 70 },
        });
      });

      test("are each refused alone", async () => {
        const { callId, opening } = await opened();
        const { epoch } = opening;
        const events = { epoch, events: [event(1)] };
        const codes = (await tell([
          { callId, events: { ...events, epoch: epoch + 1 } },
          { callId: newId(), events },
          { callId, events: { epoch, events: [{ ...event(1), body: { type: "nonsense" } }] } },
          null,
          { callId },
          { callId, events },
        ])) as { refused?: LineError; accepted?: number }[];
        expect(codes.map(({ refused, accepted }) => refused?.error ?? accepted)).toEqual([
          "stale_epoch",
          "not_found",
          "invalid",
          "invalid",
          "invalid",
          1,
        ]);
      });

      test("are not too many, and not none", async () => {
        const report = { callId: newId(), events: { epoch: 1, events: [] } };
        for (const reports of [[], Array.from({ length: MAX_REPORTS + 1 }, () => report), "all", undefined])
          expect(await refused(await worker.ask("POST", "reports", { reports }))).toBe("invalid");
        const stranger = await send(`${line.url}/api/line/reports`, "POST", "stranger", {
          reports: [report],
        });
        expect(await refused(stranger)).toBe("unauthenticated");
      });
    });

    test("a tool answers with the envelope, and the same call again with its first result", async () => {
      const { callId, opening } = await opened();
      const ask = async (toolSequence: number) => {
        const body = { epoch: opening.epoch, turnId: "t1", toolSequence, atMs: 10, ...line.tool };
        return ToolResult.parse(await (await worker.ask("POST", `calls/${callId}/tools`, body)).json());
      };
      const first = await ask(1);
      expect(first.ok).toBe(true);
      const again = await ask(1);
      expect(again.ok && first.ok && again.say === first.say).toBe(true);
    });

    test("who opens the call again is told what its tools have done, once each and in order", async () => {
      const { callId, opening } = await opened();
      const { epoch } = opening;
      const results: ToolResult[] = [];
      for (const toolSequence of [1, 2, 2]) {
        const args = toolSequence === 1 ? line.tool.args : {};
        const body = { epoch, turnId: `t${toolSequence}`, toolSequence, atMs: 10, ...line.tool, args };
        const response = await worker.ask("POST", `calls/${callId}/tools`, body);
        results.push(ToolResult.parse(await response.json()));
      }
      const kept = { epoch, elapsedMs: 4200, snapshot: {}, usage };
      await worker.ask("PUT", `calls/${callId}/snapshot`, kept);
      const { token } = await line.token({ callId });
      const again = await (await join(line)).ask("POST", "calls/open", { token, resume: true });
      const { resumed } = CallOpening.parse(await again.json());
      const { name, args } = line.tool;
      expect(resumed?.done).toEqual([
        { turnId: "t1", toolSequence: 1, name, args, result: results[0] },
        { turnId: "t2", toolSequence: 2, name, args: {}, result: results[1] },
      ]);
    });

    test("a recording is uploaded in pieces, resumes at the offset, and completes with its digest only", async () => {
      const { callId, opening } = await opened();
      const { epoch } = opening;
      const bytes = randomBytes(5000);
      await worker.ask("POST", `calls/${callId}/close`, closing(epoch, true));
      const state = async (response: Promise<Response>) => UploadState.parse(await (await response).json());
      const patch = (offset: number, piece: Uint8Array) =>
        worker.ask("PATCH", `calls/${callId}/recording?offset=${offset}&epoch=${epoch}`, piece);
      expect(await state(worker.ask("POST", `calls/${callId}/recording`, { epoch }))).toEqual({
        offset: 0,
        complete: false,
      });
      expect(await state(patch(0, bytes.subarray(0, 3000)))).toEqual({ offset: 3000, complete: false });
      expect((await state(worker.ask("POST", `calls/${callId}/recording`, { epoch }))).offset).toBe(3000);
      expect(await state(patch(3000, bytes.subarray(3000)))).toEqual({ offset: 5000, complete: false });
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const wrong = { epoch, bytes: 5000, sha256: "0".repeat(64) };
      expect(await refused(await worker.ask("POST", `calls/${callId}/recording/complete`, wrong))).toBe(
        "invalid",
      );
      const done = worker.ask("POST", `calls/${callId}/recording/complete`, { epoch, bytes: 5000, sha256 });
      expect((await state(done)).complete).toBe(true);
    });

    test("a closed call is closed once, and a second close is harmless", async () => {
      const { callId, opening } = await opened();
      for (let i = 0; i < 2; i++) {
        expect((await worker.ask("POST", `calls/${callId}/close`, closing(opening.epoch))).ok).toBe(true);
      }
      const { token } = await line.token({ callId });
      expect(["not_found", "stale_epoch"]).toContain(
        await refused(await worker.ask("POST", "calls/open", { token })),
      );
    });

    test("commands reach the worker they are for, over one stream", async () => {
      // A worker of its own: one that lost a call earlier is told so first.
      const own = await join(line);
      const { callId } = await opened(own);
      const response = await own.ask("GET", "commands");
      expect(response.headers.get("content-type")).toContain("text/event-stream");
      const command: Command = { type: "hang_up", callId, reason: "staff_hung_up" };
      await line.command(own.workerId, command);
      expect(await firstData(response)).toEqual(command);
    });
  });
}
