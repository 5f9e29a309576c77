import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

export interface CallArguments {
  url: string;
  from: string;
  to: string;
  script: string | undefined;
  wav: string | undefined;
  text: boolean;
  /** Seconds after which the simulator hangs up. */
  seconds: number;
}

/** The demo hotel's line, and a caller nobody knows. */
export const DEMO_NUMBER = "+15550100100";
const CALLER = "+15550142271";

export const usage = (scripts: readonly string[]): string => `Calls the hotel's line, as Twilio would.

  npm run call                          talk by typing what the guest says aloud
  npm run call -- --script NAME         ${scripts.join(", ")}
  npm run call -- --wav FILE            plays a recording as the guest
  npm run call -- --text                typed turns: no voice, no ear

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

/** Reads the command line. Throws with one readable sentence when it makes no sense. */
export function readArguments(argv: readonly string[], scripts: readonly string[]): CallArguments | "help" {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      script: { type: "string" },
      wav: { type: "string" },
      text: { type: "boolean", default: false },
      from: { type: "string", default: CALLER },
      to: { type: "string", default: process.env.DEMO_LINE_NUMBER || DEMO_NUMBER },
      url: { type: "string", default: process.env.APP_URL || runningApp() || "http://localhost:3000" },
      seconds: { type: "string", default: "300" },
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
  const { from, to, script, wav, text } = values;
  return { url: values.url, from, to, script, wav, text, seconds };
}
