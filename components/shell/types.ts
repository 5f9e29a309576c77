import type { ReactNode } from "react";

export interface ShellHotel {
  /** First segment of its pages. */
  slug: string;
  name: string;
  /** IANA zone and BCP 47 locale: every date and price below is written with them. */
  timeZone: string;
  locale: string;
}

export interface ShellUser {
  name: string;
  email: string;
  /** In words: "Front desk". */
  role: string;
}

export interface LiveCall {
  id: string;
  /** Guest's name, or the caller's number, or "Unknown caller". */
  caller: string;
  /** A call state of the line contract. */
  state: string;
  startedAt: string;
  needsPerson?: boolean;
}

export interface FoundItem {
  id: string;
  /** "Guest", "Reservation", "Room", "Call". */
  kind: string;
  label: string;
  help?: string;
  href: string;
}

export interface PaletteAction {
  id: string;
  label: string;
  icon?: ReactNode;
  keywords?: readonly string[];
  kbd?: string;
  run: () => void;
}

export interface ShellProps {
  hotels: readonly ShellHotel[];
  hotel: ShellHotel;
  user: ShellUser;
  permissions: readonly string[];
  liveCalls: readonly LiveCall[];
  /** Finds guests, reservations, rooms and calls. Must obey the signal. */
  search?: (text: string, signal: AbortSignal) => Promise<readonly FoundItem[]>;
  /** Things to do from anywhere, beside going. */
  actions?: readonly PaletteAction[];
  onSignOut?: () => void;
  /** Off: single keys do nothing (the account's switch). */
  singleKeys?: boolean;
  /** Above the page: stale data, a warm transfer. */
  banner?: ReactNode;
  /** Floats over every page: a running call of one's own. */
  dock?: ReactNode;
  children: ReactNode;
}
