import { afterAll, beforeAll } from "vitest";
import { startRiva } from "../testing/riva-server";
import { textToTones } from "../testing/tone-modem";
import { asrContract } from "./contract";
import { createRivaAsr } from "./riva";

let server: Awaited<ReturnType<typeof startRiva>>;
beforeAll(async () => {
  server = await startRiva();
});
afterAll(() => server.close());

asrContract("riva", {
  make: (limits) => createRivaAsr({ ...limits, url: server.url }),
  say: async (phrase) => textToTones(phrase),
});
