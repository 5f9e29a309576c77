/** Runs once when a server process starts, before its first request. Builds and the edge runtime start nothing. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NEXT_PHASE === "phase-production-build") return;
  const { endInOrder, startBackground } = await import("@/server/background");
  const { log } = await import("@/server/log");
  const { watchRequests } = await import("@/server/metrics/requests");
  const { startTracing } = await import("@/server/tracing");
  watchRequests();
  const tracing = await startTracing("voicehive-app");
  const background = startBackground();
  endInOrder(async () => {
    await background.stop();
    await tracing?.stop();
  }, log());
}
