import { afterAll, beforeAll } from "vitest";
import { startDeepgram } from "../testing/deepgram-server";
import { textToTones } from "../testing/tone-modem";
import { asrContract } from "./contract";
import { createDeepgramAsr } from "./deepgram";

let server: Awaited<ReturnType<typeof startDeepgram>>;
beforeAll(async () => {
  server = await startDeepgram();
});
afterAll(() => server.close());

asrContract("deepgram", {
  make: (limits) => createDeepgramAsr({ ...limits, apiKey: server.key, baseUrl: server.url }),
  say: async (phrase) => textToTones(phrase),
});
