import { endpointOf, postForEvents } from "./exchange";
import { OpenAiAnswer } from "./openai-answer";
import { bodyOf } from "./openai-body";
import type { Llm, LlmEvent } from "./port";
import { Pushed } from "./pushed";
import { type LlmDeadlines, llmDeadlines } from "./request";

export interface OpenAiOptions {
  apiKey: string;
  model: string;
  baseUrl?: string | undefined;
  deadlines?: LlmDeadlines;
}

/**
 * OpenAI's chat completions, and whatever else speaks them at `baseUrl`. One request, never repeated here; aborting
 * closes it. https://platform.openai.com/docs/api-reference/chat/create
 */
export function createOpenAi({ apiKey, model, baseUrl, deadlines = llmDeadlines }: OpenAiOptions): Llm {
  const endpoint = endpointOf(baseUrl ?? "https://api.openai.com/v1", "/chat/completions");
  const headers = { authorization: `Bearer ${apiKey}`, "user-agent": "VoiceHive" };
  return {
    vendor: "openai",
    model,
    stream: (request, signal) =>
      new Pushed<LlmEvent>(signal, (to) => {
        const answer = new OpenAiAnswer((event) => to.push(event));
        const ask = { headers, json: bodyOf(model, request), signal, deadlines };
        return postForEvents(endpoint, ask, {
          event: (data) => answer.event(data),
          end() {
            answer.end();
            to.end();
          },
          failed: (error) => to.fail(error),
        });
      }),
  };
}
