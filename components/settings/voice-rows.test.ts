import { expect, test } from "vitest";
import { voiceRows } from "./voice-rows";

const vendors = { elevenlabs: "ElevenLabs", azure: "Azure Speech" };

test("each typed voice is named with its language and service; the last of two counts", () =>
  expect(
    voiceRows(
      [
        { vendor: "elevenlabs", voice: "mia" },
        { vendor: "elevenlabs", voice: "anna", language: "de" },
        { vendor: "elevenlabs", voice: " anke ", language: "DE" },
        { vendor: "azure", voice: "x", language: "?" },
      ],
      vendors,
    ),
  ).toEqual([
    "All other languages: mia, by ElevenLabs",
    "German: anke, by ElevenLabs",
    "?: x, by Azure Speech",
  ]));

test.each([undefined, null, "mia", [], [{ vendor: "elevenlabs", voice: "  " }], [{ voice: "mia" }]])(
  "%j names none",
  (typed) => expect(voiceRows(typed, vendors)).toEqual([]),
);
