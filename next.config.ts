import type { NextConfig } from "next";

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm run check` type-checks everything once; doing it again here doubles the time of a start.
  typescript: { ignoreBuildErrors: true },
  // Native, WebAssembly or stream-based packages that a bundler would break or copy twice.
  serverExternalPackages: [
    "pg",
    "@prisma/client",
    "@prisma/adapter-pg",
    "@node-rs/argon2",
    "pino",
    "prom-client",
    "soundswallower",
    "@grpc/grpc-js",
    "@grpc/proto-loader",
  ],
};

export default config;
