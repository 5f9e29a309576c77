import { describe, expect, test, vi } from "vitest";
import type { ToStaff } from "@/server/line/browser-media";
import type { CallOpening, Command } from "@/server/line/contract";
import type { StaffHandlers, StaffPeer } from "../media/port";
import { CallWorld } from "../testing/call-world";
import { ScriptedBrain, say } from "../testing/fake-brain";
import { LineDouble } from "../testing/line-double";
import { sampleOpening } from "../testing/opening";
import { rms } from "./levels";

// Minutes of a call, in steps of one frame: much work for a busy machine, and never a wait.
vi.setConfig({ testTimeout: 30_000 });

class HintedBrain extends ScriptedBrain {
  readonly hints: string[] = [];
  override start(...args: Parameters<ScriptedBrain["start"]>) {
    return Object.assign(super.start(...args), { instruct: (text: string) => void this.hints.push(text) });
  }
}

/** A person's end without a socket. */
class Person implements StaffPeer {
  readonly told: ToStaff[] = [];
  audioMs = 0;
  loudest = 0;
  closed: string | undefined;
  handlers: StaffHandlers = { audio() {}, speak() {}, closed() {} };
  sendAudio(pcm: Int16Array): void {
    this.audioMs += pcm.length / 16;
    this.loudest = Math.max(this.loudest, rms(pcm));
  }
  tell(message: ToStaff): void {
    this.told.push(message);
  }
  attach(handlers: StaffHandlers): void {
    this.handlers = handlers;
  }
  close(_code: number, reason: string): void {
    this.closed = reason;
  }
  get floor() {
    return this.told.findLast((message) => message.type === "floor");
  }
}

type Wish = Command extends infer C ? (C extends { callId: string } ? Omit<C, "callId"> : never) : never;

async function calling(greeting = "Hi.", limits: Partial<CallOpening["rules"]> = {}) {
  const rules = { ...sampleOpening(new Date()).rules, ...limits };
  const double = new LineDouble({ opening: { greeting, rules } });
  const brain = new HintedBrain(async function* (turn) {
    yield say(`Yes, ${turn.text}.`);
  });
  const world = await CallWorld.start({ double, brain });
  const command = (wish: Wish) => world.session.command({ ...wish, callId: world.callId } as never);
  const join = () => {
    const person = new Person();
    expect(world.session.join(person)).toBe(true);
    return person;
  };
  return { world, brain, command, join };
}

describe("a person takes over", () => {
  test("announced first; the line is silent, the ears go on; handed back, the brain knows what was said", async () => {
    const { world, brain, command, join } = await calling();
    const person = join();
    await world.reach("listening");
    person.handlers.speak(true);
    expect(person.floor).toMatchObject({ open: false, yours: false });
    command({ type: "take_over", on: true, announce: "A colleague takes over now." });
    expect(world.transport.state).toBe("with_person");
    person.handlers.speak(true);
    expect(person.floor).toMatchObject({ open: false });
    await world.silence(3_000);
    expect(world.said.at(-1)).toBe("A colleague takes over now.");
    expect(person.floor).toMatchObject({ open: true, yours: false });
    await world.speak("my son is allergic");
    await world.silence(3_000);
    expect(world.events("guest_turn").map(({ text }) => text)).toEqual(["my son is allergic"]);
    expect(brain.last.turns).toEqual([]);
    person.handlers.speak(true);
    await talking(world, person, 20_000);
    expect(brain.last.silences).toEqual([]);
    command({ type: "take_over", on: false });
    expect(person.floor).toMatchObject({ open: false });
    expect(brain.hints).toHaveLength(1);
    expect(brain.hints[0]).toContain('"my son is allergic"');
    expect(world.said.at(-1)).toMatch(/back with you/);
    await world.reach("listening");
    await world.silence(500);
    await world.speak("thank you");
    await world.silence(3_000);
    expect(brain.last.turns.map(({ text }) => text)).toEqual(["thank you"]);
  });

  test("only who has the floor is heard by the guest, one at a time, and never faster than real time", async () => {
    const { world, command, join } = await calling();
    const [one, two] = [join(), join()];
    await world.reach("listening");
    const loud = new Int16Array(1_600).fill(8_000);
    one.handlers.audio(loud);
    expect(world.transport.sentMs).toBeLessThan(2_000);
    const before = world.transport.sentMs;
    command({ type: "take_over", on: true });
    one.handlers.audio(loud);
    expect(world.transport.sentMs).toBe(before);
    one.handlers.speak(true);
    two.handlers.speak(true);
    expect([one.floor, two.floor]).toMatchObject([{ yours: true }, { yours: false }]);
    two.handlers.audio(loud);
    one.handlers.audio(loud);
    expect(Math.round(world.transport.sentMs - before)).toBeLessThanOrEqual(100);
    for (let i = 0; i < 100; i++) one.handlers.audio(loud);
    expect(world.transport.sentMs - before).toBeLessThan(1_300);
    one.handlers.closed();
    expect(two.floor).toMatchObject({ open: true, yours: false });
    two.handlers.speak(true);
    expect(two.floor).toMatchObject({ yours: true });
    command({ type: "take_over", on: false });
    const after = world.transport.sentMs;
    two.handlers.audio(loud);
    expect(world.transport.sentMs).toBe(after);
  });

  test("who has taken over is not cut off at the cap; handed back, the guest has time and a warning", async () => {
    const { world, command, join } = await calling("Hi.", { maxMinutes: 2, silenceSeconds: 600 });
    await world.reach("listening");
    const person = join();
    command({ type: "take_over", on: true });
    person.handlers.speak(true);
    await talking(world, person, 150_000);
    expect(world.transport.state).toBe("with_person");
    expect(world.said).toEqual(["Hi."]);
    command({ type: "take_over", on: false });
    await world.timers.run(60_000, 100);
    expect(world.record.closed).toBeUndefined();
    expect(world.said.filter((text) => /one minute left/.test(text))).toHaveLength(1);
    await world.timers.run(35_000, 100);
    await world.session.ended;
    expect(world.record.closed?.reason).toBe("cap");
  });

  test("hand back without a take-over, and a second take-over, change nothing", async () => {
    const { world, command } = await calling();
    await world.reach("listening");
    command({ type: "take_over", on: false });
    expect(world.transport.state).toBe("listening");
    command({ type: "take_over", on: true });
    command({ type: "take_over", on: true });
    expect(
      world.transport.updates.filter((u) => u.type === "state" && u.state === "with_person"),
    ).toHaveLength(1);
  });
});

