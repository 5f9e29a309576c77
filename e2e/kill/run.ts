import { GuestSpeech } from "@/voice-worker/testing/guest-speech";
import { type Case, runCase } from "./case";
import { points } from "./points";
import { Stack, VICTIMS } from "./stack";

/** Number of the point that is also killed at in speech: a room is held, the booking is to come. */
const SPOKEN_POINT = 6;

/** Every case in the order it is run: victims take turns, so that each has time to be started again. */
function cases(to: string, voice: GuestSpeech): { name: string; point: number; case: Case }[] {
  const typed = points.flatMap((point, index) =>
    VICTIMS.map((victim, turn) => ({
      name: `${victim} dies ${point.name}`,
      point: index + 1,
      case: { victim, point, from: `+4790${String(100_000 + index * 10 + turn).padStart(6, "0")}`, to },
    })),
  );
  const spoken = typed
    .filter(({ point }) => point === SPOKEN_POINT)
    .map(({ name, point, case: one }) => ({
      name: `in speech, ${name}`,
      point,
      case: { ...one, from: one.from.replace("+4790", "+4791"), voice: (text: string) => voice.say(text) },
    }));
  return [...typed, ...spoken];
}

/**
 * The kill matrix: each of the three processes dies at each of ten moments of a booking, by SIGKILL, and once more in a
 * call in speech. One booking or none, none only if the guest was never told so, and everything told or acknowledged is
 * in the database after. `--point N`, `--victim NAME` and `--speech` narrow it down.
 */
async function main(): Promise<number> {
  const only = (flag: string) => {
    const index = process.argv.indexOf(flag);
    return index < 0 ? undefined : process.argv[index + 1];
  };
  const wantedPoint = only("--point");
  const wantedVictim = only("--victim");
  const speechOnly = process.argv.includes("--speech");
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const stack = await Stack.start((line) => say(`  | ${line}`));
  const voice = new GuestSpeech(8000);
  let passed = 0;
  const failures: string[] = [];
  try {
    await stack.healed();
    const [number] = await stack.query<{ e164: string }>(
      "SELECT e164 FROM phone_number ORDER BY created_at, e164 LIMIT 1",
      [],
    );
    if (!number) throw new Error("The demo hotel has no number to call.");
    for (const { name, point, case: one } of cases(number.e164, voice)) {
      if (wantedPoint && Number(wantedPoint) !== point) continue;
      if (wantedVictim && wantedVictim !== one.victim) continue;
      if (speechOnly && !one.voice) continue;
      const started = performance.now();
      try {
        const outcome = await runCase(stack, one);
        passed += 1;
        say(`  ✓ ${name}: ${outcome} (${Math.round(performance.now() - started)} ms)`);
      } catch (error) {
        failures.push(name);
        say(`  ✗ ${name}: ${error instanceof Error ? error.message : String(error)}`);
        await stack.healed();
      }
    }
  } finally {
    await voice.close();
    await stack.stop();
  }
  say(`${passed} passed, ${failures.length} failed`);
  return failures.length > 0 || passed === 0 ? 1 : 0;
}

process.exit(await main());
