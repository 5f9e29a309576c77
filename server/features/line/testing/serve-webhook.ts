import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { silentLogger } from "@/server/kernel/logger";
import type { Deps } from "@/server/verbs/ctx";
import { answerTwilioCall } from "@/server/webhooks/twilio-voice";

/** The voice webhook on a loopback port, signed for that origin. */
export async function serveWebhook(deps: Deps): Promise<{ url: string; stop(): Promise<void> }> {
  let origin = "";
  const server = createServer(async (incoming, outgoing) => {
    let body = "";
    for await (const chunk of incoming) body += String(chunk);
    const request = new Request(`${origin}${incoming.url}`, {
      method: "POST",
      body,
      headers: incoming.headers as Record<string, string>,
    });
    const response = await answerTwilioCall({ deps, log: silentLogger, publicOrigin: origin }, request);
    outgoing.writeHead(response.status, { "content-type": "text/xml" }).end(await response.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: origin,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
