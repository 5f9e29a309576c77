import { type AppEnv, AppEnvSchema } from "./schema";

export type { AppEnv } from "./schema";

/**
 * Reads and validates the app's environment. Throws one error that lists every fault by variable name;
 * values are never part of it.
 */
export function parseAppEnv(source: Readonly<Record<string, string | undefined>>): AppEnv {
  const parsed = AppEnvSchema.safeParse(source);
  if (parsed.success) return Object.freeze(parsed.data);
  const faults = parsed.error.issues.map((issue) => {
    const name = issue.path.join(".");
    return `  ${name} ${source[name] === undefined ? "is not set" : issue.message}`;
  });
  throw new Error(`The environment is not complete. See .env.example.\n${faults.join("\n")}`);
}

let cached: AppEnv | undefined;

/** The validated environment of this process, read once and on first use, so that a build needs none. */
export function appEnv(): AppEnv {
  cached ??= parseAppEnv(process.env);
  return cached;
}
