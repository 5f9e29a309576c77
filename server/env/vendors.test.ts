import { expect, test } from "vitest";
import { AppEnvSchema } from "./schema";
import { platformVendors } from "./vendors";

type Fields = keyof typeof AppEnvSchema.shape;
/** Only the vendors' variables, through the real schema of each. */
const platform = (given: Partial<Record<Fields, string>>) => {
  const parsed = Object.fromEntries(
    Object.entries(AppEnvSchema.shape)
      .filter(([name]) => /^(OPENAI|WHISPER|ANTHROPIC|DEEPGRAM|RIVA|ELEVENLABS|AZURE)_/.test(name))
      .map(([name, schema]) => [name, schema.parse(given[name as Fields])]),
  );
  return platformVendors(parsed as never);
};

test("no key, no vendor", () => {
  expect(platform({ OPENAI_API_KEY: "", RIVA_URL: "" })).toEqual({ asr: [], llm: [], tts: [] });
});

test("one key is enough to go live with a vendor: the rest has defaults", () => {
  expect(platform({ OPENAI_API_KEY: "sk-openai-1234" })).toEqual({
    asr: [{ vendor: "whisper", apiKey: "sk-openai-1234", baseUrl: undefined, model: "whisper-1" }],
    llm: [{ vendor: "openai", apiKey: "sk-openai-1234", baseUrl: undefined, model: "gpt-4.1-mini" }],
    tts: [],
  });
  expect(platform({ ELEVENLABS_API_KEY: "el-12345678" }).tts).toMatchObject([
    { vendor: "elevenlabs", model: "eleven_flash_v2_5", voice: expect.stringMatching(/^\w{20}$/) },
  ]);
});

test("all keys: own recogniser, streaming, Whisper; a hedge only where it is named", () => {
  const all = platform({
    OPENAI_API_KEY: "sk-openai-1234",
    OPENAI_HEDGE_MODEL: "gpt-4.1-nano",
    ANTHROPIC_API_KEY: "sk-ant-1234",
    DEEPGRAM_API_KEY: "dg-12345678",
    RIVA_URL: "riva:50051",
    RIVA_TLS: "true",
    ELEVENLABS_API_KEY: "el-12345678",
    AZURE_SPEECH_KEY: "az-12345678",
    AZURE_SPEECH_REGION: "westeurope",
  });
  expect(all.asr.map(({ vendor }) => vendor)).toEqual(["riva", "deepgram", "whisper"]);
  expect(all.asr[0]).toEqual({ vendor: "riva", url: "riva:50051", tls: true });
  expect(all.llm.map(({ vendor }) => vendor)).toEqual(["openai", "anthropic"]);
  expect(all.hedge).toMatchObject({ model: "gpt-4.1-nano" });
  expect(all.tts.map(({ vendor }) => vendor)).toEqual(["elevenlabs", "azure"]);
});

test.each([
  ["OPENAI_API_KEY", "sk with spaces"],
  ["OPENAI_BASE_URL", "ftp://x"],
  ["RIVA_URL", "https://riva:50051"],
  ["AZURE_SPEECH_REGION", "west europe/../x"],
] as const)("%s=%s is refused", (name, value) => {
  expect(() => platform({ [name]: value })).toThrow();
});
