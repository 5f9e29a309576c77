import { Client, credentials, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { fromJSON, type ServiceDefinition } from "@grpc/proto-loader";
import { z } from "zod";
import { withRegion } from "@/server/kernel/with-region";
import { phrases } from "./http";
import { type Transcriber, TranscriptionError } from "./port";
import { RIVA_OFFLINE } from "./riva-messages";
import { readPcm } from "./wav";

export interface RivaTranscriberConfig {
  /** `host:port` of the gRPC endpoint. */
  url: string;
  tls?: boolean | undefined;
  /** Over TLS only. */
  apiKey?: string | undefined;
  model?: string | undefined;
}

const PHRASES = 100;
const BOOST = 20;
const MAX_REPLY_BYTES = 2_000_000;

const Reply = z.object({
  results: z.array(z.object({ alternatives: z.array(z.object({ transcript: z.string() })) })),
});

const UNSUITABLE = new Set([
  ...[status.UNAUTHENTICATED, status.PERMISSION_DENIED, status.INVALID_ARGUMENT],
  ...[status.NOT_FOUND, status.UNIMPLEMENTED],
]);

/** The part of `nvidia.riva.asr` that a recording needs, as field numbers are published in its gRPC reference. */
export const rivaOffline = (): ServiceDefinition => {
  const options = { keepCase: true, longs: Number, enums: String, defaults: true } as const;
  // What holds other names has no fields or methods of its own; the library's types ask for them all the same.
  const messages = RIVA_OFFLINE as unknown as Parameters<typeof fromJSON>[0];
  return fromJSON(messages, options)["nvidia.riva.asr.RivaSpeechRecognition"] as ServiceDefinition;
};

function ask(config: RivaTranscriberConfig, request: object, signal: AbortSignal): Promise<unknown> {
  const method = rivaOffline().Recognize;
  if (!method) throw new Error("The recogniser's method is missing.");
  const { path, requestSerialize, responseDeserialize } = method;
  const metadata = new Metadata();
  if (config.apiKey) metadata.set("authorization", `Bearer ${config.apiKey}`);
  const secure = config.tls ? credentials.createSsl() : credentials.createInsecure();
  const client = new Client(config.url, secure, { "grpc.max_receive_message_length": MAX_REPLY_BYTES });
  return new Promise((resolve, reject) => {
    const call = client.makeUnaryRequest(
      ...([path, requestSerialize, responseDeserialize, request, metadata] as const),
      (error: ServiceError | null, reply?: unknown) => {
        signal.removeEventListener("abort", cancel);
        client.close();
        if (error) reject(error);
        else resolve(reply);
      },
    );
    const cancel = () => call.cancel();
    signal.addEventListener("abort", cancel, { once: true });
  });
}

/**
 * `RivaSpeechRecognition.Recognize` (NVIDIA Riva gRPC reference, "ASR"): only servers that hold a model for whole recordings
 * answer it. A key is refused without TLS: it would travel in the clear.
 */
export function createRivaTranscriber(config: RivaTranscriberConfig): Transcriber {
  const model = config.model ?? "";
  return {
    vendor: "riva",
    model,
    async transcribe(wav, { language, vocabulary }, signal) {
      signal.throwIfAborted();
      if (config.apiKey && !config.tls) throw new TranscriptionError("unsuitable", "A Riva key needs TLS.");
      const sound = readPcm(wav);
      if (!sound) throw new TranscriptionError("unsuitable", "Riva takes 16-bit PCM in one channel.");
      const request = {
        config: {
          ...{ encoding: "LINEAR_PCM", sample_rate_hertz: sound.sampleRate, audio_channel_count: 1 },
          ...{ language_code: withRegion(language), max_alternatives: 1, model },
          enable_automatic_punctuation: true,
          speech_contexts: [{ phrases: phrases(vocabulary, PHRASES), boost: BOOST }],
        },
        audio: sound.pcm,
      };
      const answer = await ask(config, request, signal).catch((error: ServiceError) => {
        signal.throwIfAborted();
        const failure = UNSUITABLE.has(error.code) ? "unsuitable" : "unavailable";
        throw new TranscriptionError(failure, `riva ended with ${status[error.code] ?? "an error"}.`);
      });
      const reply = Reply.safeParse(answer);
      if (!reply.success) throw new TranscriptionError("unavailable", "riva sent what is no transcript.");
      const text = reply.data.results.map(({ alternatives }) => alternatives[0]?.transcript ?? "").join(" ");
      return text.replace(/\s+/g, " ").trim();
    },
  };
}
