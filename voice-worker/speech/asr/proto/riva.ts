import { fileURLToPath } from "node:url";
import type * as grpc from "@grpc/grpc-js";
import type { ClientDuplexStream, MethodDefinition, ServiceDefinition } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";

export interface RecognitionConfig {
  encoding: "LINEAR_PCM" | "MULAW";
  sample_rate_hertz: number;
  language_code: string;
  max_alternatives: number;
  speech_contexts: { phrases: string[]; boost: number }[];
  audio_channel_count: number;
  enable_word_time_offsets: boolean;
  enable_automatic_punctuation: boolean;
  model: string;
  endpointing_config?: { start_history?: number; stop_history?: number; stop_history_eou?: number };
}

export type StreamingRequest =
  | { streaming_config: { config: RecognitionConfig; interim_results: boolean } }
  | { audio_content: Uint8Array };

export interface WordInfo {
  /** Milliseconds. */
  start_time: number;
  end_time: number;
  word: string;
  confidence: number;
  language_code: string;
}

export interface Alternative {
  transcript: string;
  confidence: number;
  words: WordInfo[];
  language_code: string[];
}

export interface StreamingResult {
  alternatives: Alternative[];
  is_final: boolean;
  stability: number;
  /** Seconds. */
  audio_processed: number;
}

export interface StreamingResponse {
  results: StreamingResult[];
}

export type RecognizeCall = ClientDuplexStream<StreamingRequest, StreamingResponse>;

const definitionIn = (file: string, service: string): ServiceDefinition => {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const types = loadSync(path, { keepCase: true, longs: Number, enums: String, defaults: true });
  return types[service] as ServiceDefinition;
};

export const rivaService = definitionIn("./riva.proto", "nvidia.riva.asr.RivaSpeechRecognition");
export const healthService = definitionIn("./health.proto", "grpc.health.v1.Health");

const method = <Request, Response>(service: ServiceDefinition, name: string) =>
  service[name] as MethodDefinition<Request, Response>;

/** Opens a recognition on a channel. */
export function recognize(client: grpc.Client, metadata: grpc.Metadata): RecognizeCall {
  const { path, requestSerialize, responseDeserialize } = method<StreamingRequest, StreamingResponse>(
    rivaService,
    "StreamingRecognize",
  );
  return client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, metadata);
}

/** Whether the server says it serves (`grpc.health.v1`, the whole server). Rejects when it cannot be asked in time. */
export function checkHealth(
  client: grpc.Client,
  metadata: grpc.Metadata,
  deadlineMs: number,
): Promise<boolean> {
  const { path, requestSerialize, responseDeserialize } = method<{ service: string }, { status: string }>(
    healthService,
    "Check",
  );
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      path,
      requestSerialize,
      responseDeserialize,
      { service: "" },
      metadata,
      { deadline: Date.now() + deadlineMs },
      (error, reply) => (error ? reject(error) : resolve(reply?.status === "SERVING")),
    );
  });
}
