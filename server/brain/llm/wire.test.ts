import { afterEach, expect, test } from "vitest";
import { localBrain } from "@/server/brain/local";
import { converse, textOf } from "@/server/brain/testing/converse";
import { testOpening } from "@/server/brain/testing/opening";
import { Breakers } from "@/server/kernel/breaker";
import type { LlmVendor } from "@/server/line/contract";
import { llmOf } from "@/server/providers/llm";
import type { Scenario } from "@/server/providers/llm/contract";
import { startAnthropicServer } from "@/server/providers/llm/testing/anthropic-server";
import { startOpenAiServer } from "@/server/providers/llm/testing/openai-server";
import type { VendorServer } from "@/server/providers/llm/testing/vendor-server";
import { createLlmBrain } from ".";

const servers: VendorServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});
const started = async (start: () => Promise<VendorServer>): Promise<VendorServer> => {
  const server = await start();
  servers.push(server);
  return server;
};

const timers = {
  now: () => performance.now(),
  after: (ms: number, run: () => void) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

function conversation(...llm: LlmVendor[]) {
  const base = testOpening();
  const opening = { ...base, vendors: { ...base.vendors, llm } };
  const breakers = new Breakers(timers.now);
  return converse(createLlmBrain({ llmOf, breakers, local: localBrain, timers }), { opening });
}
const openai = ({ url }: VendorServer): LlmVendor => ({
  vendor: "openai",
  apiKey: "k",
  model: "m",
  baseUrl: `${url}/v1`,
});
const anthropic = ({ url }: VendorServer): LlmVendor => ({
  vendor: "anthropic",
  apiKey: "k",
  model: "m",
  baseUrl: url,
});

const stay = { checkIn: "2026-12-04", checkOut: "2026-12-06", adults: 2 };
const offers: Scenario[] = [
  { calls: [{ name: "search_rooms", args: stay }] },
  { text: "One moment.", calls: [{ name: "quote_stay", args: { offer: "offer_2" } }] },
  { text: "I have a Standard Double for you. It is €240 in total. Shall I book it?" },
];

test.each([
  ["OpenAI", startOpenAiServer, openai],
  ["Anthropic", startAnthropicServer, anthropic],
] as const)(
  "over %s's wire a room is offered with its price from the result",
  async (_name, start, vendor) => {
    const server = await started(start);
    for (const scenario of offers) server.play(scenario);
    const c = await conversation(vendor(server));
    const reply = await c.say("A double for two, from the fourth to the sixth of December");
    expect(textOf(reply)).toBe(
      "One moment. I have a Standard Double for you. It is two hundred and forty euros in total. Shall I book it?",
    );
    expect(c.hotel.log.map((l) => l.name)).toEqual(["search_rooms", "quote_stay"]);
  },
);

test.each(["401", "429", "500", "garbage", "breaks"] as const)(
  "%s at both vendors: the local brain answers the turn",
  async (fault) => {
    const first = await started(startOpenAiServer);
    const second = await started(startAnthropicServer);
    for (const server of [first, second])
      for (let i = 0; i < 4; i++) server.play({ text: "and then so it goes on", fault });
    const c = await conversation(openai(first), anthropic(second));
    const reply = await c.say("A double for two, from the fourth to the sixth of December");
    expect(textOf(reply)).toMatch(/euros/);
    expect(first.requests.length + second.requests.length).toBeGreaterThan(0);
  },
);
