import { afterAll, beforeAll } from "vitest";
import { textToTones } from "../testing/tone-modem";
import { startWhisper } from "../testing/whisper-server";
import { asrContract } from "./contract";
import { createWhisperAsr } from "./whisper";

let server: Awaited<ReturnType<typeof startWhisper>>;
beforeAll(async () => {
  server = await startWhisper();
});
afterAll(() => server.close());

asrContract("whisper", {
  make: (limits) => createWhisperAsr({ ...limits, apiKey: server.key, baseUrl: server.url }),
  say: async (phrase) => textToTones(phrase),
});
