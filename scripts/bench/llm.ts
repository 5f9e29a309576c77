import { spawn } from "node:child_process";
import { once } from "node:events";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { systemPrompt } from "@/server/brain/llm/prompt";
import { toolsOf } from "@/server/brain/llm/tools";
import { testOpening } from "@/server/brain/testing/opening";
import { llmOf } from "@/server/providers/llm";
import type { LlmRequest } from "@/server/providers/llm/port";

/**
 * Processor time of one streamed chat completion in this process, answered by a local vendor in another:
 * `npm run bench:llm`. It speaks plain HTTP, so TLS is not in it.
 */
const REQUESTS = 2_000;
const BESIDE = 5;
const WARM_UP = 200;

const vendor = spawn(process.execPath, [fileURLToPath(new URL("llm/vendor.mjs", import.meta.url))], {
  stdio: ["ignore", "pipe", "inherit"],
});
const [port] = (await once(vendor.stdout, "data")) as [Buffer];
const baseUrl = `http://127.0.0.1:${String(port).trim()}/v1`;
const llm = llmOf({ vendor: "openai", apiKey: "k", model: "m", baseUrl });

const opening = testOpening();
const request: LlmRequest = {
  system: systemPrompt(opening),
  state: "# Now\nToday is Wednesday, 2026-11-18; it is 11:00 at the hotel.\nNobody is verified.",
  messages: Array.from({ length: 6 }, (_, i) =>
    i % 2 === 0
      ? { role: "guest", text: "<caller>A room for two from Friday, please</caller>" }
      : { role: "line", text: "For how many nights would you like to stay with us?" },
  ),
  tools: toolsOf(opening),
  toolChoice: "auto",
  maxTokens: 350,
  temperature: 0.2,
};

async function ask(): Promise<void> {
  for await (const event of llm.stream(request, new AbortController().signal))
    if (event.type === "done" && event.reason !== "stop") throw new Error(`Ended by ${event.reason}.`);
}

async function askAll(count: number): Promise<void> {
  let left = count;
  const worker = async () => {
    while (left-- > 0) await ask();
  };
  await Promise.all(Array.from({ length: BESIDE }, worker));
}

try {
  await askAll(WARM_UP);
  const before = process.cpuUsage();
  const thread = performance.eventLoopUtilization();
  await askAll(REQUESTS);
  const { user, system } = process.cpuUsage(before);
  const { active } = performance.eventLoopUtilization(thread);
  const each = (ms: number): string => `${(ms / REQUESTS).toFixed(2)} ms`;
  console.log(
    `${REQUESTS} requests, ${BESIDE} at a time, each with ${each((user + system) / 1000)} of processor`,
  );
  console.log(
    `(the kernel's part ${each(system / 1000)}); the JavaScript thread is busy for ${each(active)} a request`,
  );
} finally {
  vendor.kill();
}
