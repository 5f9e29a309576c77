import { lineApp } from "@/server/composition";
import { lineHandler } from "@/server/features/line";

export const dynamic = "force-dynamic";

type Params = { params: Promise<{ path: string[] }> };

async function handle(request: Request, { params }: Params): Promise<Response> {
  return lineHandler(lineApp(), request, (await params).path);
}

export { handle as GET, handle as PATCH, handle as POST, handle as PUT };
