const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const LINE =
  /^\/api\/line\/(register|heartbeat|commands|spool|reports|calls\/open|calls\/:id\/(tools|events|snapshot|close|recording|recording\/complete))$/;
const AREAS =
  /^\/(api\/(alarm|auth|audit|inngest|jobs|line|live|recordings|trpc|v1|webhooks)|health|metrics|_next)(\/|$)/;

/** A path as a metric's label: one of a few, whatever is asked for. */
export function routeLabel(path: string): string {
  const plain = path.replace(UUID, ":id");
  if (LINE.test(plain)) return plain;
  const area = AREAS.exec(plain);
  if (area) return `/${area[1]}`;
  return plain.startsWith("/api/") ? "/api/other" : "page";
}

/** Streams that stay open for hours say nothing about how fast the app answers. */
export const isStream = (label: string): boolean => label === "/api/live" || label === "/api/line/commands";

/** The call a path of the line names. */
export const callOf = (path: string): string | undefined =>
  /^\/api\/line\/calls\/([0-9a-f-]{36})\//i.exec(path)?.[1];

/** What a call waits for: the workers' line, the telephone service's questions, the public interface. */
export const isVoiceApi = (label: string): boolean => /^\/api\/(line|v1|webhooks)(\/|$)/.test(label);
