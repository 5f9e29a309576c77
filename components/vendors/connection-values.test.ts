import { expect, test } from "vitest";
import { FieldErrors } from "@/components/patterns/form";
import { fieldOf, inputOf, valuesOf } from "./connection-values";

const deepgram = { port: "asr" as const, connection: null, fields: ["secret", "model", "baseUrl"] };
const filled = { ...valuesOf(null, "deepgram"), secret: "abcd1234efgh" };

test("only what the vendor has is sent, and nothing empty", () => {
  expect(inputOf({ ...filled, voice: "left from another vendor", model: "  " }, deepgram)).toEqual({
    port: "asr",
    vendor: "deepgram",
    secret: "abcd1234efgh",
    config: {},
  });
});

test("a change keeps what is stored: no key is sent that was not typed", () => {
  const connection = {
    ...{ id: "0198f0a0-0000-7000-8000-000000000001", port: "llm" as const, vendor: "openai", position: 0 },
    ...{ model: "small", config: { hedge: true }, secretHint: "1234", enabled: false },
    ...{ lastCheckAt: null, lastCheckOutcome: null },
  };
  const values = valuesOf(connection, "");
  expect(values).toMatchObject({ secret: "", model: "small", hedge: true });
  const input = inputOf(values, { port: "llm", connection, fields: ["secret", "model", "baseUrl"] });
  expect(input).toEqual({
    ...{ port: "llm", vendor: "openai", model: "small", connectionId: connection.id, enabled: false },
    config: { hedge: true },
  });
});

test("what the verb would refuse stands at its field", () => {
  const bad = () =>
    inputOf({ ...filled, secret: "with space in it", baseUrl: "http://192.168.0.1" }, deepgram);
  expect(bad).toThrow(FieldErrors);
  try {
    bad();
  } catch (error) {
    expect(Object.keys((error as FieldErrors).fields).sort()).toEqual(["baseUrl", "secret"]);
  }
  expect(fieldOf("apiKey")).toBe("secret");
  expect(fieldOf("config.voice")).toBe("voice");
});
