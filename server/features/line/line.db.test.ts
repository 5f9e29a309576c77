import { generateKeyPairSync } from "node:crypto";
import { silentLogger } from "@/server/kernel/logger";
import { lineContractSuite } from "@/server/line/contract-suite";
import { lineTools } from "@/server/line-tools";
import { makeTestDeps } from "@/server/testing/deps";
import { makeHotel } from "@/server/testing/small-hotel";
import { newCall } from "./testing/line-call";
import { serveLine } from "./testing/serve-line";
import { issueCallToken } from "./tokens";

lineContractSuite("the app", async () => {
  const test = await makeTestDeps();
  const { deps } = test;
  const { tenantId, hotelId } = await makeHotel(deps.db);
  const served = await serveLine({ deps, log: silentLogger, tools: lineTools });
  return {
    url: served.url,
    enrolmentToken: deps.keys.workerEnrolment,
    tool: { name: "set_language", args: { language: "en" } },
    async token(options = {}) {
      const callId = options.callId ?? (await newCall(deps, { tenantId, hotelId }));
      const key = options.foreign ? generateKeyPairSync("ed25519").privateKey : deps.keys.lineSigning;
      const now = new Date(Date.now() - (options.expired ? 120_000 : 0));
      return { callId, token: await issueCallToken(key, { callId, tenantId, channel: "simulator" }, now) };
    },
    async command(workerId, command) {
      await deps.system.client.workerCommand.create({ data: { workerId, command } });
    },
    async stop() {
      await served.stop();
      await test.close();
    },
  };
});
