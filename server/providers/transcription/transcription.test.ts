import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Server, ServerCredentials, status } from "@grpc/grpc-js";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { transcriberOf } from ".";
import { type Transcriber, TranscriptionError } from "./port";
import { rivaOffline } from "./riva";

const KEY = "key-0123456789";
const soon = () => AbortSignal.timeout(5_000);
/** Half a second of telephone sound. */
function wavOf(sampleRate = 8_000, channels = 1): Uint8Array {
  const data = new Uint8Array(sampleRate);
  const wav = Buffer.alloc(44 + data.length);
  wav.write("RIFF", 0);
  wav.writeUInt32LE(36 + data.length, 4);
  wav.write("WAVEfmt ", 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(channels, 22);
  wav.writeUInt32LE(sampleRate, 24);
  wav.writeUInt32LE(sampleRate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write("data", 36);
  wav.writeUInt32LE(data.length, 40);
  return new Uint8Array(wav);
}
const options = { language: "de", vocabulary: ["Hafenblick", "Hafenblick", " "] };

/** What a vendor's server does next, and what it was asked. */
let next: "words" | "nothing" | "refuse" | "busy" | "garbage" | "hang" = "words";
let asked: Record<string, unknown> = {};

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

const web = createServer((request, response) => {
  void (async () => {
    const url = new URL(request.url ?? "/", "http://x");
    const body = await bodyOf(request);
    const type = request.headers["content-type"] ?? "";
    const form = type.startsWith("multipart")
      ? Object.fromEntries(
          await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData(),
        )
      : {};
    asked = {
      ...Object.fromEntries(url.searchParams),
      ...form,
      authorization: request.headers.authorization,
    };
    if (next === "hang") return;
    if (next === "refuse") return void response.writeHead(401).end("no");
    if (next === "busy") return void response.writeHead(503).end("later");
    if (next === "garbage") return void response.end("{half");
    const text = next === "words" ? "Bitte rufen Sie mich zurück." : "";
    const deepgram = { results: { channels: [{ alternatives: [{ transcript: text }] }] } };
    const segments = [{ text, avg_logprob: -0.2, no_speech_prob: next === "words" ? 0.1 : 0.9 }];
    response.end(JSON.stringify(url.pathname === "/v1/listen" ? deepgram : { text, segments }));
  })();
});
const grpc = new Server();
let rivaUrl = "";
const key = { apiKey: KEY };
const vendors = {
  deepgram: () => transcriberOf({ vendor: "deepgram", ...key, baseUrl: webUrl(), model: "nova-3" }),
  whisper: () => transcriberOf({ vendor: "whisper", ...key, baseUrl: `${webUrl()}/v1`, model: "whisper-1" }),
  riva: () => transcriberOf({ vendor: "riva", url: rivaUrl, tls: false }),
} satisfies Record<string, () => Transcriber | undefined>;
const webUrl = () => `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
const of = (vendor: keyof typeof vendors): Transcriber => vendors[vendor]() as Transcriber;

beforeAll(async () => {
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  const { Recognize } = rivaOffline();
  grpc.addService({ Recognize } as never, {
    Recognize: (
      call: { request: { config: Record<string, unknown>; audio: Uint8Array } },
      reply: (error: object | null, value?: object) => void,
    ) => {
      asked = { ...call.request.config, bytes: call.request.audio.length };
      if (next === "hang") return;
      if (next === "refuse") return reply({ code: status.INVALID_ARGUMENT, details: "no such model" });
      if (next === "busy" || next === "garbage") return reply({ code: status.UNAVAILABLE, details: "later" });
      const transcript = next === "words" ? "Bitte rufen Sie mich zurück. " : "";
      reply(null, { results: [{ alternatives: [{ transcript }] }] });
    },
  });
  const port = await new Promise<number>((resolve, reject) =>
    grpc.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  rivaUrl = `127.0.0.1:${port}`;
});
beforeEach(() => {
  next = "words";
});
afterAll(async () => {
  grpc.forceShutdown();
  web.closeAllConnections();
  await new Promise((resolve) => web.close(resolve));
});

const failure = (promise: Promise<unknown>) =>
  promise.then(
    (value) => `heard ${String(value)}`,
    (error: unknown) => (error instanceof TranscriptionError ? error.failure : String(error)),
  );

describe.each(["deepgram", "whisper", "riva"] as const)("%s writes a recording down", (vendor) => {
  test("in the language that was spoken, with the hotel's words to listen for", async () => {
    expect(await of(vendor).transcribe(wavOf(), options, soon())).toBe("Bitte rufen Sie mich zurück.");
    expect(JSON.stringify(asked)).toMatch(/"(language|language_code)":"de/);
    expect(JSON.stringify(asked)).toContain("Hafenblick");
  });

  test("as nothing where nothing was said", async () => {
    next = "nothing";
    expect(await of(vendor).transcribe(wavOf(), options, soon())).toBe("");
  });

  test("or tells whether another try can help", async () => {
    for (const [how, what] of [
      ["refuse", "unsuitable"],
      ["busy", "unavailable"],
      ["garbage", "unavailable"],
    ] as const) {
      next = how;
      expect(await failure(of(vendor).transcribe(wavOf(), options, soon()))).toBe(what);
    }
  });

  test("and stops when it is told to", async () => {
    next = "hang";
    const abort = new AbortController();
    const asking = of(vendor).transcribe(wavOf(), options, abort.signal);
    abort.abort(new Error("too late"));
    await expect(asking).rejects.toThrow("too late");
  });
});

test("Riva gets the samples without their header, and no key over an open line", async () => {
  await of("riva").transcribe(wavOf(), options, soon());
  expect(asked).toMatchObject({ language_code: "de-DE", sample_rate_hertz: 8_000, bytes: 8_000 });
  expect(await failure(of("riva").transcribe(wavOf(8_000, 2), options, soon()))).toBe("unsuitable");
  expect(await failure(of("riva").transcribe(new Uint8Array(3), options, soon()))).toBe("unsuitable");
  const open = transcriberOf({ vendor: "riva", url: rivaUrl, tls: false, apiKey: KEY }) as Transcriber;
  expect(await failure(open.transcribe(wavOf(), options, soon()))).toBe("unsuitable");
});

test("the embedded ear writes nothing down, nor does a Riva nobody has an address of", () => {
  expect(transcriberOf({ vendor: "embedded" })).toBeUndefined();
  expect(transcriberOf({ vendor: "riva", tls: false })).toBeUndefined();
});
