import { silentLogger } from "@/server/kernel/logger";
import { startExecutor } from "../executor";
import { EVENT_KEY, KEY, testApp } from "./app";

const witness = process.env.TEST_WITNESS ?? "";
const tell = (what: string) => fetch(`${witness}/${what}`).then(() => what);

/** The process that crash.db.test.ts kills: real clock, short leases. */
const app = await testApp((client) => [
  client.createFunction({ id: "sleeper", triggers: [{ event: "sleeper" }] }, async ({ step }) => {
    await step.run("before", () => tell("sleeper.before"));
    await step.sleep("rest", "3s");
    await step.run("after", () => tell("sleeper.after"));
  }),
  client.createFunction({ id: "stuck", triggers: [{ event: "stuck" }] }, async ({ step }) => {
    const pid = await step.run("prepare", () => tell("stuck.prepared").then(() => process.pid));
    await step.run("hang", async () => {
      await tell("stuck.try");
      // Only the process that began the run hangs; whoever takes over finishes.
      if (process.pid === pid) await new Promise(() => {});
    });
  }),
]);
startExecutor({
  databaseUrl: process.env.TEST_DATABASE ?? "",
  serveUrl: app.serveUrl,
  signal: new AbortController().signal,
  log: silentLogger,
  signingKey: KEY,
  eventKey: EVENT_KEY,
  pollMs: 50,
  leaseMs: 1_500,
});
