import type { Brain, BrainDialogue, BrainOutput, Expectation, GuestTurn } from "@/server/brain/port";
import type { CallOpening } from "@/server/line/contract";
import { createTestHotel, type TestHotel } from "./hotel";
import type { LoggedCall, World } from "./world";

export type Say = Extract<BrainOutput, { type: "say" }>;

/** One guest turn (or silence, or the greeting) and all that came of it. */
export interface Exchange {
  guest: string;
  says: Say[];
  calls: LoggedCall[];
  end?: string;
  expects: Expectation;
}

export interface Conversation {
  hotel: TestHotel;
  dialogue(): BrainDialogue;
  exchanges: Exchange[];
  /** Text is a guest turn; `{ silence }` is nothing heard; `{ keys }` are keypad digits. */
  say(
    input:
      | string
      | { silence: number }
      | { keys: string }
      | { speech: string; confidence: number; alternatives?: readonly string[]; language?: string },
  ): Promise<Exchange>;
  /** The reply so far stops after these words. */
  interrupt(heard: string): void;
  /** Another worker takes the call over from the snapshot. */
  takeOver(): void;
}

/** A conversation with the test hotel. `brain` is the one under test; the greeting is the first exchange. */
export async function converse(
  brain: Brain,
  options: { opening?: CallOpening; arrange?: (world: World) => void } = {},
): Promise<Conversation> {
  const hotel = createTestHotel(options);
  let dialogue = brain.start(hotel.opening);
  const exchanges: Exchange[] = [];
  let turns = 0;
  const collect = async (guest: string, outputs: AsyncIterable<BrainOutput>): Promise<Exchange> => {
    const before = hotel.log.length;
    const says: Say[] = [];
    let end: string | undefined;
    for await (const output of outputs) {
      if (output.type === "say") says.push(output);
      else end = output.reason;
    }
    const exchange = {
      guest,
      says,
      calls: hotel.log.slice(before),
      expects: dialogue.expectation(),
      ...(end ? { end } : {}),
    };
    exchanges.push(exchange);
    return exchange;
  };
  await collect("", dialogue.greet(hotel.io()));
  return {
    hotel,
    dialogue: () => dialogue,
    exchanges,
    say(input) {
      if (typeof input === "object" && "silence" in input)
        return collect("", dialogue.silent(input.silence, hotel.io()));
      turns += 1;
      const base = { id: `t${turns}`, confidence: 1 };
      const turn: GuestTurn =
        typeof input === "string"
          ? { ...base, source: "typed", text: input }
          : "keys" in input
            ? { ...base, source: "keypad", text: input.keys }
            : {
                ...base,
                source: "speech",
                text: input.speech,
                confidence: input.confidence,
                ...(input.alternatives ? { alternatives: input.alternatives } : {}),
                ...(input.language ? { language: input.language } : {}),
              };
      return collect(turn.text, dialogue.respond(turn, hotel.io()));
    },
    interrupt: (heard) => dialogue.interrupted(heard),
    takeOver() {
      dialogue = brain.resume(hotel.opening, JSON.parse(JSON.stringify(dialogue.snapshot())));
    },
  };
}

export const textOf = (exchange: Exchange): string => exchange.says.map((s) => s.text).join(" ");
