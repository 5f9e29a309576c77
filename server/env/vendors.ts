import type { AsrVendor, LlmVendor, TtsVendor } from "@/server/line/contract";
import type { PlatformVendors } from "@/server/providers/vendor-check/port";
import type { AppEnv } from "./schema";

/**
 * The accounts that the environment names, in the order calls try them: a recogniser of one's own before hosted ones,
 * streaming before Whisper. Tenants without a vendor of their own use these.
 */
export function platformVendors(env: AppEnv): PlatformVendors {
  const asr: AsrVendor[] = [];
  if (env.RIVA_URL) {
    const key = env.RIVA_API_KEY ? { apiKey: env.RIVA_API_KEY } : {};
    asr.push({ vendor: "riva", url: env.RIVA_URL, tls: env.RIVA_TLS, ...key });
  }
  const deepgram = { vendor: "deepgram", model: env.DEEPGRAM_MODEL } as const;
  if (env.DEEPGRAM_API_KEY)
    asr.push({ ...deepgram, apiKey: env.DEEPGRAM_API_KEY, baseUrl: env.DEEPGRAM_BASE_URL });
  const openai = env.OPENAI_API_KEY
    ? { apiKey: env.OPENAI_API_KEY, baseUrl: env.OPENAI_BASE_URL }
    : undefined;
  if (openai) asr.push({ vendor: "whisper", model: env.WHISPER_MODEL, ...openai });
  const { hedge, llm } = llmVendors(env, openai);
  const tts: TtsVendor[] = [];
  if (env.ELEVENLABS_API_KEY) {
    const { ELEVENLABS_MODEL: model, ELEVENLABS_VOICE: voice, ELEVENLABS_BASE_URL: baseUrl } = env;
    tts.push({ vendor: "elevenlabs", apiKey: env.ELEVENLABS_API_KEY, baseUrl, model, voice });
  }
  if (env.AZURE_SPEECH_KEY) {
    const { AZURE_SPEECH_REGION: region, AZURE_SPEECH_VOICE: voice } = env;
    tts.push({ vendor: "azure", apiKey: env.AZURE_SPEECH_KEY, region, voice });
  }
  return { asr, llm, tts, ...(hedge ? { hedge } : {}) };
}

function llmVendors(env: AppEnv, openai: { apiKey: string; baseUrl: string | undefined } | undefined) {
  const llm: LlmVendor[] = [];
  if (openai) llm.push({ vendor: "openai", model: env.OPENAI_MODEL, ...openai });
  if (env.ANTHROPIC_API_KEY) {
    const { ANTHROPIC_MODEL: model, ANTHROPIC_BASE_URL: baseUrl } = env;
    llm.push({ vendor: "anthropic", apiKey: env.ANTHROPIC_API_KEY, baseUrl, model });
  }
  const model = env.OPENAI_HEDGE_MODEL;
  const hedge: LlmVendor | undefined = openai && model ? { vendor: "openai", model, ...openai } : undefined;
  return { llm, hedge };
}
