import { generateKeyPairSync } from "node:crypto";
import { newId } from "@/server/kernel/ids";
import { lineContractSuite } from "@/server/line/contract-suite";
import { LineDouble } from "./line-double";
import { LineDoubleServer } from "./line-double-http";

lineContractSuite("the worker's double", async () => {
  const double = new LineDouble({
    tools: () => ({
      ok: true,
      data: { topic: "place", fields: {} },
      facts: [],
      say: "We are by the river.",
      next: [],
    }),
  });
  const server = await new LineDoubleServer(double).start();
  return {
    url: server.url,
    enrolmentToken: server.enrolmentToken,
    tool: { name: "get_policy", args: { topic: "place" } },
    async token({ callId = newId(), expired, foreign } = {}) {
      const key = foreign ? generateKeyPairSync("ed25519").privateKey : undefined;
      return {
        callId,
        token: await double.token({ callId, seconds: expired ? -120 : 60, ...(key ? { key } : {}) }),
      };
    },
    command: async (_workerId, command) => double.command(command),
    stop: () => server.stop(),
  };
});
