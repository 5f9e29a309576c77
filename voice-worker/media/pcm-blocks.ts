const BLOCK_SAMPLES = 8_000;

/**
 * Room for audio that comes in pieces of some milliseconds: each piece is a part of a block of a second. A buffer of its
 * own for every 20 ms of every call costs the collector more than decoding it. A piece is nobody else's; the block lives
 * as long as any piece of it.
 */
export class PcmBlocks {
  private block = new Int16Array(0);
  private used = 0;

  /** Samples to be written, all of them: what stood there before is not cleared. */
  take(samples: number): Int16Array {
    if (this.used + samples > this.block.length) {
      this.block = new Int16Array(Math.max(BLOCK_SAMPLES, samples));
      this.used = 0;
    }
    const from = this.used;
    this.used += samples;
    return this.block.subarray(from, this.used);
  }
}
