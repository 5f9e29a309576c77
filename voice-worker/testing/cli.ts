import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { resample } from "../media/resample";
import { readWav } from "../media/wav";
import { type CallArguments, readArguments, usage } from "./arguments";
import type { Caller } from "./caller";
import { type FaultEnd, faults } from "./faults";
import { GuestSpeech } from "./guest-speech";
import { loadSummary, playLoad } from "./load";
import { badLine } from "./network";
import { playScript } from "./script";
import { scripts } from "./scripts";
import { Transcript } from "./transcript";
import { type StreamAddress, TwilioCaller } from "./twilio-caller";
import { TypedCaller } from "./typed-caller";
import { afterStream, type PlacedCall, placeCall } from "./webhook";

const RATE = 8000;

async function main(): Promise<number> {
  const names = { scripts: Object.keys(scripts), faults };
  const wanted = readArguments(process.argv.slice(2), names);
  if (wanted === "help") {
    process.stdout.write(`${usage(names)}\n`);
    return 0;
  }
  const dial = await dialler(wanted);
  if (wanted.fault !== undefined) return makeFault(wanted.fault, dial);
  const voice = new GuestSpeech(RATE);
  try {
    if (wanted.load !== undefined) return await load(wanted, wanted.load, dial, voice);
    const placed = await dial();
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

const ENDS: Readonly<Record<FaultEnd, string>> = {
  hung_up: "the worker ended the call",
  went_on: "the call went on",
  gone: "the guest was gone; the line keeps the call for half a minute, should they come back",
};

interface DialledCall extends PlacedCall {
  after(): Promise<StreamAddress | undefined>;
}
type Dial = (callSid?: string) => Promise<DialledCall>;

/** Dials the line as this guest; with the id of an earlier call, that call again. */
async function dialler({ script: name, from, url, to }: CallArguments): Promise<Dial> {
  const script = name === undefined ? undefined : scripts[name];
  const call = { url, authToken: await authToken(), from: script?.from ?? from, to };
  return async (sid) => {
    const placed = await placeCall(sid ? { ...call, callSid: sid } : call);
    return { ...placed, after: () => goOn({ ...call, callSid: placed.callSid }) };
  };
}

/** The stream is over: what the telephone service says then, and where the call goes on. */
async function goOn(call: Parameters<typeof afterStream>[0]): Promise<StreamAddress | undefined> {
  try {
    const { said, stream } = await afterStream(call);
    for (const words of said) process.stdout.write(`        Telephone service: ${words}\n`);
    return stream;
  } catch (error) {
    process.stdout.write(`        ${error instanceof Error ? error.message : String(error)}\n`);
    return undefined;
  }
}

async function makeFault(name: string, dial: Dial): Promise<number> {
  const placed = await dial();
  const end = await faults[name]?.play(placed, () => dial(placed.callSid));
  process.stdout.write(`${name}: ${end ? ENDS[end] : ""}. Call ${placed.callSid}\n`);
  return 0;
}

/** Many guests with one errand, each with a bad line of its own where that was asked for. */
async function load(wanted: CallArguments, calls: number, dial: Dial, voice: GuestSpeech): Promise<number> {
  const script = scripts[wanted.script ?? "booking"];
  if (!script) throw new Error("There is no such script.");
  const said = new Map<string, Promise<Int16Array>>();
  const say = (text: string) => {
    const words = said.get(text) ?? voice.say(text);
    said.set(text, words);
    return words;
  };
  const results = await playLoad({
    calls,
    script,
    deadlineMs: wanted.seconds * 1000,
    connect: async (index) => connect(wanted, await dial(), say, index + 1),
    progress: (line) => void process.stdout.write(process.stdout.isTTY ? `\r\u001b[K${line}` : `${line}\n`),
  });
  process.stdout.write(`\n${loadSummary(results).join("\n")}\n`);
  return results.every((call) => call.done) ? 0 : 1;
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
  { text, line }: CallArguments,
  placed: DialledCall,
  voice: (text: string) => Promise<Int16Array>,
  seed = 1,
): Promise<Caller> {
  const network = badLine(line, seed);
  if (!text) return TwilioCaller.connect({ ...placed, voice, ...(network ? { network } : {}) });
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
