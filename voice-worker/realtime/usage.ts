import type { VendorUsage } from "@/server/line/contract";
import type { RealtimeEvent } from "./messages";
import { EAR } from "./shape";

type Done = Extract<RealtimeEvent, { type: "response.done" }>["response"]["usage"];
interface Tokens {
  tokensIn: number;
  tokensCached: number;
  tokensOut: number;
}
const none = (): Tokens => ({ tokensIn: 0, tokensCached: 0, tokensOut: 0 });

/**
 * What a realtime call uses: tokens of text and of sound, which have prices of their own (`audio gpt-realtime`), and the
 * guest's speech that was written down. What the vendor tells without saying of which kind counts as text.
 */
export class RealtimeUsage {
  private readonly text = none();
  private readonly audio = none();
  private speechFrom: number | undefined;
  /** The guest's speech so far. Milliseconds. */
  speechMs = 0;

  get tokens(): number {
    const { text, audio } = this;
    return text.tokensIn + text.tokensOut + audio.tokensIn + audio.tokensOut;
  }

  take(event: RealtimeEvent): void {
    if (event.type === "input_audio_buffer.speech_started") this.speechFrom = event.audio_start_ms;
    else if (event.type === "input_audio_buffer.speech_stopped") this.heardUntil(event.audio_end_ms);
    else if (event.type === "response.done") this.add(event.response.usage);
  }

  /** For the bill; what was not used has no line. */
  vendors(model: string): VendorUsage[] {
    const nothing = { seconds: 0, characters: 0, ...none() };
    const llm = { ...nothing, port: "llm" as const, vendor: "openai" };
    const seconds = this.speechMs / 1000;
    return [
      { ...llm, model, ...this.text },
      ...(this.audio.tokensIn + this.audio.tokensOut > 0
        ? [{ ...llm, model: `audio ${model}`, ...this.audio }]
        : []),
      ...(seconds > 0 ? [{ ...nothing, port: "asr" as const, vendor: "openai", model: EAR, seconds }] : []),
    ];
  }

  private heardUntil(end: number | undefined): void {
    if (this.speechFrom !== undefined && end !== undefined)
      this.speechMs += Math.max(0, end - this.speechFrom);
    this.speechFrom = undefined;
  }

  private add(used: Done): void {
    const {
      input_tokens = 0,
      output_tokens = 0,
      input_token_details: into,
      output_token_details: out,
    } = used ?? {};
    const audioIn = Math.min(input_tokens, into?.audio_tokens ?? 0);
    const audioOut = Math.min(output_tokens, out?.audio_tokens ?? 0);
    const cached = into?.cached_tokens ?? 0;
    const audioCached = Math.min(cached, into?.cached_tokens_details?.audio_tokens ?? 0);
    this.audio.tokensIn += audioIn;
    this.audio.tokensCached += audioCached;
    this.audio.tokensOut += audioOut;
    this.text.tokensIn += input_tokens - audioIn;
    this.text.tokensCached += cached - audioCached;
    this.text.tokensOut += output_tokens - audioOut;
  }
}
