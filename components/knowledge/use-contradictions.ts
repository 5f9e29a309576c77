"use client";
import { useQuery } from "@tanstack/react-query";
import { useHotel } from "@/components/hotel/hotel-context";
import { currencyDecimals } from "@/components/lib/format";
import { useTRPC } from "@/components/trpc/client";
import { type Contradiction, findContradictions } from "@/server/features/knowledge/contradictions";

/** Compares a text with the policies in force; finds nothing for who may not read them. */
export function useContradictions(): (text: string) => readonly Contradiction[] {
  const { can, currency } = useHotel();
  const trpc = useTRPC();
  const policies = useQuery({ ...trpc.policies.list.queryOptions({}), enabled: can("policies:read") });
  const facts = Object.fromEntries((policies.data ?? []).map(({ area, values }) => [area, values]));
  const money = { currency, decimals: currencyDecimals(currency) };
  return (text) => (policies.data ? findContradictions(text, facts, money) : []);
}
