import type { PolicyValues } from "@/server/features/policies";
import type { CallVendors } from "@/server/line/contract";

type HotelVoice = NonNullable<PolicyValues<"line">["voices"]>[number];

/** Voices of one vendor by language; the empty key is for all others. */
const byLanguage = (voices: readonly HotelVoice[], vendor: HotelVoice["vendor"]): Record<string, string> =>
  Object.fromEntries(
    voices
      .filter((each) => each.vendor === vendor)
      .map(({ language, voice }) => [(language ?? "").slice(0, 2).toLowerCase(), voice]),
  );

/** Connections are the organisation's; which of a vendor's voices speaks is the hotel's choice. */
export function withHotelVoices(
  vendors: CallVendors,
  voices: readonly HotelVoice[] = [],
  model?: string,
): CallVendors {
  const [realtime] = Object.entries(byLanguage(voices, "openai")).sort(([a], [b]) => a.localeCompare(b));
  return {
    ...vendors,
    tts: vendors.tts.map((vendor) => {
      if (vendor.vendor === "embedded") return vendor;
      const chosen = byLanguage(voices, vendor.vendor);
      return Object.keys(chosen).length > 0 ? { ...vendor, voices: chosen } : vendor;
    }),
    ...(realtime || model
      ? { realtime: { ...(realtime ? { voice: realtime[1] } : {}), ...(model ? { model } : {}) } }
      : {}),
  };
}

/** The voice that speaks where no connection does; English only. */
export const embeddedVoice = (voices: readonly HotelVoice[] = []): string | undefined =>
  voices.find(({ vendor }) => vendor === "embedded")?.voice;
