/** Least-recently-used clauses, bounded in bytes of PCM. Pinned phrases stay, up to half of the bound. */
export class ClauseCache {
  readonly #entries = new Map<string, { pcm: Int16Array; pinned: boolean }>();
  #bytes = 0;
  #pinnedBytes = 0;

  constructor(readonly maxBytes: number) {}

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): Int16Array | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.pcm;
  }

  /** Keeps a clause; one larger than a quarter of the cache is not worth its place. */
  set(key: string, pcm: Int16Array, pin = false): void {
    if (pcm.byteLength > this.maxBytes / 4) return;
    const before = this.#entries.get(key);
    this.#drop(key);
    const pinned =
      (pin || before?.pinned === true) && this.#pinnedBytes + pcm.byteLength <= this.maxBytes / 2;
    this.#entries.set(key, { pcm, pinned });
    this.#bytes += pcm.byteLength;
    if (pinned) this.#pinnedBytes += pcm.byteLength;
    for (const [oldest, entry] of this.#entries) {
      if (this.#bytes <= this.maxBytes) break;
      if (!entry.pinned) this.#drop(oldest);
    }
  }

  clear(): void {
    this.#entries.clear();
    this.#bytes = 0;
    this.#pinnedBytes = 0;
  }

  #drop(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#bytes -= entry.pcm.byteLength;
    if (entry.pinned) this.#pinnedBytes -= entry.pcm.byteLength;
  }
}
