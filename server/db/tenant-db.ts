import { AsyncLocalStorage } from "node:async_hooks";
import { unavailable } from "@/server/kernel/errors";
import type { Prisma } from "./generated/client";
import { createSlot, type Slot } from "./slot";
import { type Lease, TenantPool } from "./tenant-pool";

/** Reads and writes of one tenant. The same type inside and outside a transaction. */
export type Tx = Prisma.TransactionClient;

const commits = new WeakMap<Tx, (() => void)[]>();

/** Runs once this transaction is written down; never when it is rolled back or tried again. For counters, nothing else. */
export function afterCommit(tx: Tx, run: () => void): void {
  commits.set(tx, [...(commits.get(tx) ?? []), run]);
}

export interface TenantDbOptions {
  url: string;
  /** Connections, and so tenants served at the same instant. */
  slots?: number;
  /** How long a caller waits for a slot before it is told to try again, in ms. */
  waitMs?: number;
  /** Callers that may wait; more are refused at once. */
  maxWaiting?: number;
  statementTimeoutMs?: number;
}

/**
 * The only way to a tenant's rows: N slots, each one Prisma client on a connection of its own, leased
 * for one block. A client shared between tenants would batch their same-tick reads into one query.
 */
export class TenantDb {
  private readonly current = new AsyncLocalStorage<Lease>();
  private readonly free: Slot[] = [];
  private readonly all: Slot[];
  private readonly waiting: ((slot: Slot) => void)[] = [];
  private waits = 0;
  private refused = 0;
  private readonly waitMs: number;
  private readonly maxWaiting: number;

  constructor(options: TenantDbOptions) {
    const timeout = options.statementTimeoutMs ?? 15_000;
    this.waitMs = options.waitMs ?? 5_000;
    this.maxWaiting = options.maxWaiting ?? 500;
    this.all = Array.from({ length: options.slots ?? 10 }, () =>
      createSlot(new TenantPool(options.url, this.current, timeout), timeout),
    );
    this.free.push(...this.all);
  }

  /** Runs single queries, each in its own short transaction. Everything must be awaited inside `run`. */
  async withTenant<T>(tenantId: string, run: (db: Tx) => Promise<T>): Promise<T> {
    return this.lease(tenantId, (slot) => run(slot.client));
  }

  /** Runs one transaction. It must not wait for the network. Rolls back when `run` throws. */
  async transaction<T>(tenantId: string, run: (tx: Tx) => Promise<T>, timeoutMs = 15_000): Promise<T> {
    let done: readonly (() => void)[] = [];
    const result = await this.lease(tenantId, (slot) =>
      slot.client.$transaction(
        async (tx) => {
          const value = await run(tx);
          done = commits.get(tx) ?? [];
          return value;
        },
        { timeout: timeoutMs, maxWait: this.waitMs },
      ),
    );
    for (const each of done) each();
    return result;
  }

  /** For metrics: connections, those in use, callers waiting now, and waits and refusals since the start. */
  get load() {
    const { waits, refused } = this;
    const slots = this.all.length;
    return { slots, busy: slots - this.free.length, waiting: this.waiting.length, waits, refused };
  }

  async close(): Promise<void> {
    await Promise.all(
      this.all.map(async (slot) => {
        await slot.client.$disconnect();
        await slot.pool.end();
      }),
    );
  }

  private async lease<T>(tenantId: string, run: (slot: Slot) => Promise<T>): Promise<T> {
    if (this.current.getStore())
      throw new Error("withTenant must not be nested: pass the open transaction on.");
    const slot = this.free.pop() ?? (await this.wait());
    const lease: Lease = { tenantId };
    slot.pool.lease = lease;
    try {
      return await this.current.run(lease, async () => await run(slot));
    } finally {
      slot.pool.lease = null;
      const next = this.waiting.shift();
      if (next) next(slot);
      else this.free.push(slot);
    }
  }

  private wait(): Promise<Slot> {
    this.waits += 1;
    if (this.waiting.length >= this.maxWaiting) {
      this.refused += 1;
      return Promise.reject(
        unavailable("The system is busy. Nothing was changed. Try again in a few seconds."),
      );
    }
    return new Promise((resolve, reject) => {
      const take = (slot: Slot) => {
        clearTimeout(timer);
        resolve(slot);
      };
      const timer = setTimeout(() => {
        const index = this.waiting.indexOf(take);
        if (index >= 0) this.waiting.splice(index, 1);
        this.refused += 1;
        reject(unavailable("The system is busy. Nothing was changed. Try again in a few seconds."));
      }, this.waitMs);
      this.waiting.push(take);
    });
  }
}
