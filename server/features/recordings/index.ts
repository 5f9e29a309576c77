export { RecordingSettled } from "./events";
export { type Processed, processRecording, TooEarlyError } from "./process-recording";
export { recordingUrl } from "./recording-url";
export { recordingsRouter } from "./router";
export { settleRecording } from "./settle";
export { RecordingError } from "./stereo-wav";
export { giveUpStaleUploads } from "./stale-uploads";
