import { normalisePhone } from "@/server/features/guests";
import { nightsBetween } from "@/server/kernel/dates";
import { unavailable } from "@/server/kernel/errors";
import { newCode, newId } from "@/server/kernel/ids";
import { implementTool, refuse, speaking, type ToolCtx } from "@/server/verbs/define-tool";
import { WaitlistJoined } from "../events";
import { sellingTexts } from "../say";

const REF_LENGTH = 4;
const ATTEMPTS = 8;

/** A wish for full nights is a request of the reservations department: `update_request` takes it back. */
export const joinWaitlist = implementTool("join_waitlist", async (_tx, ctx, input) => {
  const t = sellingTexts(ctx.call.language);
  const { spoken } = ctx;
  const own = speaking(ctx);
  const { today, hotel } = ctx.call;
  if (input.checkIn < today)
    return refuse({ code: "ambiguous", field: "checkIn", ask: t.past(own.date(input.checkIn, today)) });
  if (nightsBetween(input.checkIn, input.checkOut) < 1)
    return refuse({ code: "ambiguous", field: "checkOut", ask: t.departureFirst });
  const range = spoken.dateRange(input.checkIn, input.checkOut, today);
  const phone = normalisePhone(input.phone, hotel.country);
  const dates = `${input.checkIn} to ${input.checkOut}`;
  const wanted = [dates, spoken.party(input.adults, 0), ...(input.roomType ? [input.roomType] : [])];
  const { id, ref } = await insert(ctx, {
    summary: `Waiting list: ${wanted.join(", ")}`,
    guestName: input.name,
    contact: phone.value,
    contactChecked: phone.checked,
  });
  const said = spoken.code(ref);
  return {
    ok: true,
    data: { state: "waiting" },
    facts: [
      { kind: "date", name: "arrival", value: input.checkIn, spoken: range },
      { kind: "confirmation", name: "ref", value: ref, spoken: said },
    ],
    say: t.waitlist(own.code(ref)),
    next: ["update_request", "end_call"],
    ref: { code: ref, spoken: said },
    audit: {
      subject: { kind: "request", id },
      after: { kind: "waitlist", checkIn: input.checkIn, checkOut: input.checkOut },
    },
    events: [WaitlistJoined({ hotelId: ctx.hotelId, requestId: id })],
  };
});

async function insert(
  ctx: ToolCtx,
  columns: { summary: string; guestName: string; contact: string; contactChecked: boolean },
): Promise<{ id: string; ref: string }> {
  const id = newId();
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const ref = newCode(REF_LENGTH + (attempt > 3 ? 1 : 0));
    const { count } = await ctx.tx.request.createMany({
      data: {
        ...columns,
        tenantId: ctx.tenantId,
        id,
        hotelId: ctx.hotelId,
        ref,
        kind: "other",
        department: "reservations",
        callId: ctx.call.callId,
        createdAt: ctx.deps.clock.now(),
      },
      skipDuplicates: true,
    });
    if (count === 1) return { id, ref };
  }
  throw unavailable("No free reference was found. Nothing was noted. Try again.");
}
