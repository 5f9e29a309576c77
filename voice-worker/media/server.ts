import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import type { Logger } from "@/server/kernel/logger";
import type { Cancel, Timers } from "../timing";
import { acceptBrowser } from "./browser";
import type { Arrival } from "./port";
import { MAX_MESSAGE_BYTES } from "./socket";
import { acceptStaff, type StaffArrival } from "./staff";
import { acceptTwilio } from "./twilio";

/** A peer that answers no ping for two rounds is gone, whatever its socket says. */
const PING_MS = 10_000;
const CLOSE_DEADLINE_MS = 2_000;

export interface MediaServerDeps {
  timers: Timers;
  log: Logger;
  /** Sockets that may be open at once, calls and callers who have not said hello. */
  maxSockets: number;
  arrived(arrival: Arrival): void;
  /** A person of the hotel wants to join a running call. */
  staffArrived(arrival: StaffArrival): void;
  /** Plain HTTP requests: health and metrics. */
  handle(request: IncomingMessage, response: ServerResponse): void;
}

export interface MediaServer {
  port: number;
  sockets: number;
  close(): Promise<void>;
}

/** Waits for what a peer says first and hands it on; false when it left or was refused before. */
type Accepter = (socket: WebSocket, deps: MediaServerDeps, headers: IncomingHttpHeaders) => Promise<boolean>;

const callers =
  (accept: typeof acceptTwilio): Accepter =>
  async (socket, deps, headers) => {
    const arrival = await accept(socket, deps.timers, headers);
    if (arrival) deps.arrived(arrival);
    return arrival !== undefined;
  };

const accepters = {
  "/media/twilio": callers(acceptTwilio),
  "/media/browser": callers(acceptBrowser),
  "/media/staff": async (socket, deps) => {
    const arrival = await acceptStaff(socket, deps.timers);
    if (arrival) deps.staffArrived(arrival);
    return arrival !== undefined;
  },
} as const satisfies Readonly<Record<string, Accepter>>;
const isMediaPath = (path: string): path is keyof typeof accepters => Object.hasOwn(accepters, path);

/** Listens for callers' media and for health checks on one port; `port` 0 takes a free one. */
export async function startMediaServer(port: number, deps: MediaServerDeps): Promise<MediaServer> {
  const http = createServer(deps.handle);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  http.on("upgrade", (request, socket, head) => upgrade(request, socket as Socket, head, sockets, deps));
  const stopPings = keepAlive(sockets, deps.timers);
  await listen(http, port);
  return {
    port: (http.address() as AddressInfo).port,
    get sockets() {
      return sockets.clients.size;
    },
    close: () => close(http, sockets, stopPings),
  };
}

function upgrade(
  request: IncomingMessage,
  socket: Socket,
  head: Buffer,
  server: WebSocketServer,
  deps: MediaServerDeps,
) {
  const path = new URL(request.url ?? "/", "http://worker").pathname.replace(/\/$/, "");
  if (!isMediaPath(path)) return refuse(socket, "404 Not Found");
  if (server.clients.size >= deps.maxSockets) return refuse(socket, "503 Service Unavailable");
  server.handleUpgrade(request, socket, head, (ws) => {
    server.emit("connection", ws, request);
    void accepters[path](ws, deps, request.headers).then((came) => {
      if (!came) deps.log.info({ path }, "a peer left or was refused before saying hello");
    });
  });
}

function refuse(socket: Socket, status: string): void {
  socket.on("error", () => {});
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function keepAlive(server: WebSocketServer, timers: Timers): Cancel {
  const alive = new WeakSet<WebSocket>();
  server.on("connection", (socket) => {
    alive.add(socket);
    socket.on("pong", () => alive.add(socket));
  });
  return timers.every(PING_MS, () => {
    for (const socket of server.clients) {
      if (!alive.has(socket)) socket.terminate();
      else {
        alive.delete(socket);
        socket.ping();
      }
    }
  });
}

function listen(http: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once("error", reject);
    http.listen(port, () => {
      http.off("error", reject);
      resolve();
    });
  });
}

async function close(http: Server, sockets: WebSocketServer, stopPings: Cancel): Promise<void> {
  stopPings();
  for (const socket of sockets.clients) socket.close(1001, "The worker is going away.");
  await new Promise<void>((resolve) => {
    const late = setTimeout(() => {
      for (const socket of sockets.clients) socket.terminate();
    }, CLOSE_DEADLINE_MS);
    http.close(() => {
      clearTimeout(late);
      resolve();
    });
    http.closeIdleConnections();
    sockets.close();
  });
}
