import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { ElevenLabsContexts } from "./elevenlabs-contexts";
import type { VoiceFault } from "./voice-faults";

export type ElevenLabsFault =
  | VoiceFault
  /** An error that names the clause's context. */
  | { kind: "denied" }
  /** A message that is not text, then the audio. */
  | { kind: "binary" }
  /** Nine megabytes of nothing, then the audio. */
  | { kind: "oversized" }
  /** Audio that never ends. */
  | { kind: "endless" }
  /** Calls the context final without a sound. */
  | { kind: "mute" };

/**
 * Behaves like ElevenLabs' `multi-stream-input` (API reference, "Multi-Context WebSocket"): the key in `xi-api-key`, and
 * what `ElevenLabsContexts` says. A fault of the kind `status` is shown to the next upgrade, any other to the next clause.
 */
export class ElevenLabsServer {
  readonly texts: string[] = [];
  readonly paths: string[] = [];
  /** `voice_settings` of each clause. */
  readonly settings: unknown[] = [];
  /** Contexts that were told to close. */
  readonly closed: string[] = [];
  /** Why sockets were ended by the vendor, other than as a fault. */
  readonly refusals: string[] = [];
  /** Times a socket was ended with `close_socket`. */
  goodbyes = 0;
  /** Connections opened so far, whether used or not. */
  opened = 0;
  /** The most contexts that were open at once on one socket. */
  most = 0;
  faults: ElevenLabsFault[] = [];
  /** Each upgrade takes this long, as a far vendor's handshake would. Milliseconds. */
  handshakeMs = 0;
  /** From the flush to the first audio. */
  firstMs = 0;
  /** After a context's first audio nothing more of it comes until `flow`. */
  dammed = false;
  /** A close before the first audio swallows the text, as it may under load (pipecat issues 4681 and 5271). */
  closeRaces = false;
  private readonly waiting: (() => void)[] = [];
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

  /** Lets what was dammed up come. */
  flow(): void {
    this.dammed = false;
    for (const go of this.waiting.splice(0)) go();
  }

  /** Resolves at once, or when `flow` is called. */
  async passage(): Promise<void> {
    if (this.dammed) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Closes every connection with this code, as the vendor does to one that is idle. */
  closeAll(code: number): void {
    for (const client of this.sockets.clients) client.close(code);
  }

  /** Sends every connection a message nobody asked for. */
  interject(message: unknown): void {
    for (const client of this.sockets.clients) client.send(JSON.stringify(message));
  }

  killAll(): void {
    for (const socket of this.raw) socket.destroy();
  }

  async stop(): Promise<void> {
    this.flow();
    this.killAll();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? "/", this.url);
    this.paths.push(`${url.pathname}${url.search}`);
    this.opened += 1;
    const refuse = (status: number) =>
      socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    const [fault] = this.faults;
    if (fault?.kind === "status") {
      this.faults.shift();
      return void refuse(fault.status);
    }
    if (request.headers["xi-api-key"] !== this.key) return void refuse(401);
    if (!/^\/v1\/text-to-speech\/[^/]+\/multi-stream-input$/.test(url.pathname)) return void refuse(404);
    const format = url.searchParams.get("output_format");
    if (format !== "ulaw_8000" && format !== "pcm_16000") return void refuse(400);
    const idle = Number(url.searchParams.get("inactivity_timeout") ?? 20);
    if (!(idle >= 1 && idle <= 180)) return void refuse(400);
    this.sockets.handleUpgrade(request, socket, head, (client: WebSocket) => {
      new ElevenLabsContexts(this, client, format);
    });
  }
}
