import { describe, expect, test } from "vitest";
import { deliveryError, missingWords, purposeWords, reasonSentence, textKind, transferState } from "./words";

describe("the telephone's words", () => {
  test("reasons are sentences, also those of a newer server", () => {
    expect(reasonSentence("do_not_call")).toMatch(/^This person wants no calls\. .*Do-not-call list\.$/);
    expect(reasonSentence("carrier_asleep")).toBe("Carrier asleep.");
    expect(reasonSentence("toString")).toBe("ToString.");
    expect(reasonSentence(null)).toBeNull();
  });
  test("a transfer that was taken stays taken when the talk is over", () => {
    const at = "2026-03-04T11:00:00Z";
    expect(transferState({ state: "ended", acceptedAt: at, dialledAt: at })).toBe("accepted");
    expect(transferState({ state: "ended", acceptedAt: null, dialledAt: at })).toBe("ended");
  });
  test("a carrier's code is explained where it is known, named where it is not", () => {
    expect(deliveryError("30006")).toContain("landline");
    expect(deliveryError("39999")).toBe("The carrier's code is 39999.");
    expect(deliveryError("rate_limited")).toContain("Call again in a minute");
  });
  test("why a message has no transcript, and that it can be heard", () => {
    expect(missingWords("no_recogniser", "de")).toContain("understands German");
    expect(missingWords("coming", "de")).toContain("within minutes");
    for (const words of ["no_recogniser", "failed", "nothing"] as const)
      expect(missingWords(words, "en")).toMatch(/^No transcript: .*Listen to/);
  });
  test("kinds and purposes that are not known are still words", () => {
    expect([purposeWords("wakeup"), purposeWords("x"), textKind("otp"), textKind("constructor")]).toEqual([
      "Wake-up call",
      "Call",
      "One-time code",
      "Text",
    ]);
  });
});
