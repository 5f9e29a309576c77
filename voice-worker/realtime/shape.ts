import { z } from "zod";
import { statePrompt, systemPrompt } from "@/server/brain/llm/prompt";
import type { CallOpening } from "@/server/line/contract";
import { isToolName, tools } from "@/server/tools";
import { worthHearing } from "../call/worth-hearing";
import { SILENCE_MS } from "./wait";

/** What holds a call, and how it sounds, where the hotel has chosen nothing else. */
const MODEL = "gpt-realtime";
const VOICE = "marin";
/** What writes the guest's words down. */
export const EAR = "gpt-4o-mini-transcribe";

export const modelOf = ({ vendors }: CallOpening): string => vendors.realtime?.model ?? MODEL;

/** Words the ear is given at most: its prompt is short. */
const MOST_WORDS = 100;

/** The same words as for any language model, and what holds at the start of this call. */
const instructionsOf = (opening: CallOpening): string => {
  const { language } = opening;
  const now = { now: new Date(opening.now), verified: false, gathered: [], language, hints: [], unheard: [] };
  return `${systemPrompt(opening)}\n\n${statePrompt(opening, now)}`;
};

/**
 * How the vendor writes down what the guest says. Where the hotel speaks several languages it is to find out which
 * (Realtime guide, "transcription": without `language` it does); else the one is named, ISO 639-1.
 */
export function earOf(opening: CallOpening, language: string): Record<string, string> {
  const prompt = worthHearing(opening).slice(0, MOST_WORDS).join(", ");
  const known = opening.languages.length > 1 ? undefined : { language: language.slice(0, 2).toLowerCase() };
  return { model: EAR, ...known, prompt };
}

/** The session as the vendor takes it: our instructions, our tools, its ear with our words; `voice` is the hotel's. */
export function sessionOf(opening: CallOpening, voice = VOICE): Record<string, unknown> {
  return {
    type: "realtime",
    model: modelOf(opening),
    instructions: instructionsOf(opening),
    output_modalities: ["audio"],
    audio: {
      input: {
        transcription: earOf(opening, opening.language),
        turn_detection: { type: "server_vad", silence_duration_ms: SILENCE_MS, interrupt_response: true },
      },
      output: { voice },
    },
    tools: opening.tools.filter(isToolName).map((name) => ({
      type: "function",
      name,
      description: tools[name].description,
      parameters: z.toJSONSchema(tools[name].input, { io: "input", unrepresentable: "any" }),
    })),
    tool_choice: "auto",
  };
}

/** Words that are the line's own, for the vendor's voice. */
export const exactly = (text: string): string => `Say exactly this and nothing else: ${text}`;

/** What the model is told when the guest has not answered it. */
export const ASK_AGAIN = "The guest has said nothing. Ask your last question again, differently and shortly.";
