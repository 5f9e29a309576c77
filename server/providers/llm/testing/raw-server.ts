import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";

/** One request as it came, and the connection it came on. */
export interface RawRequest {
  /** Which connection of the server, from 0, and which request on it. */
  connection: number;
  nth: number;
  head: string;
  body: string;
  socket: Socket;
}

export interface RawServer {
  url: string;
  requests: RawRequest[];
  /** Settles when this connection is closed, by whom ever. */
  closed(connection: number): Promise<void>;
  close(): Promise<void>;
}

/** A vendor that answers bytes, for what an HTTP server of Node's would not let one say. */
export async function startRaw(answer: (request: RawRequest) => void): Promise<RawServer> {
  const requests: RawRequest[] = [];
  const sockets: { socket: Socket; closed: Promise<void> }[] = [];
  const server = createServer((socket) => {
    const connection = sockets.length;
    sockets.push({ socket, closed: new Promise((resolve) => socket.on("close", () => resolve())) });
    socket.on("error", () => {});
    let text = "";
    let nth = 0;
    socket.on("data", (part) => {
      text += part.toString("latin1");
      const end = text.indexOf("\r\n\r\n") + 4;
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
      if (end < 4 || text.length < end + length) return;
      const request = { connection, nth: nth++, head: text.slice(0, end), body: text.slice(end), socket };
      text = "";
      requests.push(request);
      answer(request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    closed: async (connection) => sockets[connection]?.closed,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const { socket } of sockets) socket.destroy();
      }),
  };
}

export const sseHead =
  "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

/** One piece of a chunked body. */
export const piece = (data: string | Buffer): Buffer => {
  const bytes = Buffer.from(data);
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]);
};
export const lastPiece = "0\r\n\r\n";

const choice = (delta: unknown, finish_reason: string | null = null): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
export const word = (content: string): string => choice({ content });
export const finished = choice({}, "stop");
export const doneMark = "data: [DONE]\n\n";

/** A whole answer of one word, as one write. */
export const wholeAnswer = (content: string): Buffer =>
  Buffer.concat([Buffer.from(sseHead), piece(word(content) + finished + doneMark), Buffer.from(lastPiece)]);
