import { describe, expect, test } from "vitest";
import { LlmError } from "./port";
import { SseParser } from "./sse";

function parse(...pieces: string[]): string[] {
  const told: string[] = [];
  const parser = new SseParser((data) => told.push(data));
  for (const piece of pieces) parser.push(piece);
  return told;
}

describe("server-sent events", () => {
  test.each([
    ["LF", "data: a\n\ndata: b\n\n", ["a", "b"]],
    ["CRLF", "data: a\r\n\r\ndata: b\r\n\r\n", ["a", "b"]],
    ["CR", "data: a\r\rdata: b\r\r", ["a", "b"]],
    ["a byte order mark", "\uFEFFdata: a\n\n", ["a"]],
    ["no space, and two", "data:a\n\ndata:  b\n\n", ["a", " b"]],
    ["several lines of data", "data: a\ndata: b\ndata\ndata: c\n\n", ["a\nb\n\nc"]],
    ["comments", ": keep-alive\n\n:\ndata: a\n: more\n\n", ["a"]],
    ["names, ids, waits and unknown fields", "event: x\nid: 1\nretry: 5\nfoo: bar\ndata: a\n\n", ["a"]],
    ["fields that only look like data", "database: x\n data: y\nDATA: z\n\n", []],
    ["no data", "data\n\ndata:\n\n\n\n", []],
    ["an event that is not closed", "data: a\n\ndata: b\n", ["a"]],
  ])("%s", (_what, text, events) => {
    expect(parse(text)).toEqual(events);
    // Cut in two anywhere, and in single characters, it is the same.
    for (let at = 0; at <= text.length; at++)
      expect(parse(text.slice(0, at), text.slice(at)), `cut at ${at}`).toEqual(events);
    expect(parse(...text)).toEqual(events);
  });

  test("a line without end and an event without end are garbage", () => {
    const block = "x".repeat(1 << 16);
    expect(() => parse("data: ", ...Array.from({ length: 17 }, () => block))).toThrow(LlmError);
    expect(() => parse(...Array.from({ length: 17 }, () => `data: ${block}\n`))).toThrow(LlmError);
    expect(parse("data: ", ...Array.from({ length: 15 }, () => block), "\n\n")).toEqual([block.repeat(15)]);
  });
});
