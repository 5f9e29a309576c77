import type { CallDetail } from "@/server/features/calls/schema";

type Parts = Pick<NonNullable<CallDetail["recording"]>, "partMissing" | "partLost">;

/** What is not in a recording that can be played, in one line; null when all of the call is. */
export function partsSentence({ partMissing, partLost }: Parts): string | null {
  if (partMissing && partLost)
    return "This is not the whole call: a part of its recording is lost, and another has not arrived. The words below are complete.";
  if (partLost)
    return "This is not the whole call: a part of its recording is lost. The words below are complete.";
  if (partMissing)
    return "This may not be the whole call: a part of its recording has not arrived. The words below are complete.";
  return null;
}
