import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

/** How the next requests are answered. */
export type Fault =
  | "unknown-voice"
  | "none"
  | "401"
  | "429"
  | "500"
  | "hang"
  | "garbage"
  | "no-location"
  | "refuse-sideband";

/**
 * Behaves like OpenAI Realtime on the wire, without sound.
 * - `client_secrets` answers `{value, expires_at, session}` (API reference, "Create client secret");
 * - `calls` takes an offer as `application/sdp` under the ephemeral secret and answers 201, SDP and `Location`
 *   (guide "Realtime API with WebRTC");
 * - the sideband is `wss …/realtime?call_id=…` under the standard key (guide "Webhooks and server-side controls");
 * - `calls/{id}/hangup` ends it (API reference, "Hang up call");
 * - a voice that there is not: 400 (unverified);
 * - that the sideband of an ended call is closed with 1000: unverified.
 */
export class OpenAiRealtimeServer {
  fault: Fault = "none";
  readonly received: Record<string, unknown>[] = [];
  session: Record<string, unknown> | undefined;
  hangUps: string[] = [];
  private readonly secrets = new Map<string, boolean>();
  private socket: WebSocket | undefined;
  private onMessage: () => void = () => {};
  private readonly http = createServer((request, response) => void this.serve(request, response));
  private readonly sockets = new WebSocketServer({ noServer: true });

  constructor(private readonly key: string) {
    this.http.on("upgrade", (request, socket, head) => {
      const allowed = request.headers.authorization === `Bearer ${this.key}`;
      const call = new URL(request.url ?? "/", "http://vendor").searchParams.get("call_id");
      if (!allowed || call !== "rtc_1" || this.fault === "refuse-sideband") {
        socket.end("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
        return;
      }
      this.sockets.handleUpgrade(request, socket, head, (ws) => {
        this.socket = ws;
        ws.on("message", (data) => {
          this.received.push(JSON.parse(String(data)) as Record<string, unknown>);
          this.onMessage();
        });
        this.event({ type: "session.created", session: {} });
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.http.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}/v1`;
  }

  get sidebands(): number {
    return this.sockets.clients.size;
  }

  /** Sends a server event over the sideband. */
  event(event: Record<string, unknown>): void {
    this.socket?.send(JSON.stringify(event));
  }

  raw(text: string): void {
    this.socket?.send(text);
  }

  dropSideband(): void {
    this.socket?.terminate();
  }

  /** The first message of this type, from now or before. */
  async sent(type: string, match: (message: Record<string, unknown>) => boolean = () => true) {
    for (;;) {
      const found = this.received.find((message) => message.type === type && match(message));
      if (found) return found;
      await new Promise<void>((resolve) => {
        this.onMessage = resolve;
      });
    }
  }

  async close(): Promise<void> {
    for (const socket of this.sockets.clients) socket.terminate();
    this.http.closeAllConnections();
    await new Promise<void>((resolve) => this.http.close(() => resolve()));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const path = request.url ?? "";
    const hangUp = /\/realtime\/calls\/([^/]+)\/hangup$/.exec(path)?.[1];
    if (hangUp) {
      this.hangUps.push(hangUp);
      this.socket?.close(1000);
      return void response.writeHead(200).end();
    }
    if (this.fault === "hang") return;
    if (["401", "429", "500"].includes(this.fault)) return void response.writeHead(Number(this.fault)).end();
    if (path.endsWith("/realtime/client_secrets")) return this.secret(request, response, body);
    if (path.endsWith("/realtime/calls")) return this.call(request, response);
    response.writeHead(404).end();
  }

  private secret(request: IncomingMessage, response: ServerResponse, body: string): void {
    if (request.headers.authorization !== `Bearer ${this.key}`) return void response.writeHead(401).end();
    if (this.fault === "garbage") return void response.end("<html>");
    const { session } = JSON.parse(body) as { session: Record<string, unknown> };
    const { voice } = (session.audio as { output: { voice: string } }).output;
    if (this.fault === "unknown-voice" && voice !== "marin") return void response.writeHead(400).end();
    this.session = session;
    const value = `ek_${this.secrets.size + 1}`;
    this.secrets.set(value, true);
    response.end(JSON.stringify({ value, expires_at: 0, session: this.session }));
  }

  private call(request: IncomingMessage, response: ServerResponse): void {
    const secret = request.headers.authorization?.replace("Bearer ", "") ?? "";
    if (!this.secrets.get(secret) || request.headers["content-type"] !== "application/sdp")
      return void response.writeHead(401).end();
    const headers = this.fault === "no-location" ? {} : { location: "/v1/realtime/calls/rtc_1" };
    response.writeHead(201, { "content-type": "application/sdp", ...headers }).end("v=0\r\nanswer");
  }
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
