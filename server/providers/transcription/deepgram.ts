import { z } from "zod";
import { phrases, postRecording } from "./http";
import type { Transcriber } from "./port";

const PUBLIC_URL = "https://api.deepgram.com";
const PHRASES = 50;

const Reply = z.object({
  results: z.object({
    channels: z.array(z.object({ alternatives: z.array(z.object({ transcript: z.string() })) })),
  }),
});

/** `POST /v1/listen` with a recording (Deepgram API reference, "Transcribe pre-recorded audio"). */
export function createDeepgramTranscriber(config: {
  apiKey: string;
  baseUrl?: string | undefined;
  model: string;
}): Transcriber {
  const { model } = config;
  return {
    vendor: "deepgram",
    model,
    async transcribe(wav, { language, vocabulary }, signal) {
      const url = new URL(config.baseUrl ?? PUBLIC_URL);
      url.pathname = `${url.pathname.replace(/\/$/, "")}/v1/listen`;
      url.searchParams.set("model", model);
      url.searchParams.set("language", language);
      url.searchParams.set("smart_format", "true");
      // Only Nova-3 and Flux know keyterms ("Keyterm Prompting").
      if (/^(nova-3|flux)/.test(model))
        for (const phrase of phrases(vocabulary, PHRASES)) url.searchParams.append("keyterm", phrase);
      const headers = { authorization: `Token ${config.apiKey}`, "content-type": "audio/wav" };
      const body = new Uint8Array(wav);
      const reply = await postRecording("deepgram", url.toString(), { headers, body }, Reply, signal);
      return reply.results.channels[0]?.alternatives[0]?.transcript.trim() ?? "";
    },
  };
}
