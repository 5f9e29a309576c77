import { expect, test } from "vitest";
import { lies } from "@/server/brain/gate/testing/lies";
import { textOf } from "@/server/brain/testing/converse";
import { rig } from "./testing/double";

/** With nothing asked of a tool, none of these has a fact: the guest must hear none of it, however often it is tried. */
test.each(lies.map(([, sentence]) => sentence))("a model that insists on %j is not heard", async (lie) => {
  const r = rig(() => ({ text: lie }));
  const c = await r.start();
  const reply = await c.say("Tell me more please");
  const said = textOf(reply);
  expect(said).not.toBe("");
  expect(said).not.toContain(lie);
  expect(said).not.toMatch(/\d|euros|booked|cancelled|available|on the way/);
  expect(r.reports.some((x) => x.type === "blocked_claim")).toBe(true);
});
