import { composition } from "@/server/composition";
import { onShutdown } from "./closers";
import { Live } from "./live";

export { isShuttingDown, onShutdown, shutDown } from "./closers";

const KEY = Symbol.for("voicehive.live");
const place = globalThis as { [KEY]?: Live };

/** Live updates of this process, listening from the first use until shutdown. */
export function live(): Live {
  const known = place[KEY];
  if (known) return known;
  const { env, deps, log } = composition();
  const made = new Live({ ...deps, url: env.DATABASE_DIRECT_URL ?? env.DATABASE_URL, log });
  onShutdown("live updates", () => made.close());
  place[KEY] = made;
  return made;
}
