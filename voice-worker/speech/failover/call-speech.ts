import type { Breakers } from "@/server/kernel/breaker";
import type { CallOpening } from "@/server/line/contract";
import type { CallSpeech, Speech, SpeechReport } from "@/voice-worker/call/deps";
import type { Timers } from "@/voice-worker/timing";
import type { Asr } from "../asr/port";
import type { PhraseCache } from "../tts/phrase-cache";
import type { Tts } from "../tts/port";
import { Dictionary, pronounced } from "../tts/pronunciation";
import { EarFailover, type EarRung } from "./ear";
import type { SharedEngines } from "./shared";
import { UsageMeter } from "./usage";
import { accountOf, asrOf, modelOf, ttsOf } from "./vendors";
import { VoiceFailover, type VoiceRung } from "./voice";

export interface VendorSpeechParts {
  /** The embedded engines: `embedded` in a tenant's list means these. */
  engines: SharedEngines;
  breakers: Pick<Breakers, "of">;
  cache: PhraseCache;
  timers: Timers;
  /** Where Riva is, for a tenant that names no address: next to this worker. */
  rivaUrl?: string | undefined;
}

/** Speech by each call's own vendors, in their order. */
export function vendorSpeech(parts: VendorSpeechParts): Speech {
  return {
    forCall: (opening, report) => speechOf(parts, opening, report),
    async close() {
      await Promise.all([parts.engines.tts.close(), parts.engines.asr.close()]);
    },
  };
}

/** It begins to read a turn when the turn is over, by a request: 0.5 to 1.5 s are usual (own estimate). */
const WHISPER_FINAL_MS = 1_800;

function speechOf(parts: VendorSpeechParts, opening: CallOpening, report: SpeechReport): CallSpeech {
  const { timers, engines } = parts;
  const usage = new UsageMeter();
  const hosted: (Tts | Asr)[] = [];
  const voice = new VoiceFailover({
    rungs: voices(parts, opening, usage, hosted),
    timers,
    report: (vendor, on) => report.degraded("next_voice", vendor, on),
  });
  const ear = new EarFailover({
    rungs: ears(parts, opening, usage, hosted),
    timers,
    report: (vendor, on) => report.degraded("next_ear", vendor, on),
    turnEnded: () => voice.prepareNext(),
  });
  return {
    tts: voice,
    asr: ear,
    createVad: engines.createVad,
    usage: () => usage.all(),
    close() {
      for (const one of [voice, ear, ...hosted]) void one.close().catch(() => {});
    },
  };
}

function ears(
  { engines, breakers, rivaUrl }: VendorSpeechParts,
  { vendors }: CallOpening,
  usage: UsageMeter,
  hosted: (Tts | Asr)[],
): EarRung[] {
  return vendors.asr.flatMap((vendor): EarRung[] => {
    if (vendor.vendor === "embedded") {
      const heard = usage.ear("embedded", engines.asr.name);
      return [{ vendor: "embedded", asr: engines.asr, heard }];
    }
    const asr = asrOf(vendor, rivaUrl);
    if (!asr) return [];
    hosted.push(asr);
    const breaker = breakers.of(accountOf("asr", vendor));
    const heard = usage.ear(vendor.vendor, modelOf(vendor));
    const rung = { vendor: vendor.vendor, asr, breaker, heard };
    return [vendor.vendor === "whisper" ? { ...rung, finalMs: WHISPER_FINAL_MS } : rung];
  });
}

function voices(
  { engines, breakers, cache }: VendorSpeechParts,
  { vendors }: CallOpening,
  usage: UsageMeter,
  hosted: (Tts | Asr)[],
): VoiceRung[] {
  const { pronunciations } = vendors;
  return vendors.tts.map((vendor): VoiceRung => {
    if (vendor.vendor === "embedded")
      return {
        vendor: "embedded",
        tts: pronounced(engines.tts, new Dictionary(pronunciations)),
        lastResort: true,
      };
    const tts = ttsOf(vendor, pronunciations, cache, usage);
    hosted.push(tts);
    return { vendor: vendor.vendor, tts, breaker: breakers.of(accountOf("tts", vendor)) };
  });
}
