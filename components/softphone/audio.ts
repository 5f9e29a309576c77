import { BROWSER_SAMPLE_RATE } from "@/server/line/browser-media";
import { fromPcm16, Resampler, toPcm16 } from "./resample";

const WORKLET = "/softphone-worklet.js";
/** PCM samples a frame: 40 ms, well below the 100 ms a frame may carry. */
const FRAME = (BROWSER_SAMPLE_RATE * 40) / 1_000;

export interface AudioHandlers {
  /** 16 kHz PCM16 of the microphone, 40 ms. */
  frame(pcm: ArrayBuffer): void;
  /** Playback has reached this mark, or dropped it. */
  mark(name: string): void;
  /** Loudness 0..1 of microphone and playback. */
  level(side: "in" | "out", loudness: number): void;
  /** The microphone went away in the middle of a call. */
  lost(): void;
}

interface Input {
  stream: MediaStream;
  node: MediaStreamAudioSourceNode;
}

/** A loudspeaker and, when asked for, a microphone for one call. Everything it opened is closed by `close`. */
export class PhoneAudio {
  muted = false;
  private readonly up: Resampler;
  private readonly down: Resampler;
  private readonly playback: AudioWorkletNode;
  private readonly capture: AudioWorkletNode;
  private pending: number[] = [];
  private input: Input | null = null;
  private closed = false;

  private constructor(
    private readonly context: AudioContext,
    private readonly handlers: AudioHandlers,
  ) {
    this.up = new Resampler(BROWSER_SAMPLE_RATE, context.sampleRate);
    this.down = new Resampler(context.sampleRate, BROWSER_SAMPLE_RATE);
    this.capture = new AudioWorkletNode(context, "softphone-capture", {
      numberOfOutputs: 0,
      channelCount: 1,
    });
    this.playback = new AudioWorkletNode(context, "softphone-playback", {
      numberOfInputs: 0,
      outputChannelCount: [1],
    });
    this.capture.port.onmessage = ({ data }: MessageEvent<{ samples: Float32Array; level: number }>) =>
      this.heard(data.samples, data.level);
    this.playback.port.onmessage = ({ data }: MessageEvent<{ mark?: string; level?: number }>) => {
      if (data.mark !== undefined) handlers.mark(data.mark);
      if (data.level !== undefined) handlers.level("out", data.level);
    };
    this.playback.connect(context.destination);
  }

  /**
   * A loudspeaker, with the microphone of this id (the browser's own choice for null), or without one. Throws the
   * browser's DOMException when the microphone is refused or missing.
   */
  static async open(
    handlers: AudioHandlers,
    microphone: { id: string | null } | "none" = { id: null },
  ): Promise<PhoneAudio> {
    // Made inside the click that began the call, so that the browser lets it sound.
    const context = new AudioContext({ latencyHint: "interactive" });
    let stream: MediaStream | undefined;
    try {
      if (microphone !== "none") stream = await openMicrophone(microphone.id);
      await context.audioWorklet.addModule(WORKLET);
      await context.resume();
      const audio = new PhoneAudio(context, handlers);
      if (stream) audio.hear(stream);
      return audio;
    } catch (error) {
      for (const track of stream?.getTracks() ?? []) track.stop();
      await context.close().catch(() => {});
      throw error;
    }
  }

  /** Speaks through another microphone from now on. The old one stays when the new one cannot be opened. */
  async speakThrough(id: string | null): Promise<void> {
    const stream = await openMicrophone(id);
    if (this.closed) {
      for (const track of stream.getTracks()) track.stop();
      return;
    }
    this.hear(stream);
  }

  /** The microphone is closed; what is played goes on. */
  stopSpeaking(): void {
    if (!this.input) return;
    this.input.node.disconnect();
    for (const track of this.input.stream.getTracks()) {
      track.removeEventListener("ended", this.handlers.lost);
      track.stop();
    }
    this.input = null;
    this.pending = [];
  }

  /** Plays 16 kHz PCM16 after everything played before. */
  play(pcm: ArrayBuffer): void {
    const samples = this.up.process(fromPcm16(pcm));
    this.playback.port.postMessage({ samples }, [samples.buffer]);
  }

  /** Is told when what was played before it has been heard. */
  mark(name: string): void {
    this.playback.port.postMessage({ mark: name });
  }

  clear(): void {
    this.playback.port.postMessage({ clear: true });
  }

  close(): void {
    this.closed = true;
    this.stopSpeaking();
    this.capture.port.onmessage = null;
    this.playback.port.onmessage = null;
    this.capture.disconnect();
    this.playback.disconnect();
    void this.context.close().catch(() => {});
  }

  private hear(stream: MediaStream): void {
    this.stopSpeaking();
    const node = this.context.createMediaStreamSource(stream);
    node.connect(this.capture);
    for (const track of stream.getAudioTracks()) track.addEventListener("ended", this.handlers.lost);
    this.input = { stream, node };
  }

  private heard(samples: Float32Array, level: number): void {
    this.handlers.level("in", this.muted ? 0 : level);
    // Muted is silence, not a gap: the line's clock goes on.
    for (const sample of this.down.process(samples)) this.pending.push(this.muted ? 0 : sample);
    while (this.pending.length >= FRAME) {
      this.handlers.frame(toPcm16(Float32Array.from(this.pending.slice(0, FRAME))));
      this.pending = this.pending.slice(FRAME);
    }
  }
}

const openMicrophone = (id: string | null): Promise<MediaStream> =>
  navigator.mediaDevices.getUserMedia({
    audio: {
      ...{ channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
      ...(id ? { deviceId: { exact: id } } : {}),
    },
  });

/** Why there is no microphone, and what to do, in a sentence. */
export function microphoneTrouble(error: unknown): string {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError")
    return "The microphone is blocked for this page. Allow it in the browser's address bar and call again, or type instead.";
  if (name === "NotFoundError" || name === "OverconstrainedError")
    return "No microphone was found. Plug one in and call again, or type instead.";
  if (name === "NotReadableError" || name === "AbortError")
    return "Another program holds the microphone. Close it and call again, or type instead.";
  return "The microphone could not be opened. Type instead, or try another browser.";
}
