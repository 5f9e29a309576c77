import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { encodeMulaw } from "@/voice-worker/media/mulaw";
import { resample } from "@/voice-worker/media/resample";
import { textToTones } from "./tone-modem";
import type { VoiceFault } from "./voice-faults";

const FORMATS: Readonly<Record<string, 8000 | 16000>> = {
  "raw-8khz-8bit-mono-mulaw": 8000,
  "raw-16khz-16bit-mono-pcm": 16000,
};
const ID = /^[0-9A-F]{32}$/;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const plain = (text: string): string => text.replace(/&(\w+);/g, (_, name: string) => ENTITIES[name] ?? "?");

/**
 * Behaves like Azure's text-to-speech WebSocket, as Microsoft's open JavaScript SDK (src/common.speech, `SynthesisAdapterBase`
 * and what it uses) speaks to it: the key and a connection's id in headers,
 * `speech.config` once, then `synthesis.context` and `ssml` a clause; back come `turn.start`, audio in binary messages,
 * `audio.metadata` with each word's offset and duration in ticks of 100 ns, and `turn.end`. It says what `sub` puts in the
 * place of a word. SSML it cannot read ends the connection with 1007. Before a further clause comes something late of the one
 * before. Unverified: the statuses of a refused upgrade.
 */
export class AzureServer {
  readonly bodies: string[] = [];
  readonly texts: string[] = [];
  /** Connections opened so far. */
  opened = 0;
  faults: VoiceFault[] = [];
  private readonly sockets = new WebSocketServer({ noServer: true });
  private readonly raw = new Set<Duplex>();
  private readonly server: Server = createServer((_, response) => response.writeHead(404).end());

  private constructor(private readonly key: string) {
    this.server.on("upgrade", (request, socket, head) => {
      this.raw.add(socket);
      socket.on("close", () => this.raw.delete(socket));
      socket.on("error", () => {});
      this.upgrade(request, socket, head);
    });
  }

  static async start(key: string): Promise<AzureServer> {
    const double = new AzureServer(key);
    await new Promise<void>((resolve) => double.server.listen(0, "127.0.0.1", resolve));
    return double;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  killAll(): void {
    for (const socket of this.raw) socket.destroy();
  }

  async stop(): Promise<void> {
    this.killAll();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.opened += 1;
    const url = new URL(request.url ?? "/", this.url);
    const refuse = (status: number) =>
      socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    const [fault] = this.faults;
    if (fault?.kind === "status") {
      this.faults.shift();
      return void refuse(fault.status);
    }
    if (request.headers["ocp-apim-subscription-key"] !== this.key) return void refuse(401);
    if (url.pathname !== "/tts/cognitiveservices/websocket/v1") return void refuse(404);
    if (!ID.test(String(request.headers["x-connectionid"]))) return void refuse(400);
    this.sockets.handleUpgrade(request, socket, head, (client) => this.serve(client));
  }

  private serve(client: WebSocket): void {
    let configured = false;
    let rate: 8000 | 16000 | undefined;
    let before: string | undefined;
    client.on("error", () => {});
    client.on("message", (data) => {
      const [head = "", body = ""] = data.toString().split(/\r\n\r\n(.*)/s);
      const headers = new Map(
        head.split("\r\n").map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]),
      );
      const id = headers.get("X-RequestId") ?? "";
      if (!ID.test(id) || !headers.get("X-Timestamp")) return client.close(1007);
      const path = headers.get("Path");
      if (path === "speech.config") configured = true;
      else if (path === "synthesis.context") rate = contextOf(body);
      else if (path === "ssml") {
        this.bodies.push(body);
        if (!configured || !rate || !wellFormed(body)) return client.close(1007);
        if (before) late(client, before);
        before = id;
        void this.speak(client, id, body, rate);
      } else client.close(1007);
    });
  }

  private async speak(client: WebSocket, id: string, body: string, rate: 8000 | 16000): Promise<void> {
    const fault = this.faults.shift();
    if (fault?.kind === "hang") return;
    const inner = /<voice name="[^"]+">(.*)<\/voice>/s.exec(body)?.[1] ?? "";
    const said = plain(inner.replace(/<sub alias="([^"]*)">[^<]*<\/sub>/g, "$1").replace(/<[^>]+>/g, ""));
    this.texts.push(said);
    const tell = (path: string, message: unknown) => client.send(textOf(id, path, message));
    tell("turn.start", { context: { serviceTag: "tag" } });
    if (fault?.kind === "garbage") return tell("turn.end", {});
    const pcm = resample(textToTones(said), 8_000, rate);
    const bytes = Buffer.from(rate === 8000 ? encodeMulaw(pcm) : new Uint8Array(pcm.slice().buffer));
    tell("audio.metadata", { Metadata: boundariesOf(said, (pcm.length / rate) * 1000) });
    const head = Buffer.from(`X-RequestId:${id}\r\nContent-Type:audio/basic\r\nPath:audio\r\n`);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(head.length);
    // Torn in the middle of samples.
    for (let at = 0, sent = 0; at < bytes.length; at += 3_333, sent++) {
      if (sent === 1 && fault?.kind === "break") return client.terminate();
      if (sent === 1 && fault?.kind === "stall") return;
      if (client.readyState !== client.OPEN) return;
      client.send(Buffer.concat([length, head, bytes.subarray(at, at + 3_333)]));
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    client.send(Buffer.concat([length, head]));
    tell("turn.end", {});
  }
}

