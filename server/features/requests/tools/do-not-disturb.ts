import { implementTool, refuse } from "@/server/verbs/define-tool";
import { nameDoesNotFit } from "../room-name";
import { requestTexts } from "./say";

/** Holds calls and messages for a room. Anybody may switch it on; off needs the guest of the room. */
export const setDoNotDisturb = implementTool(
  "set_do_not_disturb",
  async (tx, ctx, { room, name, on, scope, until }) => {
    const t = requestTexts(ctx.call.language);
    const key = { tenantId_hotelId_room: { tenantId: ctx.tenantId, hotelId: ctx.hotelId, room } };
    if (!on) {
      // The same words whether the room is empty or the name is wrong.
      if (await nameDoesNotFit(tx, ctx.hotelId, room, name))
        return refuse({ code: "unverified", field: "name", ask: t.dndVerify });
      await tx.doNotDisturb.deleteMany({ where: { hotelId: ctx.hotelId, room } });
    } else {
      const fields = { scope, until: until ? new Date(until) : null, callId: ctx.call.callId };
      await tx.doNotDisturb.upsert({
        where: key,
        create: { tenantId: ctx.tenantId, hotelId: ctx.hotelId, room, ...fields },
        update: fields,
      });
    }
    const say = on ? t.dndOn : t.dndOff;
    return {
      ok: true,
      data: { on, ...(until ? { until } : {}) },
      facts: [{ kind: "confirmation", name: "doNotDisturb", value: on, spoken: say }],
      say,
      audit: { subject: { kind: "room_number", id: room }, after: { doNotDisturb: on, scope } },
    };
  },
);
