"use client";
import { createContext, type ReactNode, useContext } from "react";
import { DEFAULT_FORMAT, type HotelFormat } from "./format";

const Context = createContext<HotelFormat>(DEFAULT_FORMAT);

/** Gives every Money, Instant and StayDates below it the hotel's locale and zone. */
export const FormatProvider = ({ format, children }: { format: HotelFormat; children: ReactNode }) => (
  <Context.Provider value={format}>{children}</Context.Provider>
);

export const useFormat = (): HotelFormat => useContext(Context);
