import type { LiveUpdate } from "../media/port";
import type { Caller } from "./caller";
import { TestPage } from "./page";

/** A guest who types: the browser socket without sound. */
export class TypedCaller implements Caller {
  readonly updates: LiveUpdate[] = [];
  onUpdate: (update: LiveUpdate) => void = () => {};
  readonly ended: Promise<void>;

  private constructor(private readonly page: TestPage) {
    this.ended = new Promise((resolve) => page.socket.once("close", () => resolve()));
    const take = (message: (typeof page.messages)[number]) => {
      if (message.type === "mark" || message.type === "clear") return;
      this.updates.push(message);
      this.onUpdate(message);
    };
    for (const message of page.messages) take(message);
    page.onMessage = take;
  }

  /** `mediaUrl` is the worker's address without a path. */
  static async connect(mediaUrl: string, token: string): Promise<TypedCaller> {
    return new TypedCaller(
      await TestPage.call(`${mediaUrl.replace(/\/$/, "")}/media/browser`, token, { audio: false }),
    );
  }

  async say(text: string): Promise<void> {
    this.page.type(text);
  }

  press(keys: string): void {
    for (const digit of keys) this.page.send({ type: "dtmf", digit });
  }

  hangUp(): void {
    this.page.send({ type: "bye" });
    this.page.socket.close();
  }
}
