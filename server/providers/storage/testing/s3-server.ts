import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { AwsV4Signer } from "aws4fetch";

export const CREDENTIALS = { accessKeyId: "AKTEST", secretAccessKey: "secret", region: "eu-test-1" };

interface Entry {
  bytes: Buffer;
  headers: Record<string, string>;
}
interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: Buffer | string;
}
interface Multipart {
  key: string;
  headers: Record<string, string>;
  parts: Map<number, Buffer>;
}

const md5 = (bytes: Buffer) => `"${createHash("md5").update(bytes).digest("hex")}"`;
const error = (status: number, code: string): Reply => ({
  status,
  body: `<Error><Code>${code}</Code></Error>`,
});

/** Recomputes the request's Signature Version 4 with an independent signer over the headers it says it signed. */
async function genuine(req: IncomingMessage, url: string, bytes: Buffer): Promise<boolean> {
  const [, signed = "", signature = ""] =
    req.headers.authorization?.match(/SignedHeaders=([^,]+), ?Signature=(\w+)/) ?? [];
  const digest = createHash("sha256").update(bytes).digest("hex");
  if (req.headers["x-amz-content-sha256"] !== digest) return false;
  const names = signed.split(";").filter((name) => name !== "host" && name !== "x-amz-date");
  const headers = Object.fromEntries(names.map((name) => [name, String(req.headers[name] ?? "")]));
  const datetime = String(req.headers["x-amz-date"]);
  const signer = new AwsV4Signer({
    ...CREDENTIALS,
    method: req.method ?? "GET",
    url,
    headers,
    service: "s3",
    datetime,
  });
  return (await signer.sign()).headers.get("authorization")?.endsWith(`Signature=${signature}`) ?? false;
}

/**
 * A small S3 over HTTP with the behaviours the client relies on, from the S3 API reference: PutObject, GetObject with
 * Range, HeadObject, DeleteObject, ListObjectsV2 with continuation, and multipart uploads, where every part but the
 * last has a least size and nothing is visible before CompleteMultipartUpload.
 */
export async function startS3Server(bucket: string, minPartBytes: number) {
  const objects = new Map<string, Entry>();
  const uploads = new Map<string, Multipart>();
  /** Requests still to be refused with 503, as an overloaded store does. */
  const faults = { remaining: 0 };

  const multipart = (
    req: IncomingMessage,
    key: string,
    query: URLSearchParams,
    bytes: Buffer,
    kept: Record<string, string>,
  ): Reply => {
    if (req.method === "POST" && query.has("uploads")) {
      const id = randomUUID();
      uploads.set(id, { key, headers: kept, parts: new Map() });
      return {
        status: 200,
        body: `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
      };
    }
    const id = query.get("uploadId") ?? "";
    const upload = uploads.get(id);
    if (!upload || upload.key !== key) return error(404, "NoSuchUpload");
    if (req.method === "DELETE") {
      uploads.delete(id);
      return { status: 204 };
    }
    if (req.method === "PUT") {
      upload.parts.set(Number(query.get("partNumber")), bytes);
      return { status: 200, headers: { etag: md5(bytes) } };
    }
    const wanted = [...bytes.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>(.*?)<\/ETag>/g)];
    const chosen = wanted.map(([, number, etag]) => ({ part: upload.parts.get(Number(number)), etag }));
    if (chosen.some(({ part, etag }) => !part || md5(part) !== etag)) return error(400, "InvalidPart");
    const found = chosen.flatMap(({ part }) => (part ? [part] : []));
    if (found.slice(0, -1).some((part) => part.length < minPartBytes)) return error(400, "EntityTooSmall");
    objects.set(key, { bytes: Buffer.concat(found), headers: upload.headers });
    uploads.delete(id);
    return { status: 200, body: "<CompleteMultipartUploadResult/>" };
  };

  const list = (query: URLSearchParams): Reply => {
    const after = query.get("continuation-token") ?? "";
    const keys = [...objects.keys()]
      .filter((key) => key.startsWith(query.get("prefix") ?? "") && key > after)
      .sort();
    const page = keys.slice(0, 2);
    const entries = page.map(
      (key) => `<Contents><Key>${key}</Key><Size>${objects.get(key)?.bytes.length}</Size></Contents>`,
    );
    const next =
      keys.length > page.length ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : "";
    return { status: 200, body: `<ListBucketResult>${entries.join("")}${next}</ListBucketResult>` };
  };

  const object = (req: IncomingMessage, key: string, bytes: Buffer, kept: Record<string, string>): Reply => {
    if (req.method === "PUT") {
      objects.set(key, { bytes, headers: { ...kept, "last-modified": new Date().toUTCString() } });
      return { status: 200, headers: { etag: md5(bytes) } };
    }
    if (req.method === "DELETE") {
      objects.delete(key);
      return { status: 204 };
    }
    const entry = objects.get(key);
    if (!entry) return error(404, "NoSuchKey");
    const total = entry.bytes.length;
    const [, from, to] = req.headers.range?.match(/^bytes=(\d+)-(\d*)$/) ?? [];
    if (from === undefined)
      return {
        status: 200,
        headers: { ...entry.headers, "content-length": String(total) },
        body: entry.bytes,
      };
    const end = to ? Math.min(Number(to), total - 1) : total - 1;
    if (Number(from) >= total) return error(416, "InvalidRange");
    const headers = { ...entry.headers, "content-range": `bytes ${from}-${end}/${total}` };
    return { status: 206, headers, body: entry.bytes.subarray(Number(from), end + 1) };
  };

  const server = createServer(async (req, res) => {
    const pieces: Buffer[] = [];
    for await (const piece of req) pieces.push(piece as Buffer);
    const bytes = Buffer.concat(pieces);
    const url = new URL(req.url ?? "/", `http://${req.headers.host}`);
    const [, root, ...rest] = url.pathname.split("/");
    const key = rest.join("/");
    const kept = Object.fromEntries(
      Object.entries(req.headers).filter(
        ([name]) => name === "content-type" || name.startsWith("x-amz-meta-"),
      ),
    ) as Record<string, string>;
    let reply: Reply;
    if (faults.remaining > 0) {
      faults.remaining--;
      reply = error(503, "SlowDown");
    } else if (!(await genuine(req, url.href, bytes))) reply = error(403, "SignatureDoesNotMatch");
    else if (root !== bucket) reply = error(404, "NoSuchBucket");
    else if (key === "") reply = list(url.searchParams);
    else if (url.searchParams.has("uploads") || url.searchParams.has("uploadId")) {
      reply = multipart(req, key, url.searchParams, bytes, kept);
    } else reply = object(req, key, bytes, kept);
    res.writeHead(reply.status, { ...reply.headers }).end(req.method === "HEAD" ? undefined : reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    /** Multipart uploads that were begun and neither completed nor given up. */
    open: () => uploads.size,
    faults,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
