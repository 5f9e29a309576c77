import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { sameOrigin } from "@/server/auth/origin";
import { log } from "@/server/log";
import { trpcContext } from "@/server/trpc/context";
import { appRouter } from "@/server/trpc/root";

const handle = (request: Request): Promise<Response> | Response => {
  if (!sameOrigin(request.headers))
    return new Response("This request came from another site.", { status: 403 });
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: () => trpcContext(request),
    onError({ error, path, ctx }) {
      if (error.code !== "INTERNAL_SERVER_ERROR") return;
      log().error({ error: error.cause ?? error, path, requestId: ctx?.requestId }, "A procedure failed");
    },
  });
};

export { handle as GET, handle as POST };
