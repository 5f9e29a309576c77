"use client";
import { createContext, type ReactNode, useContext } from "react";
import type { HotelDay } from "@/server/features/organisations";

export type HotelPermission = HotelDay["permissions"][number];

const Context = createContext<HotelDay | null>(null);

/** Gives the parts of a hotel's page its business date, currency and what the reader may do. */
export const HotelProvider = ({ hotel, children }: { hotel: HotelDay; children: ReactNode }) => (
  <Context.Provider value={hotel}>{children}</Context.Provider>
);

/** The hotel of the page, with `can` for what its reader may do and `href` for its addresses. */
export function useHotel() {
  const hotel = useContext(Context);
  if (!hotel) throw new Error("Use this inside HotelProvider");
  return {
    ...hotel,
    can: (permission: HotelPermission): boolean => hotel.permissions.includes(permission),
    href: (path: string): string => `/${hotel.slug}${path}`,
    nameOf: (id: string): string | null => {
      const person = hotel.people.find((each) => each.id === id);
      return person ? (person.you ? "You" : person.name) : null;
    },
  };
}
