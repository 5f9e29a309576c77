import { readToken, type StaffTexts, staffTexts, takeAsMember } from "@/server/features/alarms";
import { hotelLanguage } from "@/server/features/telephony";
import { localTime } from "@/server/kernel/dates";
import type { GuestLanguage } from "@/server/kernel/in-language";
import type { Logger } from "@/server/kernel/logger";
import type { Deps, HotelCtx } from "@/server/verbs/ctx";

/** A link opens nothing any more after this, taken or not. */
const GOOD_MS = 24 * 3_600_000;

interface LinkApp {
  deps: Deps;
  log: Logger;
}

/**
 * What the link in an alarm's text shows: the place, and a button that takes the alarm. Only the button does: telephones and
 * carriers open links by themselves. No sign-in, no script; whoever holds the text may take the alarm.
 */
export async function alarmLink({ deps, log }: LinkApp, token: string, takes: boolean): Promise<Response> {
  const to = readToken(deps.keys, token);
  const row = to
    ? await deps.db.withTenant(to.tenantId, (db) =>
        db.alarm.findFirst({
          where: { id: to.alarmId, raisedAt: { gte: new Date(deps.clock.now().getTime() - GOOD_MS) } },
          include: { hotel: { select: { name: true, timeZone: true } } },
        }),
      )
    : null;
  if (!to || !row) return page(404, "en", "Alarm", `<p>${html(staffTexts("en").page.unknown)}</p>`);
  const { tenantId, alarmId, member } = to;
  const ctx: HotelCtx = {
    ...{ tenantId, hotelId: row.hotelId, deps, log },
    actor: { kind: "webhook", provider: "alarm-link" },
  };
  const language = await deps.db.withTenant(tenantId, (db) => hotelLanguage(db, ctx));
  const t = staffTexts(language);
  const taken = takes ? await takeAsMember(ctx, alarmId, { at: member, how: "link" }) : null;
  const takenBy = taken ? taken.alarm.takenByName : row.takenByName;
  const title = `${row.hotel.name}: ${t.kinds[row.kind as keyof StaffTexts["kinds"]]}`;
  const since = localTime(row.raisedAt, row.hotel.timeZone);
  const facts = `<p>${html(`${t.page.place}: ${row.place}`)}</p><p>${html(`${t.page.since} ${since}`)}</p>`;
  const rest = taken?.mine
    ? `<p role="status">${html(t.youTook(row.place))}</p>`
    : takenBy
      ? `<p role="status">${html(t.takenBy(takenBy))}</p>`
      : `<form method="post"><button>${html(t.page.take)}</button></form>`;
  return page(200, language, title, facts + rest);
}

const html = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

const STYLE =
  "body{font:20px/1.5 system-ui;max-width:32rem;margin:2rem auto;padding:0 1rem}button{font:inherit;font-weight:600;width:100%;padding:1rem;border:0;border-radius:8px;background:#b42318;color:#fff}";

const page = (status: number, language: GuestLanguage, title: string, body: string): Response =>
  new Response(
    `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${html(title)}</title><style>${STYLE}</style><main><h1>${html(title)}</h1>${body}</main></html>`,
    {
      status,
      headers: {
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
        "x-robots-tag": "noindex",
        "content-security-policy":
          "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      },
    },
  );
