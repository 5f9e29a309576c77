import { FrameDrive } from "./frame-clock";
import { Guest, type MeasuredTurn, type TurnKind } from "./guest";
import { type Usage, usageOf } from "./process-usage";
import type { TurnStamps } from "./stamps";
import { spread } from "./statistics";
import type { Target } from "./target";

/** Calls start this far apart, the whole ramp within eight seconds. */
const RAMP_MS = 80;
const MAX_RAMP_MS = 8_000;
const SAMPLE_MS = 500;
/** After the last call: what is left of sockets and timers. */
const SETTLE_MS = 1_500;

export interface LoadResult {
  calls: number;
  failures: string[];
  turns: (MeasuredTurn & { stamps: TurnStamps })[];
  callMinutes: number;
  before: Usage;
  after: Usage;
  peakRssMb: number;
  settled: Usage;
  lateness: number[];
}

export interface LoadOptions {
  calls: number;
  turns: readonly TurnKind[];
  utterances: readonly Int16Array[];
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Plays `calls` guests at once against the target and measures them and the worker's process. */
export async function playLoad(target: Target, options: LoadOptions): Promise<LoadResult> {
  const drive = new FrameDrive();
  const before = usageOf(target.pid);
  let peakRssMb = before.rssMb;
  const sampler = setInterval(() => {
    peakRssMb = Math.max(peakRssMb, usageOf(target.pid).rssMb);
  }, SAMPLE_MS);
  const step = Math.min(RAMP_MS, MAX_RAMP_MS / options.calls);
  const guests: Guest[] = [];
  const running: Promise<void>[] = [];
  for (let number = 1; number <= options.calls; number++) {
    const { token } = await target.newCall();
    const guest = new Guest({
      number,
      token,
      streamUrl: `${target.mediaUrl}/media/twilio`,
      utterances: options.utterances,
      turns: options.turns,
      clock: drive.add,
    });
    guests.push(guest);
    running.push(guest.run());
    await pause(step);
  }
  await Promise.all(running);
  clearInterval(sampler);
  const after = usageOf(target.pid);
  drive.stop();
  await pause(SETTLE_MS);
  const stamps = await target.stamps();
  return {
    calls: options.calls,
    failures: guests.flatMap((guest) => (guest.failure ? [guest.failure] : [])),
    turns: guests.flatMap((guest) =>
      guest.turns.map((turn) => ({ ...turn, stamps: stamps[turn.tag] ?? {} })),
    ),
    callMinutes:
      guests.reduce((sum, guest) => sum + Math.max(0, guest.endedAt - guest.connectedAt), 0) / 60_000,
    before,
    after,
    peakRssMb,
    settled: usageOf(target.pid),
    lateness: drive.lateness,
  };
}

/** What the worker added to each turn, by stage, in milliseconds. */
export function overheadOf({ turns }: LoadResult) {
  const stages = { in: [] as number[], think: [] as number[], voice: [] as number[], out: [] as number[] };
  const total: number[] = [];
  for (const { endedAt, heardAt, stamps } of turns) {
    const { endpoint, final, asked, token, voice, sound } = stamps;
    if (heardAt === undefined || !endpoint || !final || !asked || !token || !voice || !sound) continue;
    const parts = [endpoint - endedAt - ENDPOINT_MS, asked - final, voice - token, heardAt - sound] as const;
    stages.in.push(parts[0]);
    stages.think.push(parts[1]);
    stages.voice.push(parts[2]);
    stages.out.push(parts[3]);
    total.push(parts.reduce((sum, part) => sum + part, 0));
  }
  return { total, stages };
}

const ENDPOINT_MS = 200;

/** Milliseconds from the guest's interrupting speech, and from the voice detector's onset, to `clear`. */
export function bargeIns({ turns }: LoadResult) {
  const barged = turns.filter((turn) => turn.kind === "barge");
  const cleared = barged.filter((turn) => turn.clearedAt !== undefined);
  return {
    tried: barged.length,
    fromSpeech: cleared.map((turn) => (turn.clearedAt ?? 0) - turn.startedAt),
    fromOnset: cleared.flatMap((turn) =>
      turn.stamps.onset ? [(turn.clearedAt ?? 0) - turn.stamps.onset] : [],
    ),
  };
}

export const gapsOf = ({ turns }: LoadResult) =>
  spread(turns.filter((turn) => turn.heardAt).map((turn) => turn.gapMs));
