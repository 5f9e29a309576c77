import type { z } from "zod";
import type {
  Catalogue,
  Lookup,
  RatePlanRow,
  Rates,
  RoomTypeRow,
  StaySnapshot,
} from "@/server/features/rates";
import type { RoomRequirements } from "@/server/tools/selling";

export type Requirements = z.output<typeof RoomRequirements>;

/** What a caller wants, complete: nothing in it is a guess. */
export interface StayQuery {
  arrival: string;
  departure: string;
  adults: number;
  childAges: readonly number[];
  rooms: number;
  must: Requirements;
  wish: readonly string[];
  rateCode?: string;
}

/** Rates and free rooms of a span of dates. */
export interface NightData {
  rates: Rates;
  /** By type, then by date: capacity − out of order − held − sold. */
  free: Lookup<Lookup<number>>;
}

/** Everything the pure rules need to answer a search. */
export interface SearchWorld {
  catalogue: Catalogue;
  nights: NightData;
  hotel: { currency: string; timeZone: string };
  checkInTime: string;
}

/** Why a type cannot be had under a plan, the night included where one binds. */
export type Blocker =
  | { kind: "party" }
  | { kind: "requirement"; name: keyof Requirements }
  | { kind: "full"; date: string }
  | { kind: "not_sold"; date: string }
  | { kind: "min_nights"; nights: number }
  | { kind: "max_nights"; nights: number }
  | { kind: "no_arrival"; date: string }
  | { kind: "no_departure"; date: string };

export interface FoundOffer {
  type: RoomTypeRow;
  plan: RatePlanRow;
  /** One priced stay a room. */
  rooms: StaySnapshot[];
  total: number;
  perNight: number;
  left: number;
  wishes: number;
}

export interface Alternative {
  /** The one thing that is different. */
  relaxed: "dates" | keyof Requirements;
  query: StayQuery;
  offer: FoundOffer;
}

export interface SearchResult {
  offers: FoundOffer[];
  /** What stands in the way when there is no offer: of the type that comes nearest. */
  binding: Blocker | null;
  alternatives: Alternative[];
}
