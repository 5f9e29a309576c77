import { sameSecret } from "@/server/crypto/compare";
import { PEER_HEADER } from "./requests";

const LOOPBACK = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/;

/**
 * Who may read /metrics: whoever shows METRICS_TOKEN, or somebody on this machine. A proxy on this machine is not its
 * client: every address it forwards must be of this machine too.
 */
export function mayReadMetrics(headers: Pick<Headers, "get">, token: string | undefined): boolean {
  const shown = /^Bearer (\S{1,4000})$/.exec(headers.get("authorization") ?? "")?.[1];
  if (shown !== undefined) return token !== undefined && sameSecret(shown, token);
  const forwarded = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  return [headers.get(PEER_HEADER) ?? "", ...forwarded.filter(Boolean)].every((address) =>
    LOOPBACK.test(address),
  );
}
