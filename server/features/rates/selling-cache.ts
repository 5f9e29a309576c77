import { bytesOf, type RateBlock } from "./rate-block";
import type { Catalogue } from "./schema";

/** Whose goods and in which version, as one statement saw it. Null: not known, and so never kept. */
export interface Seen {
  tenant: string | null;
  hotelId: string;
  version: string | null;
}

/** What a hotel sells, with the nights of some blocks. Shared between searches, and so frozen. */
export interface Selling {
  seen: Seen;
  catalogue: Catalogue;
  blocks: ReadonlyMap<number, RateBlock>;
}

interface Kept {
  catalogue: Catalogue;
  blocks: Map<number, RateBlock>;
  bytes: number;
}

const keyOf = ({ tenant, hotelId, version }: Seen): string | null =>
  tenant && version ? `${tenant}/${hotelId}/${version}` : null;

/**
 * Copies of what hotels sell, in this process. A copy belongs to one version of one hotel of one tenant and is
 * never changed: a version that nobody asks for any more is the first to be dropped.
 */
export class SellingCache {
  /** In the order of last use. */
  private readonly kept = new Map<string, Kept>();
  private readonly reading = new Map<string, Promise<Selling>>();
  private readonly mostBytes: number;
  private readonly waitMs: number;
  private used = 0;

  /** `mostBytes` is held by estimate; `waitMs` is the longest that one search waits for the read of another. */
  constructor(options: { mostBytes?: number; waitMs?: number } = {}) {
    this.mostBytes = options.mostBytes ?? 64 * 1024 * 1024;
    this.waitMs = options.waitMs ?? 1_000;
  }

  /** Estimated bytes, and how many versions of hotels they are. */
  get size(): { bytes: number; versions: number } {
    return { bytes: this.used, versions: this.kept.size };
  }

  /**
   * What was on sale in the version seen. `read` tells what is on sale now, which may be newer. Searches that
   * need the same at the same time read once, unless the reader came upon another version: that may be a
   * change of its own which nobody else may see yet.
   */
  async at(seen: Seen, blocks: readonly number[], read: () => Promise<Selling>): Promise<Selling> {
    const key = keyOf(seen);
    if (!key) return read();
    const kept = this.find(key, blocks);
    if (kept) return { seen, ...kept };
    const place = `${key}/${blocks.join()}`;
    const others = this.reading.get(place);
    if (others) {
      const found = await this.waitFor(others);
      return found?.seen.version === seen.version ? found : this.keep(await read());
    }
    const own = read();
    this.reading.set(place, own);
    try {
      return this.keep(await own);
    } finally {
      this.reading.delete(place);
    }
  }

  private find(key: string, blocks: readonly number[]): Kept | undefined {
    const kept = this.kept.get(key);
    if (!kept || !blocks.every((block) => kept.blocks.has(block))) return undefined;
    this.kept.delete(key);
    this.kept.set(key, kept);
    return kept;
  }

  /** Under the version that was read, whatever version was asked for. */
  private keep(read: Selling): Selling {
    const key = keyOf(read.seen);
    if (!key) return read;
    const kept = this.kept.get(key) ?? {
      catalogue: read.catalogue,
      blocks: new Map<number, RateBlock>(),
      // Two bytes a character, and as much again for the objects around them.
      bytes: 4 * JSON.stringify(read.catalogue).length,
    };
    const before = this.kept.has(key) ? kept.bytes : 0;
    for (const [number, block] of read.blocks) {
      if (kept.blocks.has(number)) continue;
      kept.blocks.set(number, block);
      kept.bytes += bytesOf(block);
    }
    this.used += kept.bytes - before;
    this.kept.delete(key);
    this.kept.set(key, kept);
    this.dropOldest();
    return read;
  }

  private dropOldest(): void {
    for (const [key, { bytes }] of this.kept) {
      if (this.used <= this.mostBytes) return;
      this.kept.delete(key);
      this.used -= bytes;
    }
  }

  /**
   * Another search's read, or null when it failed or takes long: its connection may stand behind a row that the
   * waiting one has locked, which the database could not see.
   */
  private async waitFor(others: Promise<Selling>): Promise<Selling | null> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), this.waitMs);
    });
    try {
      return await Promise.race([others.catch(() => null), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
