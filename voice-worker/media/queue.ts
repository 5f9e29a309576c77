/** A first-in first-out queue of PCM whose bound is milliseconds of audio. */
export class PcmQueue {
  private readonly chunks: Int16Array[] = [];
  private samples = 0;

  constructor(
    private readonly sampleRate: number,
    private readonly maxMs: number,
  ) {}

  get ms(): number {
    return (this.samples / this.sampleRate) * 1000;
  }

  /** Adds audio; false when the bound is reached and the audio was refused. */
  push(pcm: Int16Array): boolean {
    if (this.ms + (pcm.length / this.sampleRate) * 1000 > this.maxMs) return false;
    if (pcm.length > 0) this.chunks.push(pcm);
    this.samples += pcm.length;
    return true;
  }

  /** Takes up to `ms` of audio; an empty array when there is none. */
  take(ms: number): Int16Array {
    const wanted = Math.min(this.samples, Math.round((ms / 1000) * this.sampleRate));
    const out = new Int16Array(wanted);
    for (let at = 0; at < wanted; ) {
      const chunk = this.chunks[0] as Int16Array;
      const part = chunk.subarray(0, wanted - at);
      out.set(part, at);
      at += part.length;
      if (part.length === chunk.length) this.chunks.shift();
      else this.chunks[0] = chunk.subarray(part.length);
    }
    this.samples -= wanted;
    return out;
  }

  /** Puts audio back in front; it was taken from here, so the bound does not apply. */
  unshift(pcm: Int16Array): void {
    if (pcm.length > 0) this.chunks.unshift(pcm);
    this.samples += pcm.length;
  }

  clear(): void {
    this.chunks.length = 0;
    this.samples = 0;
  }
}
