export { createDiskStorage } from "./disk";
export { objectKey, tenantOf } from "./keys";
export { createMemoryStorage } from "./memory";
export * from "./port";
export { parseRange } from "./range";
export { createS3Storage, type S3Options } from "./s3";
export { createSignedUrls, type SignedUrls } from "./signed-url";
