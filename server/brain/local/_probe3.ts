import { localBrain } from "./index";
import { createTestHotel } from "../testing/hotel";
import { readFileSync } from "node:fs";
const scripts = readFileSync(process.argv[2]!, "utf8").trim().split(/\n\n+/).map((s) => s.split("\n"));
for (const s of scripts) {
  console.log("=====");
  const hotel = createTestHotel(); const d = localBrain.start(hotel.opening); let n = 0;
  for await (const _ of d.greet(hotel.io()));
  for (const text of s) {
    const at = hotel.log.length; const outs: string[] = [];
    for await (const o of d.respond({ id: `t${++n}`, source: "typed", text, confidence: 1 }, hotel.io())) outs.push(o.type === "say" ? o.text : `[end ${o.reason}]`);
    console.log("G:", text); for (const c of hotel.log.slice(at)) console.log("    #", c.name, JSON.stringify(c.args), c.ok ? "" : c.code);
    console.log("  L:", outs.join(" | "));
  }
}
