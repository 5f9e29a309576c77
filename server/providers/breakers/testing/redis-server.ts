import { type AddressInfo, createServer, type Server, type Socket } from "node:net";

/**
 * Speaks as much of Redis as the board uses: RESP2 arrays of bulk strings in (Redis serialization protocol
 * specification), INFO, CLIENT, SELECT, SUBSCRIBE, PUBLISH, HSET, HDEL, HGETALL. Its own state, in memory.
 */
export class RedisServer {
  private readonly hashes = new Map<string, Map<string, string>>();
  private readonly subscribers = new Map<Socket, Set<string>>();
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {
    server.on("connection", (socket) => this.serve(socket));
  }

  static async start(port = 0): Promise<RedisServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    return new RedisServer(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  get connections(): number {
    return this.sockets.size;
  }

  /** Says something on a channel as a stranger would. */
  publish(channel: string, text: string): number {
    const to = [...this.subscribers].filter(([, channels]) => channels.has(channel));
    for (const [socket] of to) socket.write(array(["message", channel, text]));
    return to.length;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => {
      this.sockets.delete(socket);
      this.subscribers.delete(socket);
    });
    let waiting = Buffer.alloc(0);
    socket.on("data", (data) => {
      waiting = Buffer.concat([waiting, data]);
      for (let read = readCommand(waiting); read; read = readCommand(waiting)) {
        waiting = waiting.subarray(read.bytes);
        socket.write(this.answer(socket, read.words));
      }
    });
  }

  private answer(socket: Socket, [command = "", key = "", ...rest]: string[]): string {
    const hash = this.hashes.get(key) ?? new Map<string, string>();
    switch (command.toLowerCase()) {
      case "info":
        return bulk("redis_version:7.0.0\r\nloading:0\r\n");
      case "subscribe":
        this.subscribers.set(socket, new Set([key]));
        return `*3\r\n${bulk("subscribe")}${bulk(key)}:1\r\n`;
      case "publish":
        return `:${this.publish(key, rest[0] ?? "")}\r\n`;
      case "hset":
        this.hashes.set(key, hash.set(rest[0] ?? "", rest[1] ?? ""));
        return ":1\r\n";
      case "hdel":
        return `:${rest.filter((field) => hash.delete(field)).length}\r\n`;
      case "hgetall":
        return array([...hash].flat());
      default:
        return "+OK\r\n";
    }
  }
}

const bulk = (text: string): string => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
const array = (items: readonly string[]): string => `*${items.length}\r\n${items.map(bulk).join("")}`;

/** One command from the front of the bytes, or nothing while it is not whole. */
function readCommand(bytes: Buffer): { words: string[]; bytes: number } | undefined {
  let at = 0;
  const line = (): string | undefined => {
    const end = bytes.indexOf("\r\n", at);
    if (end < 0) return undefined;
    const text = bytes.toString("utf8", at, end);
    at = end + 2;
    return text;
  };
  const head = line();
  if (head === undefined) return undefined;
  const words: string[] = [];
  for (let n = 0; n < Number(head.slice(1)); n++) {
    const size = Number(line()?.slice(1));
    if (Number.isNaN(size) || bytes.length < at + size + 2) return undefined;
    words.push(bytes.toString("utf8", at, at + size));
    at += size + 2;
  }
  return { words, bytes: at };
}
