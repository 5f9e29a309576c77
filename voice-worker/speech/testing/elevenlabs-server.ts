import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { encodeMulaw } from "@/voice-worker/media/mulaw";
import { resample } from "@/voice-worker/media/resample";
import { textToTones } from "./tone-modem";
import type { VoiceFault } from "./voice-faults";

/**
 * Behaves like ElevenLabs' `stream-input` (API reference, "Text to Speech WebSocket"): the key in `xi-api-key`, a first
 * message with a blank and settings, text until `flush` or an empty text, audio as base64 with times per character
 * relative to the message, then `isFinal` and a close. Unverified: the close codes, the status of a refused upgrade,
 * and that a connection without input is closed after 20 s.
 */
export class ElevenLabsServer {
  readonly texts: string[] = [];
  readonly paths: string[] = [];
  /** `voice_settings` of each clause. */
  readonly settings: unknown[] = [];
  /** Connections opened so far, whether used or not. */
  opened = 0;
  faults: VoiceFault[] = [];
  /** Each upgrade takes this long, as a far vendor's handshake would. Milliseconds. */
  handshakeMs = 0;
  /** From the flush to the first audio. */
  firstMs = 0;
  private readonly sockets = new WebSocketServer({ noServer: true });
  private readonly raw = new Set<Duplex>();

  private constructor(
    private readonly server: Server,
    private readonly key: string,
  ) {
    server.on("upgrade", (request, socket, head) => {
      const timer = setTimeout(() => this.upgrade(request, socket, head), this.handshakeMs);
      this.raw.add(socket);
      socket.on("close", () => {
        clearTimeout(timer);
        this.raw.delete(socket);
      });
      socket.on("error", () => {});
    });
  }

  static async start(key: string): Promise<ElevenLabsServer> {
    const server = createServer((_, response) => response.writeHead(404).end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new ElevenLabsServer(server, key);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get connections(): number {
    return this.sockets.clients.size;
  }

  killAll(): void {
    for (const socket of this.raw) socket.destroy();
  }

  async stop(): Promise<void> {
    for (const socket of this.raw) socket.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? "/", this.url);
    this.paths.push(`${url.pathname}${url.search}`);
    this.opened += 1;
    const fault = this.faults.shift();
    const refuse = (status: number) =>
      socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    if (fault?.kind === "status") return void refuse(fault.status);
    if (request.headers["xi-api-key"] !== this.key) return void refuse(401);
    if (!/^\/v1\/text-to-speech\/[^/]+\/stream-input$/.test(url.pathname)) return void refuse(404);
    const format = url.searchParams.get("output_format");
    if (format !== "ulaw_8000" && format !== "pcm_16000") return void refuse(400);
    this.sockets.handleUpgrade(request, socket, head, (client) => this.serve(client, format, fault));
  }

  private serve(client: WebSocket, format: string, fault: VoiceFault | undefined): void {
    let text = "";
    let begun = false;
    client.on("error", () => {});
    client.on("message", (data) => {
      const message = JSON.parse(data.toString()) as { text: string; voice_settings?: unknown };
      if (!begun && message.text !== " ") return client.close(1008, "the first text is a blank");
      if (!begun) this.settings.push(message.voice_settings);
      begun = true;
      text += message.text;
      if (message.text !== "" || text.trim() === "") return;
      this.texts.push(text.trim());
      const timer = setTimeout(() => speak(client, text.trim(), format, fault), this.firstMs);
      client.on("close", () => clearTimeout(timer));
    });
  }
}

const MESSAGE_MS = 400;

/** Characters that begin within a message, spread evenly over the audio. */
function alignmentOf(text: string, from: number, to: number, totalMs: number) {
  const perChar = totalMs / text.length;
  const chars = [...text]
    .map((char, i) => ({ char, at: i * perChar }))
    .filter(({ at }) => at >= from && at < to);
  return {
    chars: chars.map(({ char }) => char),
    charStartTimesMs: chars.map(({ at }) => Math.round(at - from)),
    charsDurationsMs: chars.map(() => Math.round(perChar)),
  };
}

function speak(client: WebSocket, text: string, format: string, fault: VoiceFault | undefined): void {
  if (fault?.kind === "hang") return;
  if (fault?.kind === "garbage") return void client.send("{not json");
  if (fault?.kind === "refusal") {
    client.send(JSON.stringify({ message: "quota", error: "quota_exceeded", code: 1008 }));
    return client.close(1008);
  }
  const rate = format === "ulaw_8000" ? 8000 : 16000;
  const pcm = resample(textToTones(text), 8_000, rate);
  const totalMs = (pcm.length / rate) * 1000;
  const step = (rate * MESSAGE_MS) / 1000;
  for (let at = 0, sent = 0; at < pcm.length; at += step, sent++) {
    if (sent === 2 && fault?.kind === "break") return client.terminate();
    if (sent === 2 && fault?.kind === "stall") return;
    const part = pcm.subarray(at, at + step);
    const bytes = rate === 8000 ? encodeMulaw(part) : new Uint8Array(part.slice().buffer);
    const alignment = alignmentOf(text, (at / rate) * 1000, ((at + step) / rate) * 1000, totalMs);
    client.send(JSON.stringify({ audio: Buffer.from(bytes).toString("base64"), isFinal: null, alignment }));
  }
  client.send(JSON.stringify({ audio: null, isFinal: true, alignment: null }));
  client.close(1000);
}
