import type { Command } from "@/server/line/contract";
import type { CallContext } from "./context";
import type { Conversation } from "./conversation";
import type { StaffRoom } from "./staff-room";

/** What the app, or a person of the hotel through it, wants of a running call. */
export class Commands {
  /** The announcement of a take-over is being said; the person may speak after it. */
  private announcing = false;

  constructor(
    private readonly ctx: CallContext,
    private readonly talk: Conversation,
    private readonly staff: StaffRoom,
  ) {}

  /** Carries out one command. Those that make no sense in the call's state are left without effect. */
  run(command: Command): void {
    const { ctx } = this;
    const { open } = ctx;
    if (command.type === "hang_up") return ctx.dispatch({ type: "hang_up", reason: command.reason });
    if (!open) return;
    switch (command.type) {
      case "say":
        return this.talk.mouth.sayOwn(command.text, "answer");
      case "instruct":
        return this.talk.hint(command.text);
      case "take_over":
        return command.on ? this.takeOver(command.announce) : this.handBack();
      case "superseded":
        if (command.epoch > open.opening.epoch) ctx.leave();
    }
  }

  /** Everything said so far has been heard. */
  spoken(): void {
    if (!this.announcing) return;
    this.announcing = false;
    this.staff.floor(true);
  }

  private takeOver(announce: string | undefined): void {
    this.ctx.dispatch({ type: "person", joined: true });
    if (this.ctx.state !== "with_person") return;
    this.announcing = announce !== undefined;
    if (announce) this.talk.mouth.sayOwn(announce, "answer");
    else this.staff.floor(true);
  }

  /** Nobody speaks to the guest any more: the desk hears of it, and the brain what the guest said meanwhile. */
  personLost(): void {
    this.announcing = false;
    this.staff.floor(false);
    this.ctx.event({ type: "person_lost", atMs: this.ctx.atMs() });
    this.talk.tellOverheard();
    this.talk.hint(
      "The person of the hotel who spoke with the guest was cut off. What they promised is not known to you; the desk has been told to find out.",
    );
  }

  private handBack(): void {
    this.announcing = false;
    this.staff.floor(false);
    // What the guest said meanwhile has to be known before they say more.
    if (this.ctx.state === "with_person") this.talk.tellOverheard();
    this.ctx.dispatch({ type: "person", joined: false });
  }
}
