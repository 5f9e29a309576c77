import { decodeMulaw } from "@/voice-worker/media/mulaw";
import { realTimers, within } from "@/voice-worker/timing";
import { SpeechError } from "../errors";
import { SLOW, type Tts, type TtsChunk, type TtsRequest } from "./port";
import type { Dictionary } from "./pronunciation";
import { ssml } from "./ssml";
import {
  failureOfStatus,
  MAX_CLAUSE_MS,
  PcmBytes,
  Places,
  sayable,
  type VendorVoiceLimits,
} from "./vendor-stream";

export interface AzureConfig extends VendorVoiceLimits {
  apiKey: string;
  region?: string | undefined;
  /** Replaces the region's public address. */
  baseUrl?: string | undefined;
  voice: string;
  /** An `mstts:express-as` style that the voice knows. */
  style?: string | undefined;
  dictionary?: Dictionary;
}

const VENDOR = "azure";
/** Said when the chosen voice is of another language (voice gallery of the Speech Service; unverified here). */
const VOICES: Readonly<Record<string, string>> = {
  en: "en-US-JennyNeural",
  de: "de-DE-KatjaNeural",
  es: "es-ES-ElviraNeural",
  fr: "fr-FR-DeniseNeural",
  bn: "bn-BD-NabanitaNeural",
};

const primary = (tag: string): string => (tag.split("-")[0] ?? "").toLowerCase();
/** `en-US` of `en-US-JennyNeural`. */
const localeOf = (voice: string): string => voice.split("-").slice(0, 2).join("-");

/** Azure Speech over HTTP (REST API reference, "text to speech"): SSML in, raw audio streamed back. */
export function createAzureTts(config: AzureConfig): Tts {
  const places = new Places(VENDOR, config.maxClauses ?? 16);
  const stopAll = new AbortController();
  const base = config.baseUrl ?? `https://${config.region ?? "eastus"}.tts.speech.microsoft.com`;
  const url = `${base.replace(/\/$/, "")}/cognitiveservices/v1`;

  const voiceFor = (language: string): string =>
    primary(config.voice) === primary(language) ? config.voice : (VOICES[primary(language)] ?? config.voice);
  const bodyOf = (text: string, { language, pace }: TtsRequest): string => {
    const voice = voiceFor(language);
    const stretches = config.dictionary?.split(text) ?? [{ written: text }];
    const style = voice === config.voice ? config.style : undefined;
    return ssml(stretches, { voice, language: localeOf(voice), style, rate: pace === "slow" ? SLOW : 1 });
  };
  const ask = async (text: string, request: TtsRequest, signal: AbortSignal) => {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "Ocp-Apim-Subscription-Key": config.apiKey,
        "Content-Type": "application/ssml+xml",
        "X-Microsoft-OutputFormat":
          request.sampleRate === 8000 ? "raw-8khz-8bit-mono-mulaw" : "raw-16khz-16bit-mono-pcm",
        "User-Agent": "voicehive",
      },
      body: bodyOf(text, request),
      redirect: "manual",
      signal,
    });
    if (response.ok && response.body) return response.body;
    await response.body?.cancel();
    throw failureOfStatus(VENDOR, response.status);
  };

  return {
    name: VENDOR,
    voices: (language) => [voiceFor(language)],
    async *synthesize(request, signal) {
      signal.throwIfAborted();
      const free = places.take();
      const stop = new AbortController();
      const both = AbortSignal.any([signal, stop.signal, stopAll.signal]);
      try {
        const text = sayable(request.text);
        if (text !== "") yield* read((deadline) => ask(text, request, deadline), request, both, config);
        signal.throwIfAborted();
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof SpeechError) throw error;
        throw new SpeechError("Azure Speech cannot be reached or broke off.", VENDOR, true, { cause: error });
      } finally {
        stop.abort(new Error("The clause is over."));
        free();
      }
    },
    async close() {
      places.close();
      stopAll.abort(new SpeechError("The azure voice was closed.", VENDOR, false));
    },
  };
}

async function* read(
  ask: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>,
  request: TtsRequest,
  signal: AbortSignal,
  { connectMs = 3_000, silenceMs = 4_000 }: AzureConfig,
): AsyncGenerator<TtsChunk> {
  const body = await within(ask(signal), connectMs, realTimers, signal);
  const reader = body.getReader();
  const bytes = new PcmBytes();
  let samples = 0;
  try {
    for (;;) {
      const { done, value } = await within(reader.read(), silenceMs, realTimers, signal);
      if (done) break;
      const pcm = request.sampleRate === 8000 ? decodeMulaw(value) : bytes.push(value);
      samples += pcm.length;
      if ((samples / request.sampleRate) * 1000 > MAX_CLAUSE_MS)
        throw new SpeechError("Azure Speech does not come to an end.", VENDOR, true);
      if (pcm.length > 0) yield { pcm };
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
  if (samples === 0) throw new SpeechError("Azure Speech sent no audio.", VENDOR, true);
}
