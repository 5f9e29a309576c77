/** Where to go after sign-in: only a path of this site, never another one. */
export const safePath = (from: string | null | undefined): string | null =>
  from && /^\/(?![/\\])[^\s\\]*$/.test(from) && !from.startsWith("/sign-in") && !from.startsWith("/api/")
    ? from
    : null;

async function csrfToken(): Promise<string> {
  const reply = await fetch("/api/auth/csrf", { headers: { accept: "application/json" } });
  if (!reply.ok) throw new Error("failed");
  return ((await reply.json()) as { csrfToken: string }).csrfToken;
}

const post = async (path: string, fields: Record<string, string>) =>
  fetch(`/api/auth/${path}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ...fields, csrfToken: await csrfToken(), json: "true" }),
  });

/** Opens a session. Returns null when it worked, else a sentence that says what to do. */
export async function signIn(email: string, password: string): Promise<string | null> {
  try {
    const reply = await post("callback/credentials", { email, password, callbackUrl: "/" });
    const { url } = (await reply.json()) as { url: string };
    return sentence(new URL(url, window.location.origin).searchParams.get("error"), reply.ok);
  } catch {
    return "The server did not answer. You are not signed in. Check the connection and try again.";
  }
}

/** What a failure code of the server means to a person. */
export function sentence(code: string | null, ok: boolean): string | null {
  if (!code && ok) return null;
  const seconds = Number(/^locked:(\d{1,5})$/.exec(code ?? "")?.[1] ?? 0);
  if (seconds > 0) {
    const wait = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
    return `Too many attempts. Try again in ${wait}, or ask an owner for a reset link.`;
  }
  if (code === "wrong" || code === "CredentialsSignin") {
    return "E-mail or password is not right. Check both, or ask an owner for a reset link.";
  }
  return "Signing in failed on our side. Try again in a moment.";
}

/** Ends this browser's session and shows the sign-in page. */
export async function signOut(): Promise<void> {
  await post("signout", { callbackUrl: "/sign-in" }).catch(() => undefined);
  window.location.assign("/sign-in");
}

/** Asks for a new session id, after a password change. */
export async function renewSession(): Promise<void> {
  await fetch("/api/auth/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ csrfToken: await csrfToken(), data: {} }),
  });
}
