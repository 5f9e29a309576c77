import * as grpc from "@grpc/grpc-js";
import { decodeMulaw } from "@/voice-worker/media/mulaw";
import {
  healthService,
  type RecognitionConfig,
  rivaService,
  type StreamingRequest,
  type StreamingResponse,
} from "../asr/proto/riva";
import { Faults } from "./faults";
import { type Heard, inLanguage, ToneEar, wordsOf } from "./tone-ear";

export type RivaFault =
  | "unauthenticated"
  | "exhausted"
  | "internal"
  | "invalid"
  | "close-mid"
  | "end-mid"
  | "garbage"
  | "silent";

export interface RivaCall {
  config: RecognitionConfig;
  authorization: string | undefined;
  audioBytes: number;
  /** How the caller ended it. */
  ended: "open" | "half-closed" | "cancelled";
}

type Duplex = grpc.ServerDuplexStream<StreamingRequest, StreamingResponse | Buffer>;

const MID_BYTES = 1_600;
const REFUSALS: Partial<Record<RivaFault, grpc.status>> = {
  unauthenticated: grpc.status.UNAUTHENTICATED,
  exhausted: grpc.status.RESOURCE_EXHAUSTED,
  internal: grpc.status.INTERNAL,
  invalid: grpc.status.INVALID_ARGUMENT,
};
/** No protobuf: field 1 of a length that is not there. */
const GARBAGE = Buffer.from([0x0a, 0x7f, 0x01]);

/** `StreamingRecognize` as NVIDIA's "gRPC API Reference" describes its messages; what is our guess says "unverified". */
class Recognition {
  #ear: ToneEar | undefined;
  #call: RivaCall | undefined;
  #over = false;

  constructor(
    private readonly duplex: Duplex,
    private readonly fault: RivaFault | undefined,
    private readonly calls: RivaCall[],
  ) {
    const refusal = fault ? REFUSALS[fault] : undefined;
    duplex.on("error", () => {});
    if (refusal !== undefined) {
      this.#fail(refusal);
      return;
    }
    duplex.on("data", (request: StreamingRequest) => this.#request(request));
    duplex.on("cancelled", () => {
      this.#over = true;
      if (this.#call?.ended === "open") this.#call.ended = "cancelled";
    });
    // "Recognition ends when the stream is closed by the client": the rest is decoded first (unverified).
    duplex.on("end", () => this.#halfClosed());
  }

  #fail(code: grpc.status): void {
    this.#over = true;
    this.duplex.emit("error", { code, details: "told to" });
  }

  #request(request: StreamingRequest): void {
    if (this.#over) return;
    if ("streaming_config" in request && request.streaming_config) {
      const { config } = request.streaming_config;
      const authorization = this.duplex.metadata.get("authorization")[0]?.toString();
      this.#call = { config, authorization, audioBytes: 0, ended: "open" };
      this.calls.push(this.#call);
      this.#ear = new ToneEar(config.sample_rate_hertz, config.endpointing_config?.stop_history ?? 800);
    } else if ("audio_content" in request) this.#audio(Buffer.from(request.audio_content));
  }

  #audio(bytes: Buffer): void {
    const call = this.#call;
    // The first message must be the configuration.
    if (!call || !this.#ear) return this.#fail(grpc.status.INVALID_ARGUMENT);
    call.audioBytes += bytes.length;
    if (this.fault === "silent") return;
    if (call.audioBytes > MID_BYTES) {
      if (this.fault === "close-mid") return this.#fail(grpc.status.UNAVAILABLE);
      if (this.fault === "garbage") {
        this.duplex.write(GARBAGE);
        return;
      }
      if (this.fault === "end-mid") {
        this.#over = true;
        this.duplex.end();
        return;
      }
    }
    const linear = new Int16Array(new Uint8Array(bytes).buffer, 0, bytes.length >> 1);
    const pcm = call.config.encoding === "MULAW" ? decodeMulaw(bytes) : linear;
    for (const heard of this.#ear.push(pcm)) this.#answer(heard, call);
  }

  #halfClosed(): void {
    if (this.#over || !this.#call || !this.#ear) return;
    this.#call.ended = "half-closed";
    if (this.fault === "silent") return;
    this.#over = true;
    const last = this.#ear.flush();
    if (last.text) this.#answer(last, this.#call);
    this.duplex.end();
  }

  #answer(heard: Heard, { config }: RivaCall): void {
    const { text, language } = inLanguage(heard.text, config.language_code);
    const words = wordsOf({ ...heard, text }).map(({ word, startMs, endMs }) => ({
      word,
      start_time: Math.round(startMs),
      end_time: Math.round(endMs),
      confidence: 0.9,
      language_code: language,
    }));
    const isFinal = heard.kind === "endpoint";
    const processed = heard.endMs / 1_000;
    const told = (is_final: boolean, stability: number) => {
      const best = {
        transcript: `${text} `,
        confidence: is_final ? 0.9 : 0,
        words,
        language_code: [language],
      };
      const second = { transcript: `${text} then`, confidence: 0.4, words: [], language_code: [language] };
      const alternatives = is_final && config.max_alternatives > 1 ? [best, second] : [best];
      this.duplex.write({ results: [{ alternatives, is_final, stability, audio_processed: processed }] });
    };
    // A first end of the utterance is a partial with stability 1, its final follows (unverified).
    if (isFinal && config.endpointing_config?.stop_history_eou) told(false, 1);
    told(isFinal, isFinal ? 0 : 0.5);
  }
}

/** A local Riva that hears the tone modem; its health service says what it is told to. */
export async function startRiva() {
  const faults = new Faults<RivaFault>();
  const calls: RivaCall[] = [];
  let serving = true;
  const server = new grpc.Server();
  const method = rivaService.StreamingRecognize;
  if (!method) throw new Error("The definition lacks StreamingRecognize.");
  const { responseSerialize } = method;
  // A Buffer goes out as it is: how garbage is sent.
  const serialize = (value: unknown) =>
    Buffer.isBuffer(value) ? value : responseSerialize(value as StreamingResponse);
  server.addService(
    { StreamingRecognize: { ...method, responseSerialize: serialize } },
    { StreamingRecognize: (duplex: Duplex) => void new Recognition(duplex, faults.take(), calls) },
  );
  server.addService(healthService, {
    Check: (_: unknown, reply: grpc.sendUnaryData<{ status: string }>) =>
      reply(null, { status: serving ? "SERVING" : "NOT_SERVING" }),
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    url: `127.0.0.1:${port}`,
    faults,
    calls,
    serve(yes: boolean): void {
      serving = yes;
    },
    async close(): Promise<void> {
      server.forceShutdown();
    },
  };
}
