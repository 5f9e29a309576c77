import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { resample } from "../media/resample";
import { readWav } from "../media/wav";
import { type CallArguments, readArguments, usage } from "./arguments";
import type { Caller } from "./caller";
import { GuestSpeech } from "./guest-speech";
import { playScript } from "./script";
import { scripts } from "./scripts";
import { Transcript } from "./transcript";
import { TwilioCaller } from "./twilio-caller";
import { TypedCaller } from "./typed-caller";
import { placeCall } from "./webhook";

const RATE = 8000;

async function main(): Promise<number> {
  const names = Object.keys(scripts);
  const wanted = readArguments(process.argv.slice(2), names);
  if (wanted === "help") {
    process.stdout.write(`${usage(names)}\n`);
    return 0;
  }
  const script = wanted.script === undefined ? undefined : scripts[wanted.script];
  const from = script?.from ?? wanted.from;
  const placed = await placeCall({ url: wanted.url, authToken: await authToken(), from, to: wanted.to });
  const voice = new GuestSpeech(RATE);
  try {
    const caller = await connect(wanted, placed, (text) => voice.say(text));
    const transcript = new Transcript((line) => process.stdout.write(`${line}\n`));
    for (const update of caller.updates) transcript.take(update);
    caller.onUpdate = (update) => transcript.take(update);
    process.on("SIGINT", () => caller.hangUp());
    const good = await converse(wanted, caller);
    await caller.ended;
    process.stdout.write(`\n${transcript.summary().join("\n")}\nCall ${placed.callSid}\n`);
    return good ? 0 : 1;
  } finally {
    await voice.close();
  }
}

/** Twilio's signing secret: the environment's, or that of the local installation. */
async function authToken(): Promise<string> {
  if (process.env.TWILIO_AUTH_TOKEN) return process.env.TWILIO_AUTH_TOKEN;
  const directory = process.env.VOICEHIVE_DATA_DIR || ".data";
  const text = await readFile(`${directory}/secrets.json`, "utf8").catch(() => "{}");
  const secret = (JSON.parse(text) as Record<string, unknown>).TWILIO_AUTH_TOKEN;
  if (typeof secret === "string") return secret;
  throw new Error("There is no Twilio secret yet. Run `npm start` first, or set TWILIO_AUTH_TOKEN.");
}

function connect(
  { text }: CallArguments,
  placed: Awaited<ReturnType<typeof placeCall>>,
  voice: (text: string) => Promise<Int16Array>,
): Promise<Caller> {
  if (!text) return TwilioCaller.connect({ ...placed, voice });
  const mediaUrl = placed.streamUrl.replace(/\/media\/twilio\/?$/, "");
  return TypedCaller.connect(mediaUrl, placed.parameters.token ?? "");
}

async function converse(wanted: CallArguments, caller: Caller): Promise<boolean> {
  if (wanted.wav !== undefined) return playRecording(wanted.wav, wanted.seconds, caller as TwilioCaller);
  const script = wanted.script === undefined ? undefined : scripts[wanted.script];
  if (!script) return prompt(caller, wanted.seconds);
  const result = await playScript(caller, script, wanted.seconds * 1000);
  process.stdout.write(
    `\n${script.name}: ${result.done ? "the guest got it" : `not reached, ${result.why}`}.\n`,
  );
  return result.done;
}

async function playRecording(file: string, seconds: number, caller: TwilioCaller): Promise<boolean> {
  const { sampleRate, channels } = readWav(await readFile(file));
  await caller.play(resample(channels[0] ?? new Int16Array(0), sampleRate, RATE));
  const late = setTimeout(() => caller.hangUp(), seconds * 1000);
  await caller.ended;
  clearTimeout(late);
  return true;
}

async function prompt(caller: Caller, seconds: number): Promise<boolean> {
  process.stdout.write(
    "Type what the guest says. A line of digits or # presses keys; an empty line hangs up.\n",
  );
  const input = createInterface({ input: process.stdin });
  const late = setTimeout(() => caller.hangUp(), seconds * 1000);
  void caller.ended.then(() => input.close());
  for await (const line of input) {
    const words = line.trim();
    if (words === "") break;
    if (/^[0-9*#]+$/.test(words)) caller.press(words);
    else await caller.say(words);
  }
  clearTimeout(late);
  input.close();
  caller.hangUp();
  return true;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
