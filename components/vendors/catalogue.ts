import type { Tone } from "@/components/ui/badge";
import type { Connection, VendorPort } from "@/server/features/vendors/schema";
import { CALL_MODELS } from "@/server/line/call-models";

export type FieldName = "secret" | "model" | "voice" | "style" | "region" | "baseUrl" | "url" | "tls";

interface VendorWords {
  value: string;
  label: string;
  /** Its settings in the order they are asked for; a required one is marked. */
  fields: readonly FieldName[];
  required: readonly FieldName[];
  /** What is taken when no model is named. */
  model?: string;
  modelHelp?: string;
}

export interface PortWords {
  port: VendorPort;
  title: string;
  text: string;
  /** What stands after all connections and is always there. */
  last: string;
  vendors: readonly VendorWords[];
}

export const ports: readonly PortWords[] = [
  {
    port: "asr",
    title: "Recognition",
    text: "Turns what the guest says into words.",
    last: "Demo ear, built in: short phrases and keys",
    vendors: [
      { value: "riva", label: "NVIDIA Riva", fields: ["url", "tls", "secret", "model"], required: [] },
      {
        ...{ value: "deepgram", label: "Deepgram", model: "nova-3" },
        ...{ fields: ["secret", "model", "baseUrl"], required: ["secret"] },
      },
      {
        ...{ value: "whisper", label: "OpenAI Whisper", model: "whisper-1" },
        ...{ fields: ["secret", "model", "baseUrl"], required: ["secret"] },
      },
    ],
  },
  {
    port: "llm",
    title: "Language model",
    text: "Understands and decides, with the hotel's own tools.",
    last: "Built-in brain: books, changes, cancels and answers by itself",
    vendors: [
      {
        ...{ value: "openai", label: "OpenAI" },
        modelHelp: `One that takes tools while it streams, for example ${CALL_MODELS}. Not o1-mini, o1-preview, or one named pro, codex or deep-research.`,
        ...{ fields: ["secret", "model", "baseUrl"], required: ["secret", "model"] },
      },
      {
        ...{ value: "anthropic", label: "Anthropic Claude" },
        ...{ fields: ["secret", "model", "baseUrl"], required: ["secret", "model"] },
      },
    ],
  },
  {
    port: "tts",
    title: "Voice",
    text: "Speaks what the line says.",
    last: "Built-in voice",
    vendors: [
      {
        ...{ value: "elevenlabs", label: "ElevenLabs", model: "eleven_flash_v2_5" },
        ...{ fields: ["secret", "voice", "model", "baseUrl"], required: ["secret", "voice"] },
      },
      {
        ...{ value: "azure", label: "Azure Speech" },
        ...{ fields: ["secret", "region", "voice", "style", "baseUrl"], required: ["secret", "voice"] },
      },
    ],
  },
];

/** A vendor's name; one that this page does not know is shown as it is stored. */
export const vendorLabel = (vendor: string): string =>
  ports.flatMap(({ vendors }) => vendors).find(({ value }) => value === vendor)?.label ??
  (vendor === "embedded" ? "Built in" : vendor);

export const outcomes: Record<
  NonNullable<Connection["lastCheckOutcome"]>,
  { tone: Tone; word: string; advice?: string }
> = {
  works: { tone: "success", word: "Works" },
  unauthorised: { tone: "danger", word: "Key refused" },
  rate_limited: { tone: "warning", word: "Limit reached" },
  unavailable: { tone: "warning", word: "No answer" },
  invalid: { tone: "danger", word: "Model, voice or address unknown" },
  unsuitable: {
    ...{ tone: "danger", word: "Model cannot hold calls" },
    advice: `The key works, but this model takes no tools while it streams. Choose ${CALL_MODELS}.`,
  },
};
