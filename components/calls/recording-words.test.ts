import { expect, test } from "vitest";
import { partsSentence } from "./recording-words";

test("a part that is lost is not said to be on its way, and the other way round", () => {
  expect(partsSentence({ partMissing: false, partLost: false })).toBeNull();
  expect(partsSentence({ partMissing: true, partLost: false })).toMatch(/^This may .* has not arrived/);
  const lost = partsSentence({ partMissing: false, partLost: true });
  expect(lost).toContain("a part of its recording is lost");
  expect(lost).not.toContain("arrived");
  expect(partsSentence({ partMissing: true, partLost: true })).toMatch(
    /is lost, and another has not arrived/,
  );
});
