import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { embeddedVendors } from "@/server/line/contract";
import type { ToolResult } from "@/server/tools";
import { silentMeter } from "../../call/deps";
import { LineDouble, type LineDoubleOptions } from "../../testing/line-double";
import { sampleOpening } from "../../testing/opening";
import { realTimers, type Timers } from "../../timing";
import { RealtimeSession } from "../session";
import { type Fault, OpenAiRealtimeServer } from "./openai-realtime-server";

const KEY = "sk-of-the-hotel";
const OFFER = "v=0\r\noffer";
const cleanUp: (() => Promise<unknown>)[] = [];

/** After each test: ends its calls and closes the vendor. */
export async function closeWorlds(): Promise<void> {
  for (const task of cleanUp.splice(0).reverse()) await task();
}

/** What a tool answers when a test gives no answer of its own. */
export const found: ToolResult = {
  ok: true,
  data: {},
  say: "Two rooms are free.",
  next: [],
  facts: [
    {
      ...{ id: "c1.1", kind: "price", name: "total", spoken: "two hundred and forty euros" },
      value: { amount: 24_000, currency: "EUR" },
    },
  ],
};

/** Longest wait that runs out by itself. Milliseconds. */
const SHORT_MS = 500;
/** Real time without the call's deadlines: on a busy machine they would be over before the test has done its part. */
const shortTimers: Timers = {
  ...realTimers,
  after: (ms, task) => (ms <= SHORT_MS ? realTimers.after(ms, task) : () => {}),
};

interface WorldOptions extends Pick<LineDoubleOptions, "tools"> {
  withVendor?: boolean;
  fault?: Fault;
  silenceSeconds?: number;
  maxLlmTokens?: number;
  realtime?: { model?: string; voice?: string };
  timers?: Timers;
}

/** A call held by the vendor's double, at the line's double. */
export async function world(over: WorldOptions = {}) {
  const vendor = new OpenAiRealtimeServer(KEY);
  const baseUrl = await vendor.start();
  cleanUp.push(() => vendor.close());
  vendor.fault = over.fault ?? "none";
  const llm =
    over.withVendor === false ? [] : [{ vendor: "openai" as const, apiKey: KEY, baseUrl, model: "x" }];
  const line = new LineDouble({
    opening: {
      greeting: "Hotel Miradouro.",
      vendors: { ...embeddedVendors, llm, ...(over.realtime ? { realtime: over.realtime } : {}) },
      rules: {
        ...sampleOpening(new Date()).rules,
        silenceSeconds: over.silenceSeconds ?? 6,
        ...(over.maxLlmTokens ? { maxLlmTokens: over.maxLlmTokens } : {}),
      },
    },
    tools: over.tools ?? (() => found),
  });
  const callId = newId();
  const token = await line.token({ callId });
  const deps = {
    ...{ line, timers: over.timers ?? shortTimers, log: silentLogger, meter: silentMeter },
  };
  const claims = { jti: newId(), sub: callId, tenantId: newId(), channel: "browser" as const, exp: 0 };
  const start = async () => {
    const started = await RealtimeSession.start(deps, claims, token, OFFER);
    cleanUp.push(async () => {
      started.session.stop("failed");
      await started.session.ended;
    });
    return started;
  };
  const bodies = () => line.call(callId).events.map(({ body }) => body);
  return { vendor, line, callId, start, bodies };
}
