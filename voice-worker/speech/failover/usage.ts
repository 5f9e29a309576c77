import type { VendorUsage } from "@/server/line/contract";

/** Counts what each vendor of one call was used for. */
export class UsageMeter {
  private readonly entries = new Map<string, VendorUsage>();

  /** Counts what one ear hears, fifty times a second. */
  ear(vendor: string, model: string): (seconds: number) => void {
    let entry: VendorUsage | undefined;
    return (seconds) => {
      entry ??= this.of("asr", vendor, model);
      entry.seconds += seconds;
    };
  }

  said(vendor: string, model: string, characters: number): void {
    this.of("tts", vendor, model).characters += characters;
  }

  /** A copy, seconds rounded to milliseconds. */
  all(): VendorUsage[] {
    return [...this.entries.values()].map((entry) => ({
      ...entry,
      seconds: Math.round(entry.seconds * 1000) / 1000,
    }));
  }

  private of(port: "asr" | "tts", vendor: string, model: string): VendorUsage {
    const key = `${port} ${vendor} ${model}`;
    const known = this.entries.get(key);
    if (known) return known;
    const none = { seconds: 0, characters: 0, tokensIn: 0, tokensCached: 0, tokensOut: 0 };
    const entry = { port, vendor, model, ...none };
    this.entries.set(key, entry);
    return entry;
  }
}
