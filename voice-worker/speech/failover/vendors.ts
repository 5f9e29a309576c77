import { createHash } from "node:crypto";
import type { AsrVendor, Pronunciation, TtsVendor } from "@/server/line/contract";
import { createDeepgramAsr } from "../asr/deepgram";
import type { Asr } from "../asr/port";
import { createRivaAsr } from "../asr/riva";
import { createWhisperAsr } from "../asr/whisper";
import { createAzureTts } from "../tts/azure";
import { withChosenVoices } from "../tts/chosen-voice";
import { createElevenLabsTts } from "../tts/elevenlabs";
import { cached, type PhraseCache } from "../tts/phrase-cache";
import type { Tts, TtsChunk } from "../tts/port";
import { Dictionary, pronounced } from "../tts/pronunciation";
import type { UsageMeter } from "./usage";

export type HostedAsr = Exclude<AsrVendor, { vendor: "embedded" }>;
export type HostedTts = Exclude<TtsVendor, { vendor: "embedded" }>;

/** One account at one address: what a breaker is kept for. A digest, since it leaves the process. */
export function accountOf(port: "asr" | "tts", vendor: HostedAsr | HostedTts): string {
  const { vendor: name, apiKey } = vendor;
  const at = "url" in vendor ? vendor.url : "region" in vendor ? vendor.region : undefined;
  const base = "baseUrl" in vendor ? vendor.baseUrl : undefined;
  const digest = createHash("sha256")
    .update(JSON.stringify([apiKey, at, base]))
    .digest("hex");
  return `${port}:${name}:${digest.slice(0, 16)}`;
}

/** The adapter of one recogniser; nothing is opened before a caller is. Undefined without an address to go to. */
export function asrOf(vendor: HostedAsr, rivaUrl: string | undefined): Asr | undefined {
  if (vendor.vendor === "deepgram") return createDeepgramAsr(vendor);
  if (vendor.vendor === "whisper") return createWhisperAsr(vendor);
  const url = vendor.url ?? rivaUrl;
  return url ? createRivaAsr({ ...vendor, url }) : undefined;
}

export const modelOf = (vendor: HostedAsr | HostedTts): string =>
  ("model" in vendor ? vendor.model : undefined) ?? ("voice" in vendor ? vendor.voice : "");

/** Counts what is really asked of the vendor: what comes from the cache is not. */
function metered(tts: Tts, said: (characters: number) => void): Tts {
  return {
    name: tts.name,
    voices: (language) => tts.voices(language),
    ...(tts.prepare ? { prepare: tts.prepare.bind(tts) } : {}),
    synthesize(request, signal): AsyncIterable<TtsChunk> {
      said(request.text.length);
      return tts.synthesize(request, signal);
    },
    close: () => tts.close(),
  };
}

/** A hosted voice as one call uses it: pronounced, cached, counted. */
export function ttsOf(
  vendor: HostedTts,
  list: readonly Pronunciation[],
  cache: PhraseCache,
  usage: UsageMeter,
): Tts {
  const ofVoice = (voice: string) => voiceOf({ ...vendor, voice }, list, cache, usage);
  return withChosenVoices(ofVoice(vendor.voice), vendor.voices, ofVoice);
}

function voiceOf(
  vendor: HostedTts,
  list: readonly Pronunciation[],
  cache: PhraseCache,
  usage: UsageMeter,
): Tts {
  const dictionary = new Dictionary(list);
  const count = (characters: number) => usage.said(vendor.vendor, modelOf(vendor), characters);
  if (vendor.vendor === "azure") {
    const { region, baseUrl, voice, style } = vendor;
    // Azure marks the words up itself: the same text sounds different with another dictionary.
    const words = dictionary.empty ? undefined : JSON.stringify(list);
    const identity = ["azure", region, baseUrl, voice, style, words];
    return cached(metered(createAzureTts({ ...vendor, dictionary }), count), cache, identity);
  }
  const identity = ["elevenlabs", vendor.baseUrl, vendor.model, vendor.voice];
  return pronounced(cached(metered(createElevenLabsTts(vendor), count), cache, identity), dictionary);
}
