import { canonicalJson } from "@/server/kernel/json";
import type { Database } from "./database";
import { registerFunctions } from "./functions";
import { Registration } from "./protocol";
import type { Endpoint } from "./request";
import { sign, verify } from "./signature";

/**
 * Asks the app's `serve()` which functions it has (the SDK's in-band sync) and stores them.
 * Returns their ids. Throws when the app does not answer, is not ours, or uses what the executor lacks.
 */
export async function register(db: Database, endpoint: Endpoint, signal: AbortSignal): Promise<string[]> {
  const body = canonicalJson({ url: endpoint.serveUrl });
  const response = await fetch(endpoint.serveUrl, {
    method: "PUT",
    body,
    redirect: "error",
    headers: {
      "content-type": "application/json",
      "x-inngest-sync-kind": "in_band",
      "x-inngest-server-kind": endpoint.signingKey ? "cloud" : "dev",
      ...(endpoint.signingKey ? { "x-inngest-signature": sign(body, endpoint.signingKey) } : {}),
    },
    signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`The job functions could not be read: the app answered ${response.status}.`);
  if (
    endpoint.signingKey &&
    !verify(response.headers.get("x-inngest-signature"), text, endpoint.signingKey)
  ) {
    throw new Error("The job functions could not be read: the answer was not signed with our key.");
  }
  const { functions } = Registration.parse(JSON.parse(text));
  await db.transaction((tx) => registerFunctions(tx, functions));
  return functions.map((fn) => fn.id);
}
