import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Loudspeaker, soundAlarm } from "./alarm-sound";

/** A browser's loudspeaker that plays only after a gesture, or at once. */
class FakeSpeaker implements Loudspeaker {
  state = "suspended";
  played = 0;
  closed = false;
  constructor(private allowed: boolean) {}
  async resume(): Promise<void> {
    if (!this.allowed) throw new Error("NotAllowedError");
    this.state = "running";
  }
  async close(): Promise<void> {
    this.closed = true;
    this.state = "closed";
  }
  allow(): void {
    this.allowed = true;
  }
  tones(): void {
    this.played += 1;
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the alarm's sound", () => {
  test("sounds every two seconds until it is ended, and leaves nothing behind", async () => {
    const [speaker, target] = [new FakeSpeaker(true), new EventTarget()];
    const blocked: boolean[] = [];
    const end = soundAlarm(
      () => speaker,
      target,
      (is) => blocked.push(is),
    );
    await vi.advanceTimersByTimeAsync(4_100);
    expect(speaker.played).toBe(3);
    expect(blocked.at(-1)).toBe(false);
    end();
    await vi.advanceTimersByTimeAsync(10_000);
    target.dispatchEvent(new Event("keydown"));
    expect([speaker.played, speaker.closed, vi.getTimerCount()]).toEqual([3, true, 0]);
  });

  test("where the browser lets no page sound by itself, it says so and sounds at the first key", async () => {
    const [speaker, target] = [new FakeSpeaker(false), new EventTarget()];
    const blocked: boolean[] = [];
    const end = soundAlarm(
      () => speaker,
      target,
      (is) => blocked.push(is),
    );
    await vi.advanceTimersByTimeAsync(6_000);
    expect([speaker.played, blocked.at(-1)]).toEqual([0, true]);
    speaker.allow();
    target.dispatchEvent(new Event("keydown"));
    await vi.advanceTimersByTimeAsync(0);
    expect([speaker.played, blocked.at(-1)]).toEqual([1, false]);
    end();
  });

  test("a browser without sound is silent", () => {
    expect(() =>
      soundAlarm(
        () => null,
        new EventTarget(),
        () => {},
      )(),
    ).not.toThrow();
    expect(vi.getTimerCount()).toBe(0);
  });
});
