import { nightsBetween } from "@/server/kernel/dates";
import type { ToolInput } from "@/server/tools";
import { dated, dateFact, extrasTotal, leftOn, moneyFact, priced, typeName } from "./selling";
import { type Answered, fail, nextHandle, spoken, type World, type WorldStay } from "./world";

export const totalOf = (world: World, s: WorldStay): number => {
  const nights = nightsBetween(s.arrival, s.departure);
  return (
    (world.nightly[s.roomTypeCode] ?? 0) * nights +
    extrasTotal(world, s.extras, nights, s.adults + s.childAges.length).reduce((sum, i) => sum + i.amount, 0)
  );
};

export function handleOf(world: World, stay: WorldStay): string {
  if (!stay.handle) {
    stay.handle = nextHandle(world, "stay");
    world.handles.push(stay);
  }
  return stay.handle;
}
export const brief = (world: World, s: WorldStay) => ({
  stay: handleOf(world, s),
  status: s.status,
  arrival: dated(s.arrival),
  departure: dated(s.departure),
  nights: nightsBetween(s.arrival, s.departure),
  roomType: typeName(world, s.roomTypeCode),
});

export const guarded = (world: World, handle: string, run: (stay: WorldStay) => Answered): Answered => {
  const stay = world.handles.find((s) => s.handle === handle);
  if (!stay) return fail("not_found", "Which booking do you mean?", { field: "stay" });
  return world.verified ? run(stay) : fail("unverified", "I need to find your booking first.");
};

const describe = (world: World, s: WorldStay): Record<string, string> => ({
  dates: spoken.dateRange(s.arrival, s.departure),
  roomType: typeName(world, s.roomTypeCode),
  party: spoken.party(s.adults, s.childAges.length),
  total: spoken.money(priced(world, totalOf(world, s))),
});

export const getStay = (world: World, input: ToolInput<"get_stay">): Answered =>
  guarded(world, input.stay, (s) => ({
    ok: true,
    data: {
      ...brief(world, s),
      guest: `${s.first} ${s.last}`,
      adults: s.adults,
      childAges: s.childAges,
      extras: s.extras.map((e) => ({
        name: world.extras.find((x) => x.code === e.code)?.name ?? e.code,
        qty: e.qty,
      })),
      total: priced(world, totalOf(world, s)),
      guaranteed: [],
      requested: [],
      decidedAtCheckIn: [],
      noRoom: s.noRoom ?? false,
    },
    facts: [
      dateFact(input.stay, "arrival", s.arrival),
      dateFact(input.stay, "departure", s.departure),
      moneyFact(world, input.stay, "total", totalOf(world, s)),
    ],
    say: s.noRoom
      ? "I see a problem with your room on those nights. Shall I look at what we can do?"
      : `You have a ${typeName(world, s.roomTypeCode)} from ${spoken.dateRange(s.arrival, s.departure)} for ${spoken.party(s.adults, s.childAges.length)}.`,
  }));

