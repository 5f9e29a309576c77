import { z } from "zod";
import { phrases, postRecording, primary } from "./http";
import type { Transcriber } from "./port";

const PUBLIC_URL = "https://api.openai.com";
const PHRASES = 50;
/** From here the model itself takes a segment for silence that it made words of (its reference decoder's bounds). */
const SILENT_PROBABILITY = 0.6;
const SILENT_LOGPROB = -1;

const Reply = z.object({
  text: z.string(),
  segments: z
    .array(
      z.object({
        text: z.string(),
        avg_logprob: z.number().default(0),
        no_speech_prob: z.number().default(0),
      }),
    )
    .optional(),
});

/** `POST /v1/audio/transcriptions` (OpenAI API reference, "Create transcription"). */
export function createWhisperTranscriber(config: {
  apiKey: string;
  baseUrl?: string | undefined;
  model: string;
}): Transcriber {
  const base = (config.baseUrl ?? PUBLIC_URL).replace(/\/+$/, "").replace(/\/v1$/, "");
  const { model } = config;
  return {
    vendor: "whisper",
    model,
    async transcribe(wav, { language, vocabulary }, signal) {
      const body = new FormData();
      body.set("file", new Blob([new Uint8Array(wav)], { type: "audio/wav" }), "message.wav");
      body.set("model", model);
      body.set("language", primary(language));
      body.set("temperature", "0");
      body.set("response_format", /whisper/i.test(model) ? "verbose_json" : "json");
      const prompt = phrases(vocabulary, PHRASES).join(", ");
      if (prompt) body.set("prompt", prompt);
      const headers = { authorization: `Bearer ${config.apiKey}` };
      const url = `${base}/v1/audio/transcriptions`;
      const reply = await postRecording("whisper", url, { headers, body }, Reply, signal);
      const spoken = reply.segments?.filter(
        ({ no_speech_prob, avg_logprob }) =>
          no_speech_prob < SILENT_PROBABILITY || avg_logprob > SILENT_LOGPROB,
      );
      const text = spoken ? spoken.map((segment) => segment.text).join(" ") : reply.text;
      return text.replace(/\s+/g, " ").trim();
    },
  };
}
