export { RecordingSettled } from "./events";
export { type Processed, processRecording, TooEarlyError } from "./process-recording";
export { recordingUrl } from "./recording-url";
export { recordingsRouter } from "./router";
export { settleRecording } from "./settle";
export { giveUpStaleUploads } from "./stale-uploads";
export { RecordingError } from "./stereo-wav";
