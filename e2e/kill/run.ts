import { GuestSpeech } from "@/voice-worker/testing/guest-speech";
import { runCase } from "./case";
import { type Point, points } from "./points";
import { Stack, VICTIMS, type Victim } from "./stack";

/** Number of the point that is also killed at in speech: a room is held, the booking is to come. */
const SPOKEN_POINT = 6;

interface Planned {
  name: string;
  victim: Victim;
  point: Point;
  from: string;
  spoken: boolean;
}

/** Every case, the long ones first. Victims take turns, so that each has time to be started again. */
function plan(): Planned[] {
  const typed = points.flatMap((point, index) =>
    VICTIMS.map((victim, turn) => ({
      name: `${victim} dies ${point.name}`,
      from: `+4790${String(100_000 + index * 10 + turn).padStart(6, "0")}`,
      ...{ victim, point, spoken: false },
    })),
  );
  const spoken = typed
    .filter(({ point }) => point === points[SPOKEN_POINT - 1])
    .map((one) => ({
      ...one,
      name: `in speech, ${one.name}`,
      from: one.from.replace("+4790", "+4791"),
      spoken: true,
    }));
  return [...spoken, ...typed];
}

/** Products killed side by side: most of a case is waiting for somebody to come back. */
const LANES = 2;
/** Calls in speech at once: they must keep time, and on two cores beside two products only one of them does. */
const SPEAKING = 1;

/** Hands out the cases in order; one in speech waits until there is quiet enough for it. */
class Cases {
  private speaking = 0;
  constructor(private readonly left: Planned[]) {}

  take(): Planned | undefined {
    const at = this.left.findIndex(({ spoken }) => !spoken || this.speaking < SPEAKING);
    const [next] = at < 0 ? [] : this.left.splice(at, 1);
    if (next?.spoken) this.speaking += 1;
    return next;
  }

  done({ spoken }: Planned): void {
    if (spoken) this.speaking -= 1;
  }
}

/** Plays cases on a product of its own until none is left; resolves with how many passed. */
async function lane(
  stack: Stack,
  cases: Cases,
  voice: GuestSpeech,
  say: (line: string) => void,
): Promise<number> {
  let passed = 0;
  try {
    await stack.healed();
    const [number] = await stack.query<{ e164: string }>(
      "SELECT e164 FROM phone_number ORDER BY created_at, e164 LIMIT 1",
      [],
    );
    if (!number) throw new Error("The demo hotel has no number to call.");
    for (let next = cases.take(); next; next = cases.take()) {
      const { name, victim, point, from, spoken } = next;
      const started = performance.now();
      try {
        if (spoken) await stack.warm();
        const one = { victim, point, from, to: number.e164 };
        const said = spoken ? { voice: (text: string) => voice.say(text) } : {};
        const outcome = await runCase(stack, { ...one, ...said });
        passed += 1;
        say(`  ✓ ${name}: ${outcome} (${Math.round(performance.now() - started)} ms)`);
      } catch (error) {
        say(`  ✗ ${name}: ${error instanceof Error ? error.message : String(error)}`);
        say(stack.lastWords());
        await stack.healed();
      } finally {
        cases.done(next);
      }
    }
  } finally {
    await stack.stop();
  }
  return passed;
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
  const point = only("--point");
  const victim = only("--victim");
  const wanted = plan().filter(
    (one) =>
      (!point || points[Number(point) - 1] === one.point) &&
      (!victim || victim === one.victim) &&
      (!process.argv.includes("--speech") || one.spoken),
  );
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const cases = new Cases([...wanted]);
  const voice = new GuestSpeech(8000);
  const planned = wanted.length;
  // The demo hotel is made once; each lane gets a copy of it.
  const seeded = await Stack.start((line) => say(`  | ${line}`));
  let passed = 0;
  try {
    await seeded.ended();
    const lost = (error: unknown) => {
      say(`  ✗ a product did not come back: ${String(error)}`);
      return 0;
    };
    const lanes = Array.from({ length: Math.min(LANES, planned) }, async (_, n) => {
      const stack = await Stack.start((line) => say(`  ${n + 1}| ${line}`), seeded);
      return lane(stack, cases, voice, say);
    });
    const counts = await Promise.all(lanes.map((one) => one.catch(lost)));
    passed = counts.reduce((sum, some) => sum + some, 0);
  } finally {
    await seeded.stop();
    await voice.close();
  }
  say(`${passed} passed, ${planned - passed} failed`);
  return passed === planned && planned > 0 ? 0 : 1;
}

process.exit(await main());
