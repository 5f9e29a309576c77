import type { Permission, Role } from "@/server/auth/permissions";
import { roleCan } from "@/server/auth/permissions";
import type { Keys } from "@/server/crypto/keys";
import type { SystemDb, TenantDb, Tx } from "@/server/db";
import type { Breakers } from "@/server/kernel/breaker";
import type { Clock } from "@/server/kernel/clock";
import type { Logger } from "@/server/kernel/logger";
import type { AsrVendor, LlmVendor } from "@/server/line/contract";
import type { Llm } from "@/server/providers/llm/port";
import type { Storage } from "@/server/providers/storage/port";
import type { TelephonyAccess } from "@/server/providers/telephony/port";
import type { Transcriber } from "@/server/providers/transcription/port";
import type { VendorAccess } from "@/server/providers/vendor-check/port";

/** Who acts. What each may do is decided here, not by the caller. */
export type Actor =
  | { kind: "user"; userId: string; sessionId: string; role: Role; hotelIds: readonly string[] }
  | { kind: "call"; callId: string; epoch: number }
  | { kind: "job"; name: string }
  | { kind: "webhook"; provider: string }
  | { kind: "system"; name: string };

export const actorId = (actor: Actor): string => {
  switch (actor.kind) {
    case "user":
      return actor.userId;
    case "call":
      return actor.callId;
    case "webhook":
      return actor.provider;
    default:
      return actor.name;
  }
};

/** Platform actors are trusted with their own work; a call may only what its tools do. */
export function actorCan(actor: Actor, permission: Permission | "line:tool"): boolean {
  if (permission === "line:tool") return actor.kind === "call";
  if (actor.kind === "user") return roleCan(actor.role, permission);
  return actor.kind !== "call";
}

export interface Deps {
  db: TenantDb;
  system: SystemDb;
  clock: Clock;
  storage: Storage;
  keys: Keys;
  /** Short-lived links to stored objects; absent where nothing is served. */
  fileLinks?: { sign(key: string, seconds: number): string };
  /** The installation's own vendor accounts, and how a tenant's key is tried; absent: embedded engines only. */
  vendors?: VendorAccess;
  /** Speaks to a language model of the tenant's; absent where none can be reached. */
  languageModel?: (vendor: LlmVendor) => Llm;
  /** Writes recordings down by a vendor of the tenant's; undefined for what cannot. Absent where none can be reached. */
  transcriber?: (vendor: AsrVendor) => Transcriber | undefined;
  /** Breakers of vendors, shared with other processes; absent: this process's own. */
  breakers?: Breakers;
  /** Calls out, transfers and texts; absent where nothing can be called. */
  telephony?: TelephonyAccess;
  /** Told of each call that has ended, once, when that is written down; absent where nothing is measured. */
  callEnded?(call: EndedCall): void;
}

export interface EndedCall {
  hotelId: string;
  /** Why, as on the call. */
  reason: string;
  type: "inbound" | "outbound" | "browser" | "simulator";
  durationMs: number;
}

export interface Ctx {
  tenantId: string;
  /** The hotel in hand; set for every verb of hotel scope. */
  hotelId?: string;
  actor: Actor;
  deps: Deps;
  log: Logger;
  /** Where the request came from, for the audit log: `{ ip, userAgent, requestId }`. */
  origin?: Readonly<Record<string, string>>;
  /** The open transaction, when a verb runs inside another. */
  tx?: Tx;
}

export interface HotelCtx extends Ctx {
  hotelId: string;
}
