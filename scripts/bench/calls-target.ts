import { parseArgs } from "node:util";
import { Target, vendorsAt } from "./calls/target";

const USAGE = `A voice worker for a Media Streams meter from outside, until Ctrl-C: production's worker, the line double as its app,
and vendors that stand at one address.

  npm run bench:calls-target -- --fakes http://127.0.0.1:4100
    --fakes URL     Deepgram, OpenAI and ElevenLabs are looked for here (loopback only)
    --asr NAME      deepgram (default) or whisper
    --port N        where the voice webhook listens (4300)
    --local-brain   no language model: the local brain answers
    --profile DIR   write a CPU profile of the worker when it ends

The webhook answers every POST with TwiML that holds a fresh token, as the app would; the worker itself takes nobody
without one. It prints the webhook, the media address and the worker's process id.`;

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      fakes: { type: "string", default: "http://127.0.0.1:4100" },
      asr: { type: "string", default: "deepgram" },
      port: { type: "string", default: "4300" },
      "local-brain": { type: "boolean", default: false },
      profile: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return void process.stdout.write(`${USAGE}\n`);
  if (!URL.canParse(values.fakes) || !LOOPBACK.test(new URL(values.fakes).hostname))
    throw new Error("--fakes is an address on this machine.");
  if (values.asr !== "deepgram" && values.asr !== "whisper") throw new Error("--asr is deepgram or whisper.");
  const target = await Target.start({
    entry: "voice-worker/start.mjs",
    capacity: 600,
    opening: {
      recording: "off",
      vendors: vendorsAt(values.fakes, { asr: values.asr, model: !values["local-brain"] }),
    },
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
