import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { BadLine } from "./network";

export interface CallArguments {
  url: string;
  from: string;
  to: string;
  script: string | undefined;
  wav: string | undefined;
  text: boolean;
  /** Seconds after which the simulator hangs up. */
  seconds: number;
  /** Scripted calls at once; undefined for a single call. */
  load: number | undefined;
  /** A fault of the media socket to be made, by name. */
  fault: string | undefined;
  line: BadLine;
}

export interface Names {
  scripts: readonly string[];
  /** Faults with what they are about. */
  faults: Readonly<Record<string, { about: string }>>;
}

const MAX_LOAD = 300;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** The demo hotel's line, and a caller nobody knows. */
export const DEMO_NUMBER = "+15550100100";
const CALLER = "+15550142271";

export const usage = ({ scripts, faults }: Names): string => `Calls the hotel's line, as Twilio would.

  npm run call                          talk by typing what the guest says aloud
  npm run call -- --script NAME         ${scripts.join(", ")}
  npm run call -- --wav FILE            plays a recording as the guest
  npm run call -- --text                typed turns: no voice, no ear

  npm run call -- --load N              N scripted calls at once (booking unless --script says), at most ${MAX_LOAD}
  npm run call -- --fault NAME          does on the media socket what no telephone service should:
${Object.entries(faults)
  .map(([name, { about }]) => `      ${name.padEnd(16)}${about}`)
  .join("\n")}

  --loss PCT      this share of the guest's audio frames never arrives
  --noise DB      white noise in the guest's audio, dB relative to full scale (-40 is quiet, -20 loud)
  --from NUMBER   who calls (${CALLER})
  --to NUMBER     the hotel's line (${DEMO_NUMBER})
  --url URL       the app, as Twilio reaches it (the one that runs here)
  --seconds N     hang up after this long (300)`;

/** Where the product runs on this machine, as its launcher wrote it down. */
function runningApp(): string | undefined {
  try {
    const file = `${process.env.VOICEHIVE_DATA_DIR || ".data"}/launcher.json`;
    return (JSON.parse(readFileSync(file, "utf8")) as { webUrl?: string }).webUrl;
  } catch {
    return undefined;
  }
}

/** `--noise -35` means what it says: a number below zero is no option. */
const signed = (argv: readonly string[]): string[] =>
  argv.flatMap((word, i) => {
    if (word === "--noise" && /^-\d/.test(argv[i + 1] ?? "")) return [`${word}=${argv[i + 1]}`];
    return argv[i - 1] === "--noise" && /^-\d/.test(word) ? [] : [word];
  });

/** Reads the command line. Throws with one readable sentence when it makes no sense. */
export function readArguments(argv: readonly string[], { scripts, faults }: Names): CallArguments | "help" {
  const { values } = parseArgs({
    args: signed(argv),
    options: {
      script: { type: "string" },
      wav: { type: "string" },
      text: { type: "boolean", default: false },
      from: { type: "string", default: CALLER },
      to: { type: "string", default: process.env.DEMO_LINE_NUMBER || DEMO_NUMBER },
      url: { type: "string", default: process.env.APP_URL || runningApp() || "http://localhost:3000" },
      seconds: { type: "string", default: "300" },
      load: { type: "string" },
      fault: { type: "string" },
      loss: { type: "string", default: "0" },
      noise: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return "help";
  if (values.script !== undefined && !scripts.includes(values.script)) {
    throw new Error(`There is no script "${values.script}". There are: ${scripts.join(", ")}.`);
  }
  if (values.wav !== undefined && (values.text || values.script !== undefined)) {
    throw new Error("--wav plays a recording: it goes without --text and --script.");
  }
  const seconds = Number(values.seconds);
  if (!(seconds > 0 && seconds <= 3600)) throw new Error("--seconds is a number from 1 to 3600.");
  if (!URL.canParse(values.url))
    throw new Error("--url is the app's address, such as http://localhost:3000.");
  const { url, from, to, script, wav, text, fault } = values;
  if (fault !== undefined && !Object.hasOwn(faults, fault))
    throw new Error(`There is no fault "${fault}". There are: ${Object.keys(faults).join(", ")}.`);
  const load = values.load === undefined ? undefined : inRange("load", values.load, 1, MAX_LOAD);
  if (load !== undefined && !Number.isInteger(load)) throw new Error("--load is a whole number.");
  if ((load !== undefined || fault !== undefined) && !LOOPBACK.test(new URL(url).hostname))
    throw new Error("--load and --fault are for a line on this machine only.");
  if (load !== undefined && (wav !== undefined || fault !== undefined))
    throw new Error("--load plays scripts: it goes without --wav and --fault.");
  const line = {
    lossPercent: inRange("loss", values.loss, 0, 100),
    noiseDb: values.noise === undefined ? undefined : inRange("noise", values.noise, -90, 0),
  };
  return { url, from, to, script, wav, text, seconds, load, fault, line };
}

function inRange(name: string, text: string, least: number, most: number): number {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (number >= least && number <= most) return number;
  throw new Error(`--${name} is a number from ${least} to ${most}.`);
}
