import { parseArgs } from "node:util";
import { spokenIn } from "@/server/kernel/spoken";
import type { Pronunciation } from "@/server/line/contract";
import { Target, vendorsAt } from "./calls/target";

const USAGE = `A voice worker for a Media Streams meter from outside, until Ctrl-C: production's worker, the line double as its app,
and vendors that stand at one address.

  npm run bench:calls-target -- --fakes http://127.0.0.1:4100
    --fakes URL     Deepgram, OpenAI and ElevenLabs are looked for here (loopback only)
    --asr NAME      deepgram (default) or whisper
    --port N        where the voice webhook listens (4300)
    --local-brain   no language model: the local brain answers
    --turns N       turns a call of a meter with watermarks like c00001t001 (4): the line reads such codes out sign by
                    sign, which would break them, so the hotel's dictionary has them as they are, for 300 turns in all
    --profile DIR   write a CPU profile of the worker when it ends

The webhook answers every POST with TwiML that holds a fresh token, as the app would; the worker itself takes nobody
without one. It prints the webhook, the media address and the worker's process id.`;

/** As many words as a hotel's dictionary may have. */
const MARKS = 300;

/** Watermarks of the first calls, turn by turn: a voice says them as they are written. */
function watermarks(turns: number): Pronunciation[] {
  const calls = Math.floor(MARKS / turns);
  return Array.from({ length: calls * turns }, (_, i) => {
    const call = String(1 + Math.floor(i / turns)).padStart(5, "0");
    const say = `c${call}t${String(1 + (i % turns)).padStart(3, "0")}`;
    return { word: spokenIn("en").code(say), say };
  });
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      fakes: { type: "string", default: "http://127.0.0.1:4100" },
      asr: { type: "string", default: "deepgram" },
      port: { type: "string", default: "4300" },
      "local-brain": { type: "boolean", default: false },
      turns: { type: "string", default: "4" },
      profile: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return void process.stdout.write(`${USAGE}\n`);
  if (!URL.canParse(values.fakes) || !LOOPBACK.test(new URL(values.fakes).hostname))
    throw new Error("--fakes is an address on this machine.");
  if (values.asr !== "deepgram" && values.asr !== "whisper") throw new Error("--asr is deepgram or whisper.");
  const turns = Number(values.turns);
  if (!Number.isInteger(turns) || turns < 1 || turns > MARKS)
    throw new Error("--turns is a whole number, 1 to 300.");
  const vendors = vendorsAt(values.fakes, { asr: values.asr, model: !values["local-brain"] });
  const target = await Target.start({
    entry: "voice-worker/start.mjs",
    capacity: 600,
    opening: { recording: "off", vendors: { ...vendors, pronunciations: watermarks(turns) } },
    profile: values.profile,
  });
  const webhook = await target.serveWebhook(Number(values.port));
  process.stdout.write(
    `webhook ${webhook.url}\nmedia   ${target.mediaUrl}/media/twilio\nworker  ${target.pid}\n`,
  );
  const end = () => {
    webhook.stop();
    void target.stop().then(() => process.exit(0));
  };
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
