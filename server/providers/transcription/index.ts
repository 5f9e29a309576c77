import type { AsrVendor } from "@/server/line/contract";
import { createDeepgramTranscriber } from "./deepgram";
import type { Transcriber } from "./port";
import { createRivaTranscriber } from "./riva";
import { createWhisperTranscriber } from "./whisper";

/** A vendor's way to write down a recording; undefined for the embedded ear, and for a Riva without an address. */
export function transcriberOf(vendor: AsrVendor): Transcriber | undefined {
  if (vendor.vendor === "deepgram") return createDeepgramTranscriber(vendor);
  if (vendor.vendor === "whisper") return createWhisperTranscriber(vendor);
  if (vendor.vendor === "riva" && vendor.url) return createRivaTranscriber({ ...vendor, url: vendor.url });
  return undefined;
}