const textOf = (id: string, path: string, message: unknown): string =>
  `X-RequestId:${id}\r\nContent-Type:application/json; charset=utf-8\r\nPath:${path}\r\n\r\n${JSON.stringify(message)}`;

/** What still comes of a request that is over: a word, and its end once more. */
function late(client: WebSocket, id: string): void {
  client.send(textOf(id, "audio.metadata", { Metadata: boundariesOf("late", 100) }));
  client.send(textOf(id, "turn.end", {}));
}

/** The rate of an output format, when word boundaries are asked for too. */
function contextOf(body: string): 8000 | 16000 | undefined {
  const { synthesis } = JSON.parse(body) as {
    synthesis: { audio: { outputFormat: string; metadataOptions: { wordBoundaryEnabled: boolean } } };
  };
  return synthesis.audio.metadataOptions.wordBoundaryEnabled
    ? FORMATS[synthesis.audio.outputFormat]
    : undefined;
}

const TICKS_PER_MS = 10_000;

/** Words and punctuation, each as long as its share of the letters. */
function boundariesOf(text: string, totalMs: number): unknown[] {
  const perChar = totalMs / text.length;
  return [...text.matchAll(/[\p{L}\p{M}\p{N}'’-]+|[^\s\p{L}\p{M}\p{N}]/gu)].map((match) => ({
    Type: "WordBoundary",
    Data: {
      Offset: Math.round(match.index * perChar * TICKS_PER_MS),
      Duration: Math.round(match[0].length * perChar * TICKS_PER_MS),
      text: {
        Text: match[0],
        Length: match[0].length,
        BoundaryType: /[\p{L}\p{N}]/u.test(match[0]) ? "WordBoundary" : "PunctuationBoundary",
      },
    },
  }));
}

/** Tags balance and nothing stands plaind or is forbidden in XML 1.0. */
function wellFormed(xml: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|&(?!(amp|lt|gt|quot|apos);)/.test(xml))
    return false;
  const open: string[] = [];
  for (const [, close, name, self] of xml.matchAll(/<(\/?)([\w:-]+)(?:\s+[\w:-]+="[^"<]*")*(\/?)>/g)) {
    if (close) {
      if (open.pop() !== name) return false;
    } else if (!self) open.push(name ?? "");
  }
  return open.length === 0 && !/[<>]/.test(xml.replace(/<\/?[\w:-]+(?:\s+[\w:-]+="[^"<]*")*\/?>/g, ""));
}
