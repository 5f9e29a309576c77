import type { Body, Storage } from "./port";
import { parseRange } from "./range";
import type { SignedUrls } from "./signed-url";

/** What no cache may keep: a link is good for one person and half an hour. */
const PRIVATE = {
  "cache-control": "private, no-store",
  "x-content-type-options": "nosniff",
  "accept-ranges": "bytes",
  "referrer-policy": "no-referrer",
};

function streamOf(body: Body): ReadableStream<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

/** Answers a signed link: 200, 206 for a range, 416 beyond the end, 403 for a bad link, 404 when nothing is there. */
export async function serveObject(storage: Storage, links: SignedUrls, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const key = links.verify(`${pathname}${search}`);
  if (!key) {
    return new Response("This link is no longer good. Open the call again to play its recording.", {
      status: 403,
      headers: PRIVATE,
    });
  }
  const { signal } = request;
  const info = await storage.stat(key, signal);
  if (!info) return new Response("There is nothing here any more.", { status: 404, headers: PRIVATE });
  const range = parseRange(request.headers.get("range"), info.size);
  if (range === "unsatisfiable") {
    return new Response(null, {
      status: 416,
      headers: { ...PRIVATE, "content-range": `bytes */${info.size}` },
    });
  }
  const stored = await storage.get(key, { signal, ...(range ? { range } : {}) });
  if (!stored) return new Response("There is nothing here any more.", { status: 404, headers: PRIVATE });
  const { start, end } = stored.range;
  const headers = {
    ...PRIVATE,
    "content-type": info.contentType,
    "content-length": String(end - start + 1),
    ...(range ? { "content-range": `bytes ${start}-${end}/${info.size}` } : {}),
  };
  return new Response(streamOf(stored.body), { status: range ? 206 : 200, headers });
}
