import { z } from "zod";
import type { SpokenWord } from "./port";

/**
 * The framing of the Speech Service's WebSocket. No written reference exists; it is what Microsoft's open JavaScript SDK
 * (microsoft/cognitive-services-speech-sdk-js, src/common.speech) speaks: `WebsocketMessageFormatter`,
 * `SpeechConnectionMessage.Internal`, `SynthesisAdapterBase`, `SynthesisContext`, `ServiceMessages/SynthesisAudioMetadata`.
 * Never seen against the service.
 */
export interface AzureMessage {
  path: string;
  /** Which request it belongs to; empty when it does not tell. */
  requestId: string;
  /** Audio of a binary message; empty at its end. */
  audio?: Uint8Array;
  body: string;
}

export function writeMessage(path: string, requestId: string, type: string, body: string): string {
  const head = {
    Path: path,
    "X-RequestId": requestId,
    "X-Timestamp": new Date().toISOString(),
    "Content-Type": type,
  };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${lines.join("")}\r\n${body}`;
}

/** Names of headers and the path are read in any case, with or without blanks. */
const headOf = (head: string) => ({
  path: /^path:\s*(\S+)/im.exec(head)?.[1]?.toLowerCase() ?? "",
  requestId: /^x-requestid:\s*(\S+)/im.exec(head)?.[1]?.toUpperCase() ?? "",
});

/** Text: headers, an empty line, the body. Binary: two bytes with the headers' length, the headers, the audio. */
export function readMessage(data: Buffer, binary: boolean): AzureMessage {
  if (!binary) {
    const [head = "", ...body] = data.toString("utf8").split("\r\n\r\n");
    return { ...headOf(head), body: body.join("\r\n\r\n") };
  }
  const from = 2 + (data.length >= 2 ? data.readUInt16BE(0) : 0);
  if (from > data.length) throw new Error("The headers are longer than the message.");
  return { ...headOf(data.toString("utf8", 2, from)), audio: data.subarray(from), body: "" };
}

const TICKS_PER_MS = 10_000;
const Metadata = z.object({
  Metadata: z
    .array(
      z.object({
        Type: z.string(),
        Data: z
          .object({
            Offset: z.number().nonnegative(),
            Duration: z.number().nonnegative().default(0),
            text: z.object({ Text: z.string().max(200), BoundaryType: z.string().optional() }),
          })
          .optional()
          .catch(undefined),
      }),
    )
    .max(2_000),
});

/** The words of an `audio.metadata` message, with times from the start of the clause; nothing when it tells of others. */
export function wordsOf(body: string): SpokenWord[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return [];
  }
  return (Metadata.safeParse(parsed).data?.Metadata ?? []).flatMap(({ Type, Data }) => {
    if (Type !== "WordBoundary" || !Data || Data.text.BoundaryType === "PunctuationBoundary") return [];
    const startMs = Data.Offset / TICKS_PER_MS;
    return [{ text: Data.text.Text, startMs, endMs: startMs + Data.Duration / TICKS_PER_MS }];
  });
}

/** What is told first on a connection. */
export const speechConfig = JSON.stringify({
  context: { system: { name: "voicehive", version: "1" }, os: { platform: "server", name: "node" } },
});

/** How a clause is wanted: the audio's format, and when each word sounds. */
export const synthesisContext = (outputFormat: string): string =>
  JSON.stringify({
    synthesis: {
      audio: {
        metadataOptions: {
          bookmarkEnabled: false,
          punctuationBoundaryEnabled: false,
          sentenceBoundaryEnabled: false,
          sessionEndEnabled: false,
          visemeEnabled: false,
          wordBoundaryEnabled: true,
        },
        outputFormat,
      },
      language: { autoDetection: false },
    },
  });
