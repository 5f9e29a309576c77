import { createDatabase, dropDatabase, withConnection } from "./databases.mjs";

// The CLI reads stderr as JSON lines in the shape of Rust's tracing and drops the first of them.
const log = (level, message, extra = {}) =>
  process.stderr.write(
    `${JSON.stringify({
      timestamp: new Date().toISOString(),
      level,
      fields: { message, ...extra },
      target: "schema_engine::logger",
    })}\n`,
  );

/** PostgreSQL's SQLSTATE to the Prisma error code that the CLI words for its user. */
const PRISMA_CODE = { "3D000": "P1003", "28P01": "P1000", 28000: "P1000", "42P04": "P1009" };

const commands = {
  "can-connect-to-database": (url) => withConnection(url, (client) => client.query("SELECT 1")),
  "create-database": async (url) =>
    log("INFO", `Database ${await createDatabase(url)} was successfully created.`),
  "drop-database": dropDatabase,
};

/** Answers `schema-engine cli COMMAND` and returns the exit code. */
export async function answerCli({ command, datasource }) {
  log("INFO", "schema engine on WebAssembly");
  try {
    const run = commands[command];
    if (!run) throw new Error(`This schema engine has no command "${command}".`);
    await run(datasource.url);
    return 0;
  } catch (error) {
    log("ERROR", error.message, { is_panic: false, error_code: PRISMA_CODE[error.code] ?? "P1001" });
    return 1;
  }
}
