import type { LiveUpdate } from "../media/port";
import type { Caller } from "./caller";
import { TestPage } from "./page";

export interface TypedPlace {
  /** The worker's address without a path. */
  mediaUrl: string;
  token: string;
}

/** A guest who types: the browser socket without sound. */
export class TypedCaller implements Caller {
  readonly updates: LiveUpdate[] = [];
  onUpdate: (update: LiveUpdate) => void = () => {};
  readonly ended: Promise<void>;
  private resolveEnded: () => void = () => {};
  private leaving = false;
  /** The page that is connected, or will be: a broken connection is being replaced. */
  private page: Promise<TestPage>;

  private constructor(
    page: TestPage,
    private readonly again: (() => Promise<TypedPlace | undefined>) | undefined,
  ) {
    this.ended = new Promise((resolve) => {
      this.resolveEnded = resolve;
    });
    this.page = Promise.resolve(page);
    this.watch(page);
  }

  /** `again` is asked where the call goes on when its connection breaks; without it the call is over then. */
  static async connect(
    mediaUrl: string,
    token: string,
    again?: () => Promise<TypedPlace | undefined>,
  ): Promise<TypedCaller> {
    return new TypedCaller(await TypedCaller.open({ mediaUrl, token }), again);
  }

  async say(text: string): Promise<void> {
    (await this.page).type(text);
  }

  press(keys: string): void {
    void this.page.then((page) => {
      for (const digit of keys) page.send({ type: "dtmf", digit });
    });
  }

  hangUp(): void {
    this.leaving = true;
    void this.page.then((page) => {
      page.send({ type: "bye" });
      page.socket.close();
    });
  }

  private static open({ mediaUrl, token }: TypedPlace): Promise<TestPage> {
    return TestPage.call(`${mediaUrl.replace(/\/$/, "")}/media/browser`, token, { audio: false });
  }

  private watch(page: TestPage): void {
    const take = (message: (typeof page.messages)[number]) => {
      if (message.type === "mark" || message.type === "clear") return;
      if (message.type === "ended" || message.type === "error") this.leaving = true;
      this.updates.push(message);
      this.onUpdate(message);
    };
    for (const message of page.messages) take(message);
    page.onMessage = take;
    page.socket.once("close", () => this.closed());
  }

  private closed(): void {
    const { again } = this;
    if (this.leaving || !again) return this.resolveEnded();
    const lost = this.page;
    this.page = (async () => {
      const place = await again();
      if (!place) {
        this.resolveEnded();
        return lost;
      }
      const page = await TypedCaller.open(place);
      this.watch(page);
      return page;
    })();
    this.page.catch(() => this.resolveEnded());
  }
}
