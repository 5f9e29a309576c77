import { query, router } from "@/server/trpc/init";
import { recordingUrl } from "./recording-url";

export const recordingsRouter = router({
  url: query(recordingUrl),
});
