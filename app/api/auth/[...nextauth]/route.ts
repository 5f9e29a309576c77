import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/server/auth/options";
import { composition } from "@/server/composition";

async function handle(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }) {
  const { deps, auth } = composition();
  // next-auth 4 reads its own address only from here.
  process.env.NEXTAUTH_URL ??= auth.appUrl;
  return NextAuth(request, context, authOptions(deps, auth));
}

export { handle as GET, handle as POST };