export const previewChange = (world: World, input: ToolInput<"preview_change">): Answered =>
  guarded(world, input.stay, (s) => {
    if (s.status === "cancelled")
      return fail("not_allowed", "That booking is cancelled.", { policy: "cancellation" });
    const wanted = input.set?.roomType?.toLowerCase();
    const type = wanted
      ? world.opening.roomTypes.find(
          (t) => t.code.toLowerCase() === wanted || t.name.toLowerCase() === wanted,
        )?.code
      : s.roomTypeCode;
    if (!type) return fail("not_found", "Which room would you like instead?", { field: "roomType" });
    const extras = [
      ...s.extras.filter((e) => !input.removeExtras?.includes(e.code)),
      ...(input.addExtras ?? []),
    ];
    const after: WorldStay = {
      ...s,
      arrival: input.set?.checkIn ?? s.arrival,
      departure: input.set?.checkOut ?? s.departure,
      adults: input.set?.adults ?? s.adults,
      childAges: input.set?.childAges ?? s.childAges,
      roomTypeCode: type,
      extras,
    };
    if (after.departure <= after.arrival)
      return fail("ambiguous", "Which day would you leave?", { field: "checkOut" });
    for (
      let d = after.arrival;
      d < after.departure;
      d = new Date(Date.parse(`${d}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
    ) {
      const mine = d >= s.arrival && d < s.departure && after.roomTypeCode === s.roomTypeCode ? 1 : 0;
      if (leftOn(world, after.roomTypeCode, d) + mine < 1)
        return fail("unavailable", "That is not free on those dates. Which other dates would suit you?", {
          field: "checkIn",
        });
    }
    const difference = totalOf(world, after) - totalOf(world, s);
    const handle = nextHandle(world, "chg");
    world.changes.push({
      handle,
      kind: "change",
      stay: s,
      used: false,
      apply: () => {
        Object.assign(s, after);
        return { total: totalOf(world, s) };
      },
    });
    return {
      ok: true,
      data: {
        change: handle,
        kind: "change",
        before: describe(world, s),
        after: describe(world, after),
        difference: priced(world, difference),
        newTotal: priced(world, totalOf(world, after)),
      },
      facts: [
        moneyFact(world, handle, "newTotal", totalOf(world, after)),
        moneyFact(world, handle, "difference", Math.abs(difference)),
        dateFact(handle, "arrival", after.arrival),
        dateFact(handle, "departure", after.departure),
      ],
      say: `The new total would be ${spoken.money(priced(world, totalOf(world, after)))}.`,
      next: ["commit_change"],
    };
  });

export const previewCancel = (world: World, input: ToolInput<"preview_cancel">): Answered =>
  guarded(world, input.stay, (s) => {
    if (s.status === "cancelled")
      return fail("not_allowed", "That booking is already cancelled.", { policy: "cancellation" });
    const total = totalOf(world, s);
    const fee = Math.round((total * s.feePercent) / 100);
    const handle = nextHandle(world, "chg");
    world.changes.push({
      handle,
      kind: "cancel",
      stay: s,
      used: false,
      apply: () => {
        s.status = "cancelled";
        return { total: fee, refund: 0 };
      },
    });
    return {
      ok: true,
      data: {
        change: handle,
        kind: "cancel",
        before: describe(world, s),
        after: { status: "cancelled" },
        difference: priced(world, fee - total),
        newTotal: priced(world, fee),
        fee: priced(world, fee),
        refund: priced(world, 0),
      },
      facts: [
        moneyFact(world, handle, "fee", fee),
        dateFact(handle, "arrival", s.arrival),
        dateFact(handle, "departure", s.departure),
      ],
      say: fee ? `Cancelling costs ${spoken.money(priced(world, fee))}.` : "Cancelling is free of charge.",
      next: ["commit_change"],
    };
  });

export function commitChange(world: World, input: ToolInput<"commit_change">): Answered {
  const change = world.changes.find((c) => c.handle === input.change);
  if (!change || change.used) return fail("conflict", "That has changed since. Shall I look again?");
  if (world.needsProof && !world.proved) return fail("unverified", "That needs a one-time code.");
  change.used = true;
  const { total, refund } = change.apply();
  world.records.push({ kind: change.kind, ref: change.stay.code, args: input });
  const words = {
    cancel: "Your booking is cancelled.",
    change: "Your booking is changed.",
    reinstate: "Your booking is confirmed again.",
    relocation: "The other room is yours.",
    checkout: "You are checked out.",
  }[change.kind];
  return {
    ok: true,
    data: {
      status: change.stay.status,
      total: priced(world, total),
      ...(refund !== undefined ? { refund: priced(world, refund) } : {}),
      code: change.stay.code,
    },
    facts: [
      {
        kind: "confirmation",
        subject: input.change,
        name: "code",
        value: change.stay.code,
        spoken: spoken.code(change.stay.code),
      },
      moneyFact(world, input.change, "total", total),
    ],
    say: `${words} The code is ${spoken.code(change.stay.code)}.`,
    ref: { code: change.stay.code, spoken: spoken.code(change.stay.code) },
  };
}

export const noteOnStay = (world: World, input: ToolInput<"note_on_stay">): Answered =>
  guarded(world, input.stay, (s) => {
    world.records.push({ kind: "note", ref: s.code, args: input });
    return {
      ok: true,
      data: { kind: input.kind, text: input.text },
      facts: [
        {
          kind: "confirmation",
          subject: input.stay,
          name: "note",
          value: input.kind,
          spoken: "the note is on the booking",
        },
      ],
      say: "The note is on your booking.",
    };
  });

export const previewReinstate = (world: World, input: ToolInput<"preview_reinstate">): Answered =>
  guarded(world, input.stay, (s) => {
    if (s.status !== "cancelled") return fail("not_allowed", "That booking is confirmed. Anything else?");
    const handle = nextHandle(world, "chg");
    const total = totalOf(world, s);
    world.changes.push({
      handle,
      kind: "reinstate",
      stay: s,
      used: false,
      apply: () => {
        s.status = "confirmed";
        return { total };
      },
    });
    return {
      ok: true,
      data: {
        change: handle,
        kind: "reinstate",
        before: { status: "cancelled" },
        after: describe(world, s),
        difference: priced(world, total),
        newTotal: priced(world, total),
      },
      facts: [moneyFact(world, handle, "newTotal", total), dateFact(handle, "arrival", s.arrival)],
      say: `I can bring back ${spoken.dateRange(s.arrival, s.departure)} for ${spoken.money(priced(world, total))} in all. Shall I do that?`,
      next: ["commit_change"],
    };
  });

export const previewRelocation = (world: World, input: ToolInput<"preview_relocation">): Answered =>
  guarded(world, input.stay, (s) => {
    if (!s.noRoom) return fail("not_allowed", "Your room is there for you. Is there anything else?");
    const other = world.opening.roomTypes.find(
      (type) =>
        (world.nightly[type.code] ?? 0) > (world.nightly[s.roomTypeCode] ?? 0) &&
        leftOn(world, type.code, s.arrival) > 0,
    );
    if (!other)
      return fail(
        "unavailable",
        "I am sorry, we have no other room. Shall our duty manager call you back at once?",
      );
    const handle = nextHandle(world, "chg");
    const total = totalOf(world, s);
    const before = describe(world, s);
    world.changes.push({
      handle,
      kind: "relocation",
      stay: s,
      used: false,
      apply: () => {
        s.roomTypeCode = other.code;
        s.noRoom = false;
        return { total };
      },
    });
    return {
      ok: true,
      data: {
        change: handle,
        kind: "relocation",
        before,
        after: { ...before, roomType: other.name },
        difference: priced(world, 0),
        newTotal: priced(world, total),
      },
      facts: [dateFact(handle, "arrival", s.arrival)],
      say: `I am sorry. I can give you the ${other.name} instead, and you pay nothing more. Shall I?`,
      next: ["commit_change"],
    };
  });

export const previewCheckout = (world: World, input: ToolInput<"preview_checkout">): Answered =>
  guarded(world, input.stay, (s) => {
    if (s.status !== "in_house") return fail("not_allowed", "You have not checked in yet. Anything else?");
    const balance = totalOf(world, s);
    const facts = [moneyFact(world, input.stay, "total", balance)];
    const amount = spoken.money(priced(world, balance));
    if (world.deskOnly)
      return {
        ok: true,
        data: { balance: priced(world, balance), deskOnly: true },
        facts,
        say: `The balance is ${amount}, and the front desk settles it with you.`,
      };
    const handle = nextHandle(world, "chg");
    world.changes.push({
      handle,
      kind: "checkout",
      stay: s,
      used: false,
      apply: () => {
        s.status = "checked_out";
        return { total: balance };
      },
    });
    return {
      ok: true,
      data: { change: handle, balance: priced(world, balance), deskOnly: false },
      facts,
      say: `The balance is ${amount}.`,
    };
  });

/** As the line: the keypad where the world has one, else a person. */
export const getPayment = (world: World, input: ToolInput<"get_payment">): Answered =>
  guarded(world, input.stay, (s) => {
    const total = s.paid ? 0 : totalOf(world, s);
    const due = priced(world, total);
    const facts = [moneyFact(world, input.stay, "due", total)];
    const state = s.paid ? ("paid" as const) : ("none" as const);
    const amount = spoken.money(due);
    if (total === 0)
      return {
        ...{ ok: true, data: { due, state, ways: ["person"] }, facts },
        say: "There is nothing left to pay for your booking.",
      };
    if (!world.keypad)
      return {
        ...{ ok: true, data: { due, state, ways: ["person"] }, facts },
        say: `There is ${amount} to pay for your booking.`,
      };
    return {
      ok: true,
      data: { due, state, ways: ["keypad", "person"], payment: "pay_1" },
      facts,
      say: `There is ${amount} to pay for your booking. Shall I switch you to the keypad, where you type the card yourself?`,
    };
  });

export function startPayment(world: World, input: ToolInput<"start_payment">): Answered {
  if (!world.keypad || !world.verified)
    return fail("not_allowed", "I cannot take a payment on this call. Shall I connect you with a colleague?");
  world.records.push({ kind: "payment", ref: input.payment, args: input });
  const stay = world.stays.find((s) => s.handle);
  return {
    ok: true,
    data: { state: "keypad", amount: priced(world, stay ? totalOf(world, stay) : 1) },
    facts: [{ kind: "confirmation", name: "keypadPayment", value: "connecting", spoken: "switching" }],
    say: "I am switching you to the keypad payment now. When it is over you are back with me.",
  };
}
