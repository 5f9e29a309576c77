import { requireCtx } from "@/server/auth/request";
import { DomainError } from "@/server/kernel/errors";
import { live } from "@/server/live";

export const dynamic = "force-dynamic";

const STATUS: Partial<Record<DomainError["code"], number>> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  rate_limited: 429,
};

/** The browser's one stream of changes: `?hotel=SLUG`, resumed by Last-Event-ID or `&last=ID`. */
export async function GET(request: Request): Promise<Response> {
  try {
    const asked = new URL(request.url).searchParams;
    const ctx = await requireCtx(request, asked.get("hotel"));
    if (ctx.actor.kind !== "user") return new Response(null, { status: 403 });
    const body = await live().connect(
      ctx.tenantId,
      ctx.actor,
      request.headers.get("last-event-id") ?? asked.get("last"),
    );
    return new Response(body, {
      headers: {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-cache, no-transform",
        // nginx would otherwise hold messages back.
        "x-accel-buffering": "no",
      },
    });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return new Response(error.message, { status: STATUS[error.code] ?? 503 });
  }
}
