import type { ByteRange } from "./port";

/**
 * A `Range` header against a size (RFC 9110 §14): the bytes wanted, null for the whole object (no header, several
 * ranges, a unit that is not bytes), `unsatisfiable` where 416 with the size is the answer.
 */
export function parseRange(
  header: string | null | undefined,
  size: number,
): Required<ByteRange> | null | "unsatisfiable" {
  const [, first = "", last = ""] = header?.trim().match(/^bytes=(\d{0,15})-(\d{0,15})$/) ?? [];
  if (first === "" && last === "") return null;
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "unsatisfiable" : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  // A last byte before the first makes the header invalid, which RFC 9110 says to ignore.
  if (last !== "" && Number(last) < start) return null;
  return start >= size ? "unsatisfiable" : { start, end };
}
