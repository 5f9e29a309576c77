import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { decodeMulaw } from "@/voice-worker/media/mulaw";
import { Faults } from "./faults";
import { type Heard, inLanguage, ToneEar, wordsOf } from "./tone-ear";

export type DeepgramFault =
  | "401"
  | "429"
  | "500"
  | "hang-upgrade"
  | "close-on-open"
  | "close-mid"
  | "garbage"
  | "binary"
  | "odd"
  | "error-message"
  | "silent"
  /** Works until it has answered a Finalize, then takes everything and says nothing. */
  | "stalls"
  | "no-finalize";

export interface DeepgramConnection {
  query: URLSearchParams;
  url: string;
  authorization: string | undefined;
  /** Types of the control messages, in order. */
  told: string[];
  audioBytes: number;
  socket: WebSocket;
}

const KEY = "deepgram-test-key";
/** Audio bytes after which a connection with a fault in mid-stream shows it. */
const MID_BYTES = 1_600;

/** Live transcription as developers.deepgram.com describes it: what each part follows is named where it is. */
class Session {
  readonly #ear: ToneEar;
  readonly #language: string;

  constructor(
    private readonly connection: DeepgramConnection,
    private readonly fault: DeepgramFault | undefined,
  ) {
    const { query } = connection;
    // "Endpointing": milliseconds of silence, default 10.
    this.#ear = new ToneEar(Number(query.get("sample_rate")), Number(query.get("endpointing") ?? 10));
    this.#language = query.get("language") ?? "en";
  }

  audio(bytes: Buffer): void {
    const { connection } = this;
    connection.audioBytes += bytes.length;
    if (connection.audioBytes > MID_BYTES && this.#misbehave()) return;
    if (this.#isMute) return;
    const linear = new Int16Array(new Uint8Array(bytes).buffer, 0, bytes.length >> 1);
    const pcm = connection.query.get("encoding") === "mulaw" ? decodeMulaw(bytes) : linear;
    for (const heard of this.#ear.push(pcm)) this.#send(heard, heard.kind === "endpoint", false);
  }

  control(type: string): void {
    const isMute = this.#isMute;
    this.connection.told.push(type);
    if (isMute) return;
    // "Finalize": flushes; the answer carries from_finalize, and may be missing when little is buffered.
    if (type === "Finalize" && this.fault !== "no-finalize") this.#send(this.#ear.flush(), true, true);
    if (type === "CloseStream") {
      // "Close Stream": last results, a summary, then the end.
      this.#json({ type: "Metadata", request_id: "test", duration: this.#ear.nowMs / 1_000, channels: 1 });
      this.connection.socket.close(1000);
    }
  }

  get #isMute(): boolean {
    if (this.fault === "stalls") return this.connection.told.includes("Finalize");
    return this.fault === "silent";
  }

  #misbehave(): boolean {
    const { socket } = this.connection;
    if (this.fault === "close-mid") socket.terminate();
    else if (this.fault === "garbage") socket.send('{"type":"Results", broken');
    else if (this.fault === "binary") socket.send(Buffer.from([1, 2, 3]));
    else if (this.fault === "odd") this.#json({ type: "Results", channel: { alternatives: [] } });
    else if (this.fault === "error-message") this.#json({ type: "Error", description: "no", variant: "x" });
    else return false;
    return true;
  }

  /** "Live audio", the Results message; languages as in "Multilingual Codeswitching". */
  #send(heard: Heard, isFinal: boolean, fromFinalize: boolean): void {
    const { text, language } = inLanguage(heard.text, this.#language);
    const multi = this.#language === "multi";
    const words = wordsOf({ ...heard, text }).map(({ word, startMs, endMs }) => ({
      word,
      punctuated_word: word,
      start: startMs / 1_000,
      end: endMs / 1_000,
      confidence: 0.98,
      ...(multi ? { language } : {}),
    }));
    const alternative = { transcript: text, confidence: text ? 0.98 : 0, words };
    this.#json({
      type: "Results",
      channel_index: [0, 1],
      start: heard.startMs / 1_000,
      duration: (heard.endMs - heard.startMs) / 1_000,
      is_final: isFinal,
      speech_final: isFinal && !fromFinalize,
      from_finalize: fromFinalize,
      channel: { alternatives: [multi ? { ...alternative, languages: [language] } : alternative] },
      metadata: { request_id: "test" },
    });
  }

  #json(message: object): void {
    if (this.connection.socket.readyState === 1) this.connection.socket.send(JSON.stringify(message));
  }
}

/** A local Deepgram that hears the tone modem. */
export async function startDeepgram() {
  const faults = new Faults<DeepgramFault>();
  const connections: DeepgramConnection[] = [];
  const http = createServer((_, response) => response.writeHead(404).end());
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const raw = new Set<import("node:stream").Duplex>();

  const serve = (socket: WebSocket, request: IncomingMessage, fault: DeepgramFault | undefined) => {
    const url = request.url ?? "";
    const connection: DeepgramConnection = {
      url,
      query: new URL(url, "http://x").searchParams,
      authorization: request.headers.authorization,
      told: [],
      audioBytes: 0,
      socket,
    };
    connections.push(connection);
    const session = new Session(connection, fault);
    socket.on("message", (data: Buffer, isBinary) => {
      if (isBinary) session.audio(data);
      else session.control((JSON.parse(data.toString()) as { type: string }).type);
    });
    // 1011 with a NET code is how the server ends a stream in trouble ("WebSocket, NET and DATA errors").
    if (fault === "close-on-open") socket.close(1011, "NET-0000");
  };

  http.on("upgrade", (request, socket, head) => {
    raw.add(socket);
    socket.on("close", () => raw.delete(socket));
    socket.on("error", () => {});
    const fault = request.headers.authorization === `Token ${KEY}` ? faults.take() : "401";
    const isListen = new URL(request.url ?? "", "http://x").pathname === "/v1/listen";
    if (fault === "hang-upgrade") return;
    if (!isListen || fault === "401" || fault === "429" || fault === "500") {
      const status = isListen ? fault : "404";
      socket.end(`HTTP/1.1 ${status} Refused\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => serve(webSocket, request, fault));
  });

  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    key: KEY,
    faults,
    connections,
    /** Sockets that are open now, half-open ones included. */
    get open(): number {
      return raw.size;
    },
    killAll(): void {
      for (const socket of raw) socket.destroy();
    },
    async close(): Promise<void> {
      for (const socket of raw) socket.destroy();
      await new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
}
