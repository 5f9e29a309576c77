/** What a guest said that no recogniser has answered yet, with the ends of turns in it; bounded, the oldest audio goes first. */
export class TurnTape {
  private pieces: (Int16Array | "end")[] = [];
  private samples = 0;
  private readonly most: number;

  constructor(sampleRate: number, maxMs: number) {
    this.most = Math.round((sampleRate * maxMs) / 1000);
  }

  /** Turns that ended and were not answered. */
  get pending(): number {
    return this.pieces.filter((piece) => piece === "end").length;
  }

  push(pcm: Int16Array): void {
    if (pcm.length === 0) return;
    this.pieces.push(pcm.length > this.most ? pcm.subarray(-this.most) : pcm);
    this.samples += Math.min(pcm.length, this.most);
    while (this.samples > this.most) this.dropOldest();
  }

  endTurn(): void {
    this.pieces.push("end");
  }

  /** The oldest turn got its final. */
  answered(): void {
    const end = this.pieces.indexOf("end");
    if (end < 0) return;
    this.forget(this.pieces.splice(0, end + 1));
  }

  /** The running turn was a false start. */
  reset(): void {
    this.forget(this.pieces.splice(this.pieces.lastIndexOf("end") + 1));
  }

  clear(): void {
    this.pieces = [];
    this.samples = 0;
  }

  replay(): readonly (Int16Array | "end")[] {
    return [...this.pieces];
  }

  private dropOldest(): void {
    const at = this.pieces.findIndex((piece) => piece !== "end");
    this.forget(this.pieces.splice(at, 1));
  }

  private forget(gone: readonly (Int16Array | "end")[]): void {
    for (const piece of gone) if (piece !== "end") this.samples -= piece.length;
  }
}
