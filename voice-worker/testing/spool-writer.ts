import { writeSync } from "node:fs";
import { newId } from "@/server/kernel/ids";
import { Spool } from "../line/spool";

/** Appends records until it is killed, and says the number of each one that is acknowledged. For the spool's crash test. */
async function main(): Promise<void> {
  const [directory = "", sealKey = ""] = process.argv.slice(2);
  const spool = await Spool.open(directory, sealKey);
  const callId = newId();
  for (let sequence = 1; sequence <= 5_000; sequence++) {
    const at = new Date().toISOString();
    const body = { type: "keys" as const, count: 1, atMs: sequence };
    await spool.append({ type: "events", callId, request: { epoch: 1, events: [{ sequence, at, body }] } });
    writeSync(1, `${sequence}\n`);
  }
}

await main();
