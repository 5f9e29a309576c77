/** Flags that take a value we have no use for. */
const IGNORED_WITH_VALUE = new Set(["--enabled-preview-features", "--extension-types"]);

/**
 * Reads the engine's command line as the Prisma CLI of 7.10 writes it:
 * `[--datamodels FILE] [--datasource JSON] [cli COMMAND]`.
 */
export function parseArguments(args) {
  const options = { version: false, command: null, datamodels: [], datasource: {} };
  const rest = [...args];
  while (rest.length > 0) {
    const flag = rest.shift();
    if (flag === "--version" || flag === "-V") options.version = true;
    else if (flag === "--datamodels") options.datamodels.push(rest.shift());
    else if (flag === "--datasource") options.datasource = JSON.parse(rest.shift());
    else if (flag === "cli") options.command = rest.shift();
    else if (IGNORED_WITH_VALUE.has(flag)) rest.shift();
  }
  return options;
}
