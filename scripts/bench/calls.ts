import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import type { TurnKind } from "./calls/guest";
import { bargeIns, gapsOf, type LoadResult, overheadOf, playLoad } from "./calls/load";
import { type Growth, playShortCalls } from "./calls/short-calls";
import { brief, spread } from "./calls/statistics";
import { Target } from "./calls/target";
import { makeUtterances } from "./calls/utterances";

const MAX_CALLS = 500;
const MAX_TURNS = 20;
const MAX_SHORT = 5_000;
const USAGE = `Measures the voice worker: calls at once against one process, with doubles of fixed latency upstream.

  npm run bench:calls -- --calls 50      calls at once (10; at most ${MAX_CALLS})
    --turns 4        guest turns a call; every third interrupts the line (at most ${MAX_TURNS})
    --recording      seal recordings to disk meanwhile, as production does
    --profile DIR    write a CPU profile of the worker
  npm run bench:calls -- --short 2000    many calls of half a second: does anything grow? (at most ${MAX_SHORT})`;

interface Wanted {
  calls: number;
  turns: number;
  short: number | undefined;
  recording: boolean;
  profile: string | undefined;
}

const whole = (name: string, text: string, most: number): number => {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  throw new Error(`--${name} is a whole number from 1 to ${most}.`);
};

function readWanted(argv: string[]): Wanted | undefined {
  const { values } = parseArgs({
    args: argv,
    options: {
      calls: { type: "string", default: "10" },
      turns: { type: "string", default: "4" },
      short: { type: "string" },
      recording: { type: "boolean", default: false },
      profile: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  return {
    calls: whole("calls", values.calls, MAX_CALLS),
    turns: whole("turns", values.turns, MAX_TURNS),
    short: values.short === undefined ? undefined : whole("short", values.short, MAX_SHORT),
    recording: values.recording,
    profile: values.profile,
  };
}

/** Normal turns, and every third one an interruption of the reply before it. */
const turnsOf = (count: number): TurnKind[] =>
  Array.from({ length: count }, (_, i) => (i % 3 === 2 ? "barge" : "normal"));

function printLoad(result: LoadResult): void {
  const { total, stages } = overheadOf(result);
  const barge = bargeIns(result);
  const { before, after, settled, callMinutes } = result;
  const spent = (what: "cpuSeconds" | "systemSeconds" | "mainSeconds") =>
    (after[what] - before[what]) / callMinutes;
  const used = (what: Parameters<typeof spent>[0]) => spent(what).toFixed(3);
  const aside = (spent("cpuSeconds") - spent("mainSeconds")).toFixed(3);
  const lines = [
    [
      "calls",
      `${result.calls} at once, ${result.turns.length} turns, ${callMinutes.toFixed(1)} call-minutes`,
    ],
    ["failed", result.failures.length === 0 ? "none" : `${result.failures.length}: ${result.failures[0]}`],
    [
      "overhead",
      `${brief(spread(total))}  p50 / p95 / p99, last guest frame to first audible reply, doubles taken off`,
    ],
    ...Object.entries(stages).map(([stage, values]) => [`  ${stage}`, brief(spread(values))]),
    ["barge-in", `${brief(spread(barge.fromSpeech))}  first frame of speech to clear, of ${barge.tried}`],
    ["  after VAD", brief(spread(barge.fromOnset))],
    ["audio gaps", `${brief(gapsOf(result))}  longest silence inside each reply`],
    [
      "CPU",
      `${used("cpuSeconds")} s a call-minute (kernel ${used("systemSeconds")}, all but the JavaScript thread ${aside})`,
    ],
    [
      "memory",
      `${((result.peakRssMb - before.rssMb) / result.calls).toFixed(2)} MB a call (peak ${result.peakRssMb.toFixed(0)} MB)`,
    ],
    ["descriptors", `${before.descriptors} before, ${settled.descriptors} after`],
    [
      "machine",
      `worker waited ${(after.waitedSeconds - before.waitedSeconds).toFixed(2)} s for a core; this meter was late by ${brief(spread(result.lateness))}`,
    ],
  ];
  for (const [name = "", text] of lines) process.stdout.write(`${name.padEnd(12)} ${text}\n`);
}

function printGrowth({ calls, failed, counts, heapKbPerCall }: Growth): void {
  const at = ["after the first fifth", "in the middle", "at the end"];
  const lines = counts.map(({ heapMb, rssMb, resources }, index) => {
    const open = Object.entries(resources).map(([kind, count]) => `${count} ${kind}`);
    return `${(at[index] ?? "").padEnd(22)} heap ${heapMb.toFixed(1)} MB, resident ${rssMb.toFixed(0)} MB, open: ${open.join(", ")}`;
  });
  const growth = heapKbPerCall.map((kb) => kb.toFixed(2)).join(", then ");
  process.stdout.write(
    `${calls} short calls, ${failed} failed\n${lines.join("\n")}\ngrowth a call ${growth} kB\n`,
  );
}

async function main(): Promise<void> {
  const wanted = readWanted(process.argv.slice(2));
  if (!wanted) return void process.stdout.write(`${USAGE}\n`);
  const utterances = wanted.short === undefined ? await makeUtterances() : [];
  const target = await Target.start({
    entry: "scripts/bench/calls/start.mjs",
    capacity: 600,
    opening: { recording: wanted.recording ? "notice" : "off" },
    profile: wanted.profile,
  });
  try {
    process.stdout.write(
      `${new Date().toISOString()}, Node ${process.version}, ${availableParallelism()} cores\n`,
    );
    if (wanted.short !== undefined) return printGrowth(await playShortCalls(target, wanted.short));
    await playLoad(target, { calls: 2, turns: ["normal"], utterances });
    printLoad(await playLoad(target, { calls: wanted.calls, turns: turnsOf(wanted.turns), utterances }));
  } finally {
    await target.stop();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
