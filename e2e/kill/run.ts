import { runCase } from "./case";
import { points } from "./points";
import { Stack, VICTIMS } from "./stack";

/**
 * The kill matrix: each of the three processes dies at each of ten moments of a booking, by SIGKILL. One booking
 * or none, none only if the guest was never told so, and everything told or acknowledged is in the database after.
 * `--point N` and `--victim NAME` narrow it down.
 */
async function main(): Promise<number> {
  const only = (flag: string) => {
    const index = process.argv.indexOf(flag);
    return index < 0 ? undefined : process.argv[index + 1];
  };
  const wantedPoint = only("--point");
  const wantedVictim = only("--victim");
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const stack = await Stack.start((line) => say(`  | ${line}`));
  let passed = 0;
  const failures: string[] = [];
  try {
    await stack.healed();
    const [number] = await stack.query<{ e164: string }>(
      "SELECT e164 FROM phone_number ORDER BY created_at, e164 LIMIT 1",
      [],
    );
    if (!number) throw new Error("The demo hotel has no number to call.");
    // Victims take turns, so that each has time to be started again.
    for (const [index, point] of points.entries()) {
      for (const victim of VICTIMS) {
        if (wantedPoint && Number(wantedPoint) !== index + 1) continue;
        if (wantedVictim && wantedVictim !== victim) continue;
        const name = `${victim} dies ${point.name}`;
        const started = performance.now();
        try {
          const from = `+4790${String(100_000 + index * 10 + VICTIMS.indexOf(victim)).padStart(6, "0")}`;
          const outcome = await runCase(stack, victim, point, from, number.e164);
          passed += 1;
          say(`  ✓ ${name}: ${outcome} (${Math.round(performance.now() - started)} ms)`);
        } catch (error) {
          failures.push(name);
          say(`  ✗ ${name}: ${error instanceof Error ? error.message : String(error)}`);
          await stack.healed();
        }
      }
    }
  } finally {
    await stack.stop();
  }
  say(`${passed} passed, ${failures.length} failed`);
  return failures.length > 0 || passed === 0 ? 1 : 0;
}

process.exit(await main());
