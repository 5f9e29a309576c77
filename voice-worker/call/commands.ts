import type { Command } from "@/server/line/contract";
import type { CallContext } from "./context";
import type { Conversation } from "./conversation";
import type { CallParts } from "./parts";
import type { StaffRoom } from "./staff-room";

type CallCommand = Exclude<Command, { type: "drain" }>;

/** What the app, or a person of the hotel through it, wants of a running call. */
export class Commands {
  /** The announcement of a take-over is being said; the person may speak after it. */
  private announcing = false;

  constructor(
    private readonly ctx: CallContext,
    private readonly talk: Conversation,
    private readonly parts: CallParts,
    private readonly staff: StaffRoom,
  ) {}

  /** Carries out one command. Those that make no sense in the call's state are left without effect. */
  run(command: CallCommand): void {
    const { ctx } = this;
    const { open } = ctx;
    if (command.type === "hang_up") return ctx.dispatch({ type: "hang_up", reason: command.reason });
    if (!open) return;
    switch (command.type) {
      case "say":
        return this.talk.mouth.sayOwn(command.text, "answer");
      case "instruct":
        return this.talk.hint(command.text);
      case "recording":
        return void this.parts.setRecording(command.on);
      case "hold":
        return ctx.dispatch({ type: "hold", on: command.on });
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

  private handBack(): void {
    this.announcing = false;
    this.staff.floor(false);
    // What the guest said meanwhile has to be known before they say more.
    if (this.ctx.state === "with_person") this.talk.tellOverheard();
    this.ctx.dispatch({ type: "person", joined: false });
  }
}
