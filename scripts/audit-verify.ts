import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { describeFinding, verifyExport } from "@/server/features/audit/export-format";

const USAGE = "Usage: npm run audit:verify -- FILE.jsonl";

/**
 * Verifies an exported audit log without a database or a network.
 * Exit code: 0 the chain holds, 1 it does not, 2 the file could not be read.
 */
async function main(file: string | undefined): Promise<number> {
  if (!file) {
    console.error(USAGE);
    return 2;
  }
  const input = createReadStream(file, "utf8");
  const failed = new Promise<never>((_resolve, reject) => input.once("error", reject));
  const report = await Promise.race([
    verifyExport(createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })),
    failed,
  ]);
  for (const { line, finding } of report.findings) console.log(describeFinding(line, finding));
  if (report.faults > report.findings.length)
    console.log(`… and ${report.faults - report.findings.length} more.`);
  const seen = `${report.rows} rows of ${report.tenants} tenants, ${report.erased} of them erased`;
  console.log(
    report.faults === 0
      ? `The audit log is intact: ${seen}.`
      : `The audit log is NOT intact: ${report.faults} faults in ${seen}.`,
  );
  return report.faults === 0 ? 0 : 1;
}

main(process.argv[2]).then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    console.error(`The file could not be read: ${error.message}. Nothing was verified.`);
    process.exitCode = 2;
  },
);
