import { learned } from "@/server/brain/gate";
import { readMemory, resumeFrom, type Sense } from "@/server/brain/local/adopt";
import type { LocalDialogue } from "@/server/brain/local/dialogue/local-dialogue";
import { isWorded } from "@/server/brain/local/say/phrase";
import type { BrainDialogue, BrainIo, BrainOutput } from "@/server/brain/port";
import type { CallOpening, ResumeCause } from "@/server/line/contract";
import { CARD_NOTE, DOCUMENT_NOTE, stopCard } from "./card-guard";
import { backNote, ownWords } from "./own-words";
import { type LlmState, trimMessages } from "./state";

/** The local brain beside the models, on the memory they share. */
export class Beside {
  constructor(
    private readonly opening: CallOpening,
    private readonly state: LlmState,
  ) {}

  /** One method of the local brain; what it learns and says is known to the models afterwards. */
  async *play(
    io: BrainIo,
    run: (dialogue: LocalDialogue, io: BrainIo) => AsyncIterable<BrainOutput>,
  ): AsyncGenerator<BrainOutput> {
    const { state } = this;
    const dialogue = resumeFrom(this.opening, state.memory);
    const said: string[] = [];
    try {
      for await (const output of run(dialogue, this.learning(io))) {
        if (output.type === "say") said.push(output.text);
        yield output;
      }
    } finally {
      this.remember(dialogue);
      if (said.length > 0) state.messages.push({ role: "line", text: said.join(" ") });
      trimMessages(state);
    }
  }

  /**
   * Why the call is back, in its language. The local brain goes on where it was and offers what is possible; where it has
   * no words in this language, it does so without them.
   */
  async *back(cause: ResumeCause, io: BrainIo): AsyncGenerator<BrainOutput> {
    const { state } = this;
    if (cause !== "moved") state.messages.push({ role: "guest", text: backNote[cause] });
    if (cause === "moved" || isWorded(state.memory.language))
      return yield* this.play(io, (dialogue, own) => dialogue.resumedWith(cause, own));
    const dialogue = resumeFrom(this.opening, state.memory);
    for await (const _output of dialogue.resumedWith(cause, this.learning(io)));
    this.remember(dialogue);
    const text = ownWords(state.memory.language).back[cause];
    state.messages.push({ role: "line", text });
    state.memory.lastSaid = [{ text, kind: "question", facts: [] }];
    trimMessages(state);
    yield { type: "say", text, kind: "question", facts: [] };
  }

  /** The caller reads out a card or a document: stopped kindly, and told how to pay, in whichever language the call is held. */
  async *secret({ understood }: Sense, io: BrainIo): AsyncGenerator<BrainOutput> {
    const { state } = this;
    if (!isWorded(state.memory.language)) return yield* stopCard(state);
    const kind = understood.secret === "document" ? "document" : "card";
    state.messages.push({ role: "guest", text: kind === "card" ? CARD_NOTE : DOCUMENT_NOTE });
    yield* this.play(io, (dialogue, own) => dialogue.secretRead(kind, own));
  }

  interrupted(heardText: string): void {
    const dialogue = resumeFrom(this.opening, this.state.memory);
    dialogue.interrupted(heardText);
    this.remember(dialogue);
  }

  private learning(io: BrainIo): BrainIo {
    return {
      ...io,
      callTool: async (name, args) => {
        const result = await io.callTool(name, args);
        learned(this.state.ledger, this.opening, name, args, result);
        return result;
      },
    };
  }

  private remember(dialogue: BrainDialogue): void {
    const memory = readMemory(dialogue.snapshot());
    if (memory) this.state.memory = memory;
  }
}
