import type { VendorUsage } from "@/server/line/contract";

/** What the vendors of one call were used for, one entry a port, vendor and model. */
export class UsageLedger {
  private readonly entries = new Map<string, VendorUsage>();

  add(usage: VendorUsage): void {
    const key = `${usage.port} ${usage.vendor} ${usage.model}`;
    const known = this.entries.get(key);
    this.entries.set(key, known ? sum(known, usage) : { ...usage });
  }

  get vendors(): VendorUsage[] {
    return [...this.entries.values()];
  }

  /** Tokens read and written by language models. */
  get tokens(): number {
    return this.vendors.reduce((total, { tokensIn, tokensOut }) => total + tokensIn + tokensOut, 0);
  }
}

const sum = (a: VendorUsage, b: VendorUsage): VendorUsage => ({
  ...a,
  seconds: a.seconds + b.seconds,
  characters: a.characters + b.characters,
  tokensIn: a.tokensIn + b.tokensIn,
  tokensCached: a.tokensCached + b.tokensCached,
  tokensOut: a.tokensOut + b.tokensOut,
});
