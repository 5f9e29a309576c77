import { requireCtx } from "@/server/auth/request";
import { exportAudit } from "@/server/features/audit";
import { DomainError } from "@/server/kernel/errors";

export const dynamic = "force-dynamic";

const STATUS: Partial<Record<DomainError["code"], number>> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
};

/** The organisation's audit log as JSON lines, for `npm run audit:verify`. `?hotel=SLUG` picks the organisation. */
export async function GET(request: Request): Promise<Response> {
  try {
    const ctx = await requireCtx(request, new URL(request.url).searchParams.get("hotel"));
    const day = ctx.deps.clock.now().toISOString().slice(0, 10);
    return new Response(await exportAudit(ctx), {
      headers: {
        "content-type": "application/x-ndjson; charset=utf-8",
        "content-disposition": `attachment; filename="audit-${day}.jsonl"`,
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return new Response(error.message, { status: STATUS[error.code] ?? 503 });
  }
}
