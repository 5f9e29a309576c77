import { StorageError } from "./port";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
// A segment begins with a letter or digit, so neither `.`, `..` nor a hidden file can be one.
const SEGMENT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** The key of a tenant's object: `t/{tenantId}/{…segments}`. Throws StorageError `invalid_key`. */
export const objectKey = (tenantId: string, ...segments: string[]): string =>
  checkKey(["t", tenantId, ...segments].join("/"));

/** The tenant a key belongs to. Throws StorageError `invalid_key`. */
export const tenantOf = (key: string): string => checkKey(key).split("/")[1] ?? "";

/** Gives the key back, or throws StorageError `invalid_key` when it is not `t/{tenantId}/…` of plain segments. */
export function checkKey(key: string): string {
  const [root, tenantId, ...rest] = key.split("/");
  const good =
    key.length <= 400 &&
    root === "t" &&
    UUID.test(tenantId ?? "") &&
    rest.length > 0 &&
    rest.every((part) => SEGMENT.test(part));
  if (!good) throw new StorageError("invalid_key", "A storage key must be t/{tenantId}/… of plain segments.");
  return key;
}

export function checkUploadId(uploadId: string): string {
  if (!UUID.test(uploadId)) throw new StorageError("no_upload", "There is no such upload.");
  return uploadId;
}
