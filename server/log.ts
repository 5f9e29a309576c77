import pino, { type DestinationStream } from "pino";
import type { Logger } from "@/server/kernel/logger";
import { logContext } from "@/server/log-context";

/** Field names whose values never reach a log line, at the top and one level down. */
const SECRET_FIELDS = [
  "password",
  "passwordHash",
  "token",
  "secret",
  "authorization",
  "cookie",
  "apiKey",
  "privateKey",
];

const LEVELS = new Set(["trace", "debug", "info", "warn", "error", "fatal", "silent"]);

/**
 * A JSON logger, one line an event. Request, call and trace ids are bound with `child`. An unknown level
 * becomes info: a logger that fails to start would hide the reason.
 */
export function createLogger(
  name: string,
  options: { level?: string; destination?: DestinationStream } = {},
): Logger {
  const wanted = options.level ?? process.env.LOG_LEVEL ?? "info";
  const logger = pino(
    {
      name,
      level: LEVELS.has(wanted) ? wanted : "info",
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => ({ ...logContext().getStore() }),
      redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]), censor: "[hidden]" },
      serializers: { error: pino.stdSerializers.err, err: pino.stdSerializers.err },
    },
    options.destination ?? pino.destination({ dest: 1, sync: true }),
  );
  return adapt(logger);
}

const adapt = (logger: pino.Logger): Logger => ({
  debug: (fields, message) => logger.debug(fields, message),
  info: (fields, message) => logger.info(fields, message),
  warn: (fields, message) => logger.warn(fields, message),
  error: (fields, message) => logger.error(fields, message),
  child: (fields) => adapt(logger.child(fields)),
});

let root: Logger | undefined;

/** The log of this process. */
export const log = (): Logger => (root ??= createLogger("app"));
