/** Below this RMS (of 32,768) a telephone line is silent. */
const SILENT_RMS = 60;
/** How far above the learned floor a frame must stand. */
const OVER_FLOOR = 2.5;
const RISE_A_SECOND = 1.16;

/**
 * Whether anything can be heard at all: a cheap level over a slowly learned floor. No voice detector: it only tells
 * silence on the line from everything else, so that silence costs no request and no memory.
 */
export class Loudness {
  #floor = SILENT_RMS / OVER_FLOOR;

  constructor(private readonly sampleRate: number) {}

  audible(pcm: Int16Array): boolean {
    if (pcm.length === 0) return false;
    let sum = 0;
    for (const sample of pcm) sum += sample * sample;
    const rms = Math.sqrt(sum / pcm.length);
    const isLoud = rms > Math.max(SILENT_RMS, this.#floor * OVER_FLOOR);
    const risen = this.#floor * RISE_A_SECOND ** (pcm.length / this.sampleRate);
    this.#floor = Math.max(SILENT_RMS / OVER_FLOOR, Math.min(rms, risen));
    return isLoud;
  }
}