/** A person's microphone for this long; a muted one sends silence. */
async function talking(world: CallWorld, person: Person, ms: number): Promise<void> {
  for (let at = 0; at < ms; at += 100) {
    person.handlers.audio(new Int16Array(1_600));
    await world.timers.run(100, 100);
  }
}

describe("a person who took the call over and is gone", () => {
  const lost = (world: CallWorld) => world.events("person_lost").length;
  const moments = (world: CallWorld) => world.said.filter((text) => /^One moment/.test(text)).length;

  async function takenOver() {
    const call = await calling();
    const person = call.join();
    await call.world.reach("listening");
    call.command({ type: "take_over", on: true, announce: "A colleague takes over now." });
    await call.world.silence(3_000);
    return { ...call, person };
  }

  async function backWithTheGuest(world: CallWorld): Promise<void> {
    expect(lost(world)).toBe(1);
    expect(world.said.at(-1)).toMatch(/my colleague was cut off/);
    await world.reach("listening");
    await world.speak("are you there");
    await world.silence(3_000);
    expect(world.said.at(-1)).toBe("Yes, are you there.");
  }

  test("never came: after the announcement and some seconds the line is back, and the desk hears of it", async () => {
    const { world, command } = await calling();
    await world.reach("listening");
    command({ type: "take_over", on: true, announce: "A colleague takes over now." });
    await world.silence(11_000);
    expect(lost(world)).toBe(0);
    expect(world.transport.state).toBe("with_person");
    expect(moments(world)).toBe(1);
    await world.silence(2_000);
    await backWithTheGuest(world);
  });

  test("each gap is broken by a word within three seconds, once; over a person who is there nothing is said", async () => {
    const { world, person } = await takenOver();
    person.handlers.speak(true);
    await talking(world, person, 30_000);
    expect(moments(world)).toBe(0);
    await world.silence(2_300);
    expect(moments(world)).toBe(0);
    await world.silence(500);
    expect(moments(world)).toBe(1);
    await talking(world, person, 5_000);
    await world.silence(3_000);
    expect(moments(world)).toBe(2);
    await world.silence(2_500);
    expect(moments(world)).toBe(2);
    expect(lost(world)).toBe(0);
  });

  test("who comes back amid it is not talked over", async () => {
    const { world, person } = await takenOver();
    person.handlers.speak(true);
    await talking(world, person, 1_000);
    await world.silence(2_700);
    expect(moments(world)).toBe(1);
    await talking(world, person, 20_000);
    expect(world.events("line_heard").at(-1)).toMatchObject({ cut: true });
    expect(moments(world)).toBe(1);
    expect(world.transport.state).toBe("with_person");
  });

  test("who closes before a word was heard is not waited for longer than anybody else", async () => {
    const { world, person, command } = await takenOver();
    command({ type: "take_over", on: true });
    person.handlers.closed();
    await world.silence(6_500);
    await backWithTheGuest(world);
  });

  test("a laptop that is closed: the socket goes, and nobody comes back", async () => {
    const { world, person, brain } = await takenOver();
    person.handlers.speak(true);
    await talking(world, person, 15_000);
    expect(lost(world)).toBe(0);
    await world.speak("my son is allergic");
    person.handlers.closed();
    await world.silence(6_500);
    expect(brain.hints.join()).toContain("my son is allergic");
    expect(brain.hints.join()).toContain("cut off");
    await backWithTheGuest(world);
  });

  test("a microphone that is lost while its page stays: the floor is closed", async () => {
    const { world, person } = await takenOver();
    person.handlers.speak(true);
    await talking(world, person, 2_000);
    await world.silence(6_500);
    expect(person.floor).toMatchObject({ open: false, yours: false });
    await backWithTheGuest(world);
  });

  test("a page that is loaded anew is back in time, and muted is not gone", async () => {
    const { world, person, join } = await takenOver();
    person.handlers.speak(true);
    await talking(world, person, 1_000);
    person.handlers.closed();
    await world.silence(4_000);
    const again = join();
    again.handlers.speak(true);
    expect(again.floor).toMatchObject({ yours: true });
    await talking(world, again, 30_000);
    expect(lost(world)).toBe(0);
    expect(world.transport.state).toBe("with_person");
  });

  test("taken over again while nobody came: the next has their own time", async () => {
    const { world, command } = await calling();
    await world.reach("listening");
    command({ type: "take_over", on: true });
    await world.timers.run(11_000, 100);
    command({ type: "take_over", on: true });
    await world.timers.run(11_000, 100);
    expect(world.transport.state).toBe("with_person");
    world.transport.handlers.closed("guest");
    await world.timers.run(200, 20);
    await world.session.ended;
    expect(world.timers.pending).toBe(0);
    expect(lost(world)).toBe(0);
  });

  test("handed back in time, nothing is lost later", async () => {
    const { world, command } = await takenOver();
    command({ type: "take_over", on: false });
    await world.silence(20_000);
    expect(lost(world)).toBe(0);
  });
});

