import { expect, test } from "vitest";
import { cannotHoldCalls } from "./call-models";

const openai = (model: string, baseUrl?: string) => cannotHoldCalls({ vendor: "openai", model, baseUrl });

test.each([
  ...["o1-mini", "o1-mini-2024-09-12", "o1-preview", "o1-pro", "o1-pro-2025-03-19", "o3-pro", "O1-Pro"],
  ...["gpt-5-pro", "gpt-5.2-pro-2025-12-11", "gpt-5-codex", "gpt-5.1-codex-max", "codex-mini-latest"],
  ...["o3-deep-research", "o4-mini-deep-research-2025-06-26", "computer-use-preview", "chatgpt-4o-latest"],
  ...["gpt-realtime", "gpt-4o-realtime-preview", "gpt-4o-mini-tts", "gpt-3.5-turbo-instruct", "whisper-1"],
])("%s cannot hold calls, and it is said what to choose", (model) => {
  expect(openai(model)).toBe(
    "cannot hold calls: it takes no tools while it streams. Choose gpt-4.1-mini, gpt-4.1 or gpt-5-mini.",
  );
});

test.each([
  ...["gpt-4.1-mini", "gpt-4.1", "gpt-4o", "gpt-4o-mini-2024-07-18", "gpt-4-turbo", "gpt-3.5-turbo"],
  ...["o1", "o1-2024-12-17", "o3", "o3-mini", "o4-mini", "gpt-5", "gpt-5-mini", "gpt-5.4-mini", "gpt-5.1"],
  ...["acme-pro", "ft:gpt-4.1-mini:hotel::pro"],
])("nothing is known against %s", (model) => expect(openai(model)).toBeUndefined());

test("OpenAI's own addresses are judged; who stands elsewhere, and another vendor, knows its models", () => {
  for (const url of [undefined, "https://api.openai.com/v1", "https://eu.api.openai.com/v1"])
    expect(openai("o1-pro", url)).toBeDefined();
  for (const url of ["https://llm.example/v1", "https://notopenai.com/v1", "https://hotel.openai.azure.com"])
    expect(openai("o1-pro", url)).toBeUndefined();
  expect(cannotHoldCalls({ vendor: "anthropic", model: "o1-pro" })).toBeUndefined();
});
