import { implementTool, refuse } from "@/server/verbs/define-tool";
import { GuestChanged } from "../events";
import { guestTexts } from "../say";

export const savePreference = implementTool("save_preference", async (tx, ctx, input) => {
  const t = guestTexts(ctx.call.language);
  const { guestId } = ctx.call;
  if (!guestId) return refuse({ code: "unverified", ask: t.whose });
  const key = input.key
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .slice(0, 60);
  const id = { tenantId: ctx.tenantId, guestId, key };
  const before = await tx.guestPreference.findUnique({
    where: { tenantId_guestId_key: id },
    select: { value: true },
  });
  await tx.guestPreference.upsert({
    where: { tenantId_guestId_key: id },
    create: { ...id, value: input.value, updatedAt: ctx.deps.clock.now() },
    update: { value: input.value, updatedAt: ctx.deps.clock.now() },
  });
  return {
    ok: true,
    data: { key, value: input.value },
    say: t.saved,
    next: ["end_call"],
    audit: {
      subject: { kind: "guest", id: guestId },
      before: { [key]: before?.value ?? null },
      after: { [key]: input.value },
    },
    events: [GuestChanged({ hotelId: ctx.hotelId, guestId })],
  };
});
