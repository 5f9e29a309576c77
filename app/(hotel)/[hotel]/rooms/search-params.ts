import { z } from "zod";
import { Id } from "@/server/kernel/ids";

const maybe = <T extends z.ZodType>(type: T) => type.optional().catch(undefined);
const States = z.enum(["dirty", "pickup", "clean", "inspected"]);

/** What of the house is shown; the whole house is read once and filtered where it is seen. */
export const RoomSearch = z
  .object({
    type: maybe(Id),
    cleaning: maybe(z.string()),
    blocked: maybe(z.literal("yes")),
    occupied: maybe(z.literal("yes")),
    q: maybe(z.string().trim().min(1).max(20)),
    peek: maybe(Id),
    tab: z.enum(["rooms", "types"]).catch("rooms"),
  })
  .transform(({ cleaning, ...rest }) => ({
    ...rest,
    cleaning: (cleaning ?? "").split(",").flatMap((each) => States.safeParse(each).data ?? []),
  }));
export type RoomSearch = z.output<typeof RoomSearch>;
