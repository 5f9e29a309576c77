import { localBrain } from "./index";
import { createTestHotel } from "../testing/hotel";
const scripts = process.argv.slice(2).length ? [process.argv.slice(2)] : [["hi i'd like a double room", "from the fifth to the eighth of december", "two", "yes please", "anna meyer", "0151 234 5678", "yes"],
["i need a deluxe double next friday for three nights for me and my wife with breakfast", "actually make it two nights", "yes", "it's john smith", "oh one five one double two three four five six seven eight", "yes that's right"]];
for (const s of scripts) {
  const hotel = createTestHotel(); const d = localBrain.start(hotel.opening); let n = 0;
  for await (const o of d.greet(hotel.io())) console.log("L:", o);
  for (const text of s) {
    console.log("G:", text); const at = hotel.log.length;
    for await (const o of d.respond({ id: `t${++n}`, source: "typed", text, confidence: 1 }, hotel.io())) console.log("  L:", o.type === "say" ? `${o.text}  (${o.kind} ${o.facts.join(",")})` : o);
    for (const c of hotel.log.slice(at)) console.log("    #", c.name, JSON.stringify(c.args), c.ok ? "" : c.code);
    console.log("    expects", JSON.stringify(d.expectation()));
  }
}
