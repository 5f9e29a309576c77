import { z } from "zod";

const TelephonyTab = z.enum(["voicemail", "calls-out", "transfers", "wakeups", "texts"]);

/** The page's address: which list, and which part of it. A view that the list has not is its first. */
export const TelephonySearch = z.object({
  tab: TelephonyTab.catch("voicemail"),
  view: z.string().max(20).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).optional().catch(undefined),
});
export type TelephonySearch = z.infer<typeof TelephonySearch>;
