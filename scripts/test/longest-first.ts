import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take longest, in no order: begun late, one of them keeps a core busy while the others have nothing left. */
const LONG = [
  "prisma/seed/demo.db.test.ts",
  "server/brain/local/corpus/corpus.test.ts",
  "server/features/explain.db.test.ts",
  "server/features/reservations/race.db.test.ts",
  "voice-worker/speech/asr/embedded.integration.test.ts",
  "voice-worker/speech/tts/embedded.integration.test.ts",
  "voice-worker/speech/vad/silero.integration.test.ts",
  "voice-worker/testing/faults.integration.test.ts",
];

/** Vitest's own order, the longest files before it. A bare clone has no durations of an earlier run to go by. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => (LONG.some((name) => moduleId.endsWith(name)) ? 0 : 1);
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}
