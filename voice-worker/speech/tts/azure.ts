import { decodeMulaw } from "@/voice-worker/media/mulaw";
import { SpeechError } from "../errors";
import { AzureLine } from "./azure-line";
import { wordsOf } from "./azure-wire";
import { SLOW, type SpokenWord, type Tts, type TtsChunk, type TtsRequest } from "./port";
import type { Dictionary } from "./pronunciation";
import { ssml } from "./ssml";
import { MAX_CLAUSE_MS, PcmBytes, Places, sayable, type VendorVoiceLimits } from "./vendor-stream";

export interface AzureConfig extends VendorVoiceLimits {
  apiKey: string;
  region?: string | undefined;
  /** Replaces the region's public address. */
  baseUrl?: string | undefined;
  voice: string;
  /** An `mstts:express-as` style that the voice knows. */
  style?: string | undefined;
  dictionary?: Dictionary;
  /** How long a connection waits for the next clause. */
  spareMs?: number;
}

const VENDOR = "azure";
/** `SpeechSynthesisConnectionFactory` of Microsoft's JavaScript SDK, for a region's address and for a custom domain. */
const PATH = "/tts/cognitiveservices/websocket/v1";
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

/**
 * Azure Speech over its WebSocket, which tells when each word sounds (the REST interface does not): SSML in, raw audio and
 * word boundaries out. A connection that has said its clause to the end waits for the next one.
 */
export function createAzureTts(config: AzureConfig): Tts {
  const { connectMs = 3_000, silenceMs = 4_000, spareMs = 10_000 } = config;
  const places = new Places(VENDOR, config.maxClauses ?? 16);
  const base = config.baseUrl ?? `https://${config.region ?? "eastus"}.tts.speech.microsoft.com`;
  const url = `${base.replace(/^http/, "ws").replace(/\/$/, "")}${PATH}`;
  const lines = new Set<AzureLine>();
  let spare: { line: AzureLine; timer: NodeJS.Timeout } | undefined;
  let closed = false;

  const voiceFor = (language: string): string =>
    primary(config.voice) === primary(language) ? config.voice : (VOICES[primary(language)] ?? config.voice);
  const bodyOf = (text: string, { language, pace }: TtsRequest): string => {
    const voice = voiceFor(language);
    const stretches = config.dictionary?.split(text) ?? [{ written: text }];
    const style = voice === config.voice ? config.style : undefined;
    return ssml(stretches, { voice, language: localeOf(voice), style, rate: pace === "slow" ? SLOW : 1 });
  };
  const open = (): AzureLine => {
    const line = new AzureLine(url, config.apiKey, connectMs);
    lines.add(line);
    return line;
  };
  const release = (line: AzureLine): void => {
    lines.delete(line);
    line.close();
  };
  const dropSpare = (): void => {
    if (!spare) return;
    clearTimeout(spare.timer);
    release(spare.line);
    spare = undefined;
  };
  const keep = (line: AzureLine): void => {
    if (closed || spare || !line.usable) return release(line);
    spare = { line, timer: setTimeout(dropSpare, spareMs).unref() };
  };
  const takeSpare = (): AzureLine | undefined => {
    const waiting = spare;
    if (!waiting) return undefined;
    clearTimeout(waiting.timer);
    spare = undefined;
    if (waiting.line.usable) return waiting.line;
    release(waiting.line);
    return undefined;
  };

  async function* over(line: AzureLine, text: string, request: TtsRequest, signal: AbortSignal) {
    const stop = () => line.close();
    let whole = false;
    signal.addEventListener("abort", stop, { once: true });
    try {
      yield* say(line, bodyOf(text, request), request, signal, silenceMs);
      whole = true;
    } finally {
      signal.removeEventListener("abort", stop);
      // Whatever else still comes of a clause that was left is nobody's: its connection goes with it.
      if (whole) keep(line);
      else release(line);
    }
  }
  async function* clause(text: string, request: TtsRequest, signal: AbortSignal) {
    const waiting = takeSpare();
    let heard = false;
    try {
      for await (const chunk of over(waiting ?? open(), text, request, signal)) {
        heard = true;
        yield chunk;
      }
    } catch (error) {
      // A connection that waited too long says nothing about the vendor: a new one does.
      if (!waiting || heard || signal.aborted || closed) throw error;
      yield* over(open(), text, request, signal);
    }
  }

  return {
    name: VENDOR,
    voices: (language) => [voiceFor(language)],
    prepare() {
      if (spare && !spare.line.usable) dropSpare();
      if (!closed && !spare) keep(open());
    },
    async *synthesize(request, signal) {
      signal.throwIfAborted();
      const free = places.take();
      try {
        const text = sayable(request.text);
        if (text !== "") yield* clause(text, request, signal);
        signal.throwIfAborted();
      } finally {
        free();
      }
    },
    async close() {
      closed = true;
      places.close();
      dropSpare();
      for (const line of [...lines]) release(line);
    },
  };
}

async function* say(
  line: AzureLine,
  body: string,
  request: TtsRequest,
  signal: AbortSignal,
  silenceMs: number,
): AsyncGenerator<TtsChunk> {
  const format = request.sampleRate === 8000 ? "raw-8khz-8bit-mono-mulaw" : "raw-16khz-16bit-mono-pcm";
  const bytes = new PcmBytes();
  let words: SpokenWord[] = [];
  let samples = 0;
  let asked = line.isOpen;
  let late: NodeJS.Timeout | undefined;
  const watch = () => {
    clearTimeout(late);
    late = setTimeout(() => line.close(), silenceMs);
  };
  watch();
  if (asked) line.ask(body, format);
  try {
    for await (const event of line.events) {
      signal.throwIfAborted();
      if ("failed" in event) throw event.failed;
      watch();
      if ("opened" in event) {
        if (!asked) line.ask(body, format);
        asked = true;
        continue;
      }
      const { path, audio } = event.message;
      if (path === "audio.metadata") words.push(...wordsOf(event.message.body));
      if (path === "audio" && audio && audio.length > 0) {
        const pcm = request.sampleRate === 8000 ? decodeMulaw(audio) : bytes.push(audio);
        samples += pcm.length;
        if ((samples / request.sampleRate) * 1000 > MAX_CLAUSE_MS)
          throw new SpeechError("Azure Speech does not come to an end.", VENDOR, true);
        // A reader that is slow does not make the vendor look silent.
        clearTimeout(late);
        const told = words;
        words = [];
        if (pcm.length > 0) yield told.length > 0 ? { pcm, words: told } : { pcm };
        watch();
      }
      if (path !== "turn.end") continue;
      if (samples === 0) throw new SpeechError("Azure Speech sent no audio.", VENDOR, true);
      // The words of the last piece may be told after it.
      if (words.length > 0) yield { pcm: new Int16Array(0), words };
      return;
    }
    signal.throwIfAborted();
    throw new SpeechError("Azure Speech fell silent.", VENDOR, true);
  } finally {
    clearTimeout(late);
  }
}
