import WebSocket from "ws";
import { WorkerMessage } from "@/server/line/browser-media";

const ANSWER_DEADLINE_MS = 10_000;
const LOOK_AGAIN_MS = 20;

type Of<T extends WorkerMessage["type"]> = Extract<WorkerMessage, { type: T }>;

/**
 * The page's end of a browser call, for tests and the simulator. With audio it plays back in no time: marks are
 * returned as they come, unless `holdMarks` is set.
 */
export class TestPage {
  readonly messages: WorkerMessage[] = [];
  readonly audio: Buffer[] = [];
  readonly marks: string[] = [];
  holdMarks = false;
  closed: { code: number; reason: string } | undefined;
  onMessage: (message: WorkerMessage) => void = () => {};
  private readonly waiters = new Set<() => void>();

  private constructor(readonly socket: WebSocket) {
    socket.on("message", (data, binary) => this.receive(data as Buffer, binary));
    socket.on("close", (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.wake();
    });
    socket.on("error", () => {});
  }

  /** Connects to `ws://…/media/browser` and says hello. */
  static async call(url: string, token: string, options: { audio?: boolean } = {}): Promise<TestPage> {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    const page = new TestPage(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    page.send({ type: "hello", token, audio: options.audio ?? true });
    return page;
  }

  send(message: unknown): void {
    this.socket.send(JSON.stringify(message));
  }

  type(text: string): void {
    this.send({ type: "text", text });
  }

  /** The first message of this type from index `from` on that satisfies `test`; waits for it. */
  async until<T extends WorkerMessage["type"]>(
    type: T,
    test: (message: Of<T>) => boolean = () => true,
    from = 0,
  ): Promise<Of<T>> {
    const find = () =>
      this.messages
        .slice(from)
        .find((message): message is Of<T> => message.type === type && test(message as Of<T>));
    await this.wait(() => find() !== undefined, `a ${type} message`);
    return find() as Of<T>;
  }

  /** Types and waits until the line has answered and listens again; what it said, joined. */
  async ask(text: string): Promise<string> {
    const from = this.messages.length;
    this.type(text);
    await this.until("guest", (message) => message.final, from);
    const mine =
      this.messages.slice(from).findIndex((message) => message.type === "guest" && message.final) + from;
    await this.wait(() => this.messages.slice(mine).some(isPause) || this.closed !== undefined, "the answer");
    return this.messages
      .slice(mine)
      .flatMap((message) => (message.type === "line" ? [message.text] : []))
      .join(" ");
  }

  /** Resolves when `ready` is true; rejects after ten seconds, naming what was waited for. */
  async wait(ready: () => boolean, what: string, ms = ANSWER_DEADLINE_MS): Promise<void> {
    if (ready()) return;
    await new Promise<void>((resolve, reject) => {
      const check = () => {
        if (!ready()) return;
        finish();
        resolve();
      };
      // What is waited for may happen elsewhere, at the line for example, with no message here to tell of it.
      const look = setInterval(() => check(), LOOK_AGAIN_MS);
      const finish = () => {
        clearTimeout(late);
        clearInterval(look);
        this.waiters.delete(check);
      };
      const late = setTimeout(() => {
        finish();
        reject(new Error(`Waited ${ms} ms for ${what}; last: ${JSON.stringify(this.messages.slice(-4))}`));
      }, ms);
      this.waiters.add(check);
    });
  }

  async hangUp(): Promise<void> {
    this.socket.close();
    await this.wait(() => this.closed !== undefined, "the socket to close");
  }

  private receive(data: Buffer, binary: boolean): void {
    if (binary) this.audio.push(data);
    else {
      const message = WorkerMessage.parse(JSON.parse(data.toString()));
      this.messages.push(message);
      if (message.type === "mark") this.returnMark(message.name);
      this.onMessage(message);
    }
    this.wake();
  }

  private returnMark(name: string): void {
    this.marks.push(name);
    if (!this.holdMarks) this.send({ type: "mark", name });
  }

  private wake(): void {
    for (const waiter of [...this.waiters]) waiter();
  }
}

/** The line is done with its answer: it listens, or the call is over. */
const isPause = (message: WorkerMessage): boolean =>
  (message.type === "state" && message.listening) || message.type === "ended";
