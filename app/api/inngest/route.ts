import { serve } from "inngest/next";
import { functions, inngest } from "@/inngest/served";

export const dynamic = "force-dynamic";
/** Seconds a single step may take: a long recording is unsealed and silenced in one. */
export const maxDuration = 300;

export const { GET, POST, PUT } = serve({ client: inngest, functions });