describe("people who listen", () => {
  test("hear both sides from the moment they join, see what the page sees, and leave nothing behind", async () => {
    const { world, join } = await calling("One two three four five six seven.");
    await world.reach("greeting");
    const person = join();
    expect(person.told[0]).toMatchObject({ type: "joined", callId: world.callId, state: "greeting" });
    await world.silence(1_000);
    expect(person.audioMs).toBeGreaterThanOrEqual(900);
    expect(person.loudest).toBeGreaterThan(0.01);
    await world.silence(2_000);
    person.loudest = 0;
    await world.silence(500);
    expect(person.loudest).toBe(0);
    await world.speak("two nights");
    expect(person.loudest).toBeGreaterThan(0.01);
    await world.silence(2_000);
    const types = new Set(person.told.map(({ type }) => type));
    for (const type of ["state", "guest", "line", "level"] as const) expect(types).toContain(type);
    expect(types).not.toContain("timing");
    world.transport.handlers.closed("guest");
    await world.timers.run(200, 20);
    await world.session.ended;
    expect(person.closed).toBe("The call is over.");
    expect(world.timers.pending).toBe(0);
    expect(world.session.join(new Person())).toBe(false);
  });

  test("four at most; one who leaves makes room; nobody there costs nothing", async () => {
    const { world, join } = await calling();
    await world.reach("listening");
    const idle = world.timers.pending;
    const people = [join(), join(), join(), join()];
    const fifth = join();
    expect(fifth.closed).toBe("full");
    expect(fifth.told).toMatchObject([{ type: "error", code: "full" }]);
    people[0]?.handlers.closed();
    expect(join().closed).toBeUndefined();
    expect(world.timers.pending).toBe(idle + 1);
    for (const person of people.slice(1)) person.handlers.closed();
    await world.silence(200);
    expect(people.every(({ audioMs }) => audioMs === 0)).toBe(true);
  });
});

describe("whispers and words of staff", () => {
  test("a hint reaches the brain and not the guest; words are said as they are", async () => {
    const { world, brain, command } = await calling();
    await world.reach("listening");
    command({ type: "instruct", text: "Offer a late check-out." });
    command({ type: "say", text: "Your taxi is here." });
    await world.timers.run(2_000, 20);
    expect(brain.hints).toEqual(["Offer a late check-out."]);
    expect(world.said).toEqual(["Hi.", "Your taxi is here."]);
  });
});
