/** Below this RMS (of 32,768) a telephone line is silent. */
const SILENT_RMS = 60;

/**
 * Whether anything stands out of the line's own noise: a level over a floor that follows the quietest moments down at
 * once and rises slowly. No voice detector: it only tells where nothing is to be heard, so that silence costs nothing.
 */
export class Loudness {
  #floor: number;

  constructor(
    private readonly sampleRate: number,
    /** How far above the floor a frame must stand, as a factor. */
    private readonly over = 1.8,
    private readonly silentRms = SILENT_RMS,
    /** How fast the floor rises, as a factor a second. */
    private readonly rise = 1.16,
  ) {
    this.#floor = silentRms / over;
  }

  audible(pcm: Int16Array): boolean {
    if (pcm.length === 0) return false;
    let sum = 0;
    for (let i = 0; i < pcm.length; i++) sum += (pcm[i] as number) ** 2;
    const rms = Math.sqrt(sum / pcm.length);
    const isLoud = rms > Math.max(this.silentRms, this.#floor * this.over);
    const risen = this.#floor * this.rise ** (pcm.length / this.sampleRate);
    this.#floor = Math.max(this.silentRms / this.over, Math.min(rms, risen));
    return isLoud;
  }
}
