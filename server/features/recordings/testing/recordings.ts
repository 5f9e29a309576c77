import { type House, openHouse } from "@/server/auth/testing/house";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { partHeader } from "@/server/line/recording-header";
import { Sealer } from "@/server/line/seal";
import { createSignedUrls, type SignedUrls } from "@/server/providers/storage";
import type { HotelCtx } from "@/server/verbs/ctx";

/** Frames a second. */
export const RATE = 8_000;
/** What every sample of the guest's side is, unless a test wants another; the line's is half of it below zero. */
export const LOUD = 16_000;
/** Never aborted: the files of a process share it. */
export const signal = new AbortController().signal;

export const sealedKey = (tenantId: string, callId: string, epoch = 1) =>
  `t/${tenantId}/recordings/${callId}.${epoch}.sealed`;

async function* once(bytes: Uint8Array) {
  yield bytes;
}

interface Given {
  bytes?: Buffer;
  /** The last worker's, of which the call has so many. */
  epochs?: number;
  refused?: boolean;
  running?: boolean;
  status?: string;
  silences?: { startMs: number; endMs: number }[];
  /** Where the guest's last turn ended. */
  heardMs?: number;
  /** The last worker told the end of the call; one that was killed did not. */
  told?: boolean;
}

/** Recordings of one hotel's calls, as workers bring them. */
export class Recordings {
  private constructor(
    readonly house: House,
    readonly links: SignedUrls,
    readonly tenant: { tenantId: string; hotelId: string },
    readonly ctx: HotelCtx,
  ) {}

  static async open(): Promise<Recordings> {
    const house = await openHouse();
    const tenant = await house.organisation();
    const { deps } = house;
    const now = () => house.clock.now();
    const links = createSignedUrls({ secrets: ["s".repeat(32)], basePath: "/api/recordings", now });
    deps.fileLinks = links;
    const actor = { kind: "job", name: "keep-recording" } as const;
    return new Recordings(house, links, tenant, { ...tenant, actor, deps, log: silentLogger });
  }

  /** A sealed recording as the worker writes it: header with unknown sizes, then pieces; both sides at one level. */
  sealed(seconds: number, options: { last?: boolean; startMs?: number; level?: number } = {}): Buffer {
    const raw = this.house.deps.keys.sealPublic.export({ format: "jwk" }).x as string;
    const sealer = new Sealer(raw);
    const header = partHeader(RATE, (options.startMs ?? 0) * (RATE / 1000));
    const frames = [sealer.header, sealer.seal(header)];
    for (let second = 0; second < seconds; second++) {
      const piece = Buffer.alloc(RATE * 4);
      for (let at = 0; at < piece.length; at += 4) {
        piece.writeInt16LE(options.level ?? LOUD, at);
        piece.writeInt16LE(-(options.level ?? LOUD) / 2, at + 2);
      }
      frames.push(sealer.seal(piece, second === seconds - 1 && options.last !== false));
    }
    return Buffer.concat(frames);
  }

  /** A call whose first worker's part is here; its id. */
  async uploaded({
    bytes = this.sealed(4),
    epochs = 1,
    refused = false,
    running = false,
    status = "processing",
    silences = [],
    heardMs = 0,
    told = true,
  }: Given) {
    const callId = newId();
    const { tenantId, hotelId } = this.tenant;
    const at = this.house.clock.now();
    await this.house.deps.db.transaction(tenantId, async (tx) => {
      await tx.call.create({
        data: {
          tenantId,
          id: callId,
          hotelId,
          channel: "browser",
          startedAt: at,
          endedAt: running ? null : at,
          recordingRefused: refused,
          epoch: epochs,
        },
      });
      const event = (position: number, epoch: number, body: { type: string }) =>
        tx.callEvent.create({
          data: { tenantId, callId, position, epoch, sequence: position, type: body.type, at, body },
        });
      const turn = { type: "guest_turn", endMs: heardMs, silences };
      await event(1, 1, turn);
      if (told) await event(100, epochs, { type: "ended" });
      await tx.recording.create({ data: { tenantId, callId, status } });
    });
    await this.brought(callId, 1, bytes);
    return callId;
  }

  /** A worker's part of a call is here. */
  async brought(callId: string, epoch: number, bytes: Buffer): Promise<void> {
    const { tenantId } = this.tenant;
    const storageKey = sealedKey(tenantId, callId, epoch);
    await this.house.deps.storage.put(storageKey, once(bytes), {
      contentType: "application/octet-stream",
      signal,
    });
    await this.house.deps.db.withTenant(tenantId, (db) =>
      db.recordingPart.create({
        data: { tenantId, callId, epoch, workerId: newId(), status: "uploaded", storageKey },
      }),
    );
  }

  /** The recording of a call as the database has it. */
  row(callId: string) {
    return this.house.deps.db.withTenant(this.tenant.tenantId, (db) =>
      db.recording.findFirstOrThrow({ where: { callId } }),
    );
  }

  /** Of its parts, the first worker's first. */
  async states(callId: string): Promise<string[]> {
    const parts = await this.house.deps.db.withTenant(this.tenant.tenantId, (db) =>
      db.recordingPart.findMany({ where: { callId }, orderBy: { epoch: "asc" } }),
    );
    return parts.map(({ status }) => status);
  }

  /** What is known of a stored file; null where there is none. */
  stored(key: string) {
    return this.house.deps.storage.stat(key, signal);
  }

  async bytesOf(key: string): Promise<Buffer> {
    const object = await this.house.deps.storage.get(key, { signal });
    const parts: Uint8Array[] = [];
    if (object) for await (const part of object.body) parts.push(part);
    return Buffer.concat(parts);
  }
}
