import type { Expectation } from "@/server/brain/port";
import type { PageExpectation } from "@/server/line/browser-media";

/** What the dialogue expects, as far as a page can use it. */
export function pageView(expectation: Expectation): PageExpectation {
  const { kind } = expectation;
  if (expectation.kind === "choice") return { kind, options: [...expectation.options] };
  if (expectation.kind === "digits") return { kind, min: expectation.min, max: expectation.max };
  return { kind };
}
