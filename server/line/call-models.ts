import type { LlmVendor } from "./vendors";

/** Models that hold calls, for a person who has to choose. */
export const CALL_MODELS = "gpt-4.1-mini, gpt-4.1 or gpt-5-mini";

/**
 * Models that OpenAI lists as it lists others but that take no tools over its chat completions: the first o1 and the one of
 * ChatGPT take none, those named pro, codex and deep research are asked over another interface only, and the rest do not chat.
 * https://platform.openai.com/docs/models and the SDK's list `ResponsesModel`.
 */
const WITHOUT_TOOLS = [
  /^o1-(mini|preview)\b/,
  /^chatgpt-/,
  /^(o\d|gpt-5(\.\d+)?)-pro\b/,
  /-deep-research\b/,
  /^(gpt-5(\.\d+)?-codex|codex-|computer-use-)/,
  /^gpt-3\.5-turbo-instruct\b/,
  /^(gpt|gpt-4o|gpt-4o-mini)-(realtime|audio|transcribe|tts|image)\b/,
  /^(davinci|babbage|text-embedding|whisper|tts|dall-e|sora|omni-moderation)-/,
];

/** Whoever stands at another address may ask these models in a way of its own. */
const isOpenAi = (baseUrl: string | undefined): boolean =>
  !baseUrl || (URL.canParse(baseUrl) && /(^|\.)openai\.com$/i.test(new URL(baseUrl).hostname));

/** What is to be said of a model that cannot hold calls, to follow its name; undefined where nothing is known against it. */
export function cannotHoldCalls(of: Pick<LlmVendor, "vendor" | "model" | "baseUrl">): string | undefined {
  const { vendor, model, baseUrl } = of;
  if (vendor !== "openai" || !isOpenAi(baseUrl)) return undefined;
  if (!WITHOUT_TOOLS.some((name) => name.test(model.toLowerCase()))) return undefined;
  return `cannot hold calls: it takes no tools while it streams. Choose ${CALL_MODELS}.`;
}
