import { holdMusic } from "@/server/webhooks/hold-music";

const music = (): Response =>
  new Response(holdMusic(), {
    headers: { "content-type": "audio/wav", "cache-control": "public, max-age=86400" },
  });

export const GET = music;
export const POST = music;
