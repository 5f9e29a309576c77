import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { createResampler } from "@/voice-worker/media/resample";
import { readWav } from "@/voice-worker/media/wav";
import { Faults } from "./faults";
import { inLanguage, wordsOf } from "./tone-ear";
import { tonesToTexts } from "./tone-modem";

export type WhisperFault =
  | "401"
  | "429"
  | "500"
  | "400"
  | "hang"
  | "close"
  | "close-mid"
  | "garbage"
  | "odd"
  | "huge"
  | "silence"
  | "redirect";

export interface WhisperRequest {
  authorization: string | undefined;
  url: string;
  fields: Record<string, string>;
  granularities: string[];
  audioMs: number;
  sampleRate: number;
}

const KEY = "whisper-test-key";
const ENGLISH_NAMES: Readonly<Record<string, string>> = { en: "english", de: "german", bn: "bengali" };

async function readForm(request: IncomingMessage): Promise<FormData> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = { "content-type": request.headers["content-type"] ?? "" };
  return new Response(new Uint8Array(Buffer.concat(chunks)), { headers }).formData();
}

/** OpenAI API reference, "Create transcription": errors are `{error:{message,type}}`; 429 carries Retry-After. */
function misbehave(fault: WhisperFault, response: ServerResponse): void {
  const status = Number(fault);
  if (Number.isInteger(status)) {
    response.writeHead(status, { "content-type": "application/json", "retry-after": "0" });
    response.end(JSON.stringify({ error: { message: "told to", type: "test" } }));
  } else if (fault === "close") response.socket?.destroy();
  else if (fault === "close-mid") {
    response.writeHead(200, { "content-type": "application/json" });
    response.write('{"text": "half a', () => response.socket?.destroy());
  } else if (fault === "garbage") response.end('{"text": broken');
  else if (fault === "odd") response.end(JSON.stringify({ text: 7, words: "no" }));
  else if (fault === "huge") response.end("x".repeat(2 * 1024 * 1024));
  else if (fault === "redirect") response.writeHead(307, { location: "http://127.0.0.1:1/" }).end();
}

function answer(request: WhisperRequest, heard: string, isSilence: boolean, response: ServerResponse): void {
  const { text, language } = inLanguage(heard, request.fields.language ?? "");
  response.writeHead(200, { "content-type": "application/json" });
  if (request.fields.response_format !== "verbose_json") return void response.end(JSON.stringify({ text }));
  const end = request.audioMs / 1_000;
  const segment = isSilence
    ? { text: " Thank you for watching.", avg_logprob: -1.4, no_speech_prob: 0.9, start: 0, end }
    : { text: ` ${text}`, avg_logprob: -0.2, no_speech_prob: 0.01, start: 0, end };
  const words = request.granularities.includes("word")
    ? wordsOf({ kind: "endpoint", text, startMs: 0, endMs: request.audioMs }).map(
        ({ word, startMs, endMs }) => ({ word, start: startMs / 1_000, end: endMs / 1_000 }),
      )
    : undefined;
  const name = ENGLISH_NAMES[language] ?? language;
  const said = isSilence ? segment.text : text;
  // verbose_json: the language by its English name, times in seconds, words only when asked for.
  response.end(
    JSON.stringify({
      task: "transcribe",
      language: name,
      duration: end,
      text: said,
      segments: text || isSilence ? [segment] : [],
      words,
    }),
  );
}

/** A local transcription endpoint that hears the tone modem. */
export async function startWhisper() {
  const faults = new Faults<WhisperFault>();
  const requests: WhisperRequest[] = [];
  const sockets = new Set<Socket>();

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const form = await readForm(request);
    const file = form.get("file");
    const url = request.url ?? "";
    if (url !== "/v1/audio/transcriptions" || !(file instanceof Blob))
      return void response.writeHead(404).end();
    const { sampleRate, channels } = readWav(new Uint8Array(await file.arrayBuffer()));
    const pcm = channels[0] ?? new Int16Array(0);
    const fields = [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string");
    const seen: WhisperRequest = {
      url,
      authorization: request.headers.authorization,
      fields: Object.fromEntries(fields),
      granularities: form.getAll("timestamp_granularities[]").map(String),
      audioMs: (1_000 * pcm.length) / sampleRate,
      sampleRate,
    };
    requests.push(seen);
    const fault = request.headers.authorization === `Bearer ${KEY}` ? faults.take() : "401";
    if (fault === "hang") return;
    if (fault && fault !== "silence") return misbehave(fault, response);
    const narrow = sampleRate === 8_000 ? pcm : createResampler(sampleRate, 8_000).push(pcm);
    answer(seen, tonesToTexts(narrow).join(" "), fault === "silence", response);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.socket?.destroy());
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    key: KEY,
    faults,
    requests,
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
