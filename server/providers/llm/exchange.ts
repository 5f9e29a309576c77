import { Agent, type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps, Agent as TlsAgent } from "node:https";
import { LlmError } from "./port";
import { asLlmError, type LlmDeadlines, refusedBy } from "./request";
import { SseParser } from "./sse";

/**
 * An idle connection is kept from one turn of a guest to his next, and given up before vendors do: their proxies close
 * after 60 s and more, and Node's agent goes by `keep-alive: timeout=` where one is shorter.
 */
const IDLE_MS = 55_000;
/** Idle connections kept to one origin; those above are closed after use. */
const KEPT = 32;
/** For the last bytes behind a whole answer, or the words of a refusal, before the connection is given up. */
const LINGER_MS = 1_000;
/** Longest answer, in characters; one of 350 tokens takes some 120 kB. */
const MAX_ANSWER_CHARS = 4 << 20;

const POOL = { keepAlive: true, timeout: IDLE_MS, maxFreeSockets: KEPT, scheduling: "lifo" } as const;
/** All calls of the process share them; they keep connections by origin, and no key is bound to one. */
const plainAgent = new Agent(POOL);
const tlsAgent = new TlsAgent(POOL);

/** An address that is posted to. */
export interface Endpoint {
  send: typeof requestHttp;
  agent: Agent;
  address: { protocol: string; hostname: string; port: string; path: string };
}

/** `path` below `base`, which keeps its own path where the vendor stands behind a proxy. */
export function endpointOf(base: string, path: string): Endpoint {
  const { protocol, hostname, port, pathname, search } = new URL(base);
  const isTls = protocol === "https:";
  return {
    send: isTls ? requestHttps : requestHttp,
    agent: isTls ? tlsAgent : plainAgent,
    address: {
      protocol,
      hostname: hostname.replace(/^\[|\]$/g, ""),
      port,
      path: `${pathname.replace(/\/$/, "")}${path}${search}`,
    },
  };
}

export interface Ask {
  /** Keys go here and nowhere else. */
  headers: Record<string, string>;
  json: string;
  signal: AbortSignal;
  deadlines: LlmDeadlines;
}

/** Who reads the answer. What `event` and `end` throw fails it; after `end` or `failed` nothing more is told. */
export interface Reader {
  /** The data of one event; true when the answer is whole with it. */
  event(data: string): boolean;
  end(): void;
  failed(error: unknown): void;
}

/**
 * Posts JSON and reads the answer's events as they come; the result hangs up. Node's own client over kept connections:
 * `fetch` takes more processor and keeps one for 4 s only. Redirects are not followed: they would take the key along.
 */
export function postForEvents(endpoint: Endpoint, ask: Ask, reader: Reader): () => void {
  const exchange = new Exchange(endpoint, ask, reader);
  exchange.begin();
  return () => exchange.hangUp();
}

class Exchange {
  private request: ClientRequest | undefined;
  private response: IncomingMessage | undefined;
  private timer: NodeJS.Timeout | undefined;
  private over = false;
  private begun = false;
  private chars = 0;
  private readonly parser = new SseParser((data) => this.event(data));
  private readonly abort = () => this.fail(this.ask.signal.reason);

  constructor(
    private readonly endpoint: Endpoint,
    private readonly ask: Ask,
    private readonly reader: Reader,
  ) {}

  begin(): void {
    const { signal, deadlines } = this.ask;
    if (signal.aborted) return this.reader.failed(signal.reason);
    signal.addEventListener("abort", this.abort, { once: true });
    this.timer = setTimeout(() => this.late(), deadlines.firstMs);
    this.send(this.endpoint.agent);
  }

  hangUp(): void {
    if (!this.over) this.close();
  }

  private send(agent: Agent | false): void {
    const { headers, json } = this.ask;
    try {
      const request = this.endpoint.send({
        ...this.endpoint.address,
        method: "POST",
        headers: {
          ...headers,
          accept: "text/event-stream",
          "content-type": "application/json",
          "content-length": Buffer.byteLength(json),
        },
        agent,
      });
      this.request = request;
      this.watch(request);
      request.end(json);
    } catch (error) {
      this.fail(asLlmError(error));
    }
  }

  private watch(request: ClientRequest): void {
    let read = 0;
    let answered = false;
    request.once("socket", (socket) => {
      read = socket.bytesRead;
    });
    request.once("response", (response) => {
      answered = true;
      this.read(response);
    });
    request.on("error", (error: NodeJS.ErrnoException) => {
      // The vendor closed a kept connection just as it was used again: nothing was asked yet.
      const closed = error.code === "ECONNRESET" || error.code === "EPIPE";
      const unasked = closed && request.reusedSocket && request.socket?.bytesRead === read;
      if (unasked && !this.over) this.send(false);
      else this.fail(asLlmError(error));
    });
    // Without an answer and without an error: another protocol was offered instead of one.
    request.once("close", () => {
      if (!answered && request === this.request) this.fail(asLlmError(undefined));
    });
  }

  private read(response: IncomingMessage): void {
    const status = response.statusCode ?? 0;
    this.response = response;
    response.setEncoding("utf8");
    response.on("data", (text: string) => this.take(text));
    response.on("end", () => {
      clearTimeout(this.timer);
      this.finish();
    });
    response.on("error", (error) => this.fail(asLlmError(error)));
    if (status >= 200 && status <= 299) return;
    this.linger();
    const headers = { get: (name: string) => response.headers[name]?.toString() ?? null };
    this.reader.failed(refusedBy(status, headers));
  }

  private take(text: string): void {
    this.chars += text.length;
    if (this.chars > MAX_ANSWER_CHARS) {
      if (this.over) this.request?.destroy();
      else this.fail(new LlmError("garbage", "The vendor's answer has no end."));
    }
    if (this.over) return;
    try {
      this.parser.push(text);
    } catch (error) {
      this.fail(asLlmError(error));
    }
  }

  private event(data: string): void {
    if (this.over) return;
    if (this.begun) this.timer?.refresh();
    else {
      this.begun = true;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.late(), this.ask.deadlines.idleMs);
    }
    if (this.reader.event(data)) this.finish();
  }

  /** The answer is whole, or has ended before it was. */
  private finish(): void {
    if (this.over) return;
    this.linger();
    try {
      this.reader.end();
    } catch (error) {
      this.reader.failed(asLlmError(error));
    }
  }

  /** Nobody waits any more; the connection is kept if what is left of the answer comes soon. */
  private linger(): void {
    this.settle();
    if (this.response?.complete === false) this.timer = setTimeout(() => this.request?.destroy(), LINGER_MS);
  }

  private late(): void {
    this.fail(new LlmError("unavailable", "The vendor fell silent."));
  }

  private fail(error: unknown): void {
    if (this.over) return;
    this.close();
    this.reader.failed(error);
  }

  private close(): void {
    this.settle();
    this.request?.destroy();
  }

  private settle(): void {
    this.over = true;
    clearTimeout(this.timer);
    this.ask.signal.removeEventListener("abort", this.abort);
  }
}
