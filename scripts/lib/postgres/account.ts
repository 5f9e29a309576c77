import { readFileSync } from "node:fs";
import { Explained } from "../step.mjs";

/** A system account by number, as spawn() takes it. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Finds the first of `names` in the text of /etc/passwd. */
export function accountIn(passwd: string, names: readonly string[]): Account | null {
  const rows = passwd.split("\n").map((line) => line.split(":"));
  for (const name of names) {
    const row = rows.find(([user]) => user === name);
    if (row) return { uid: Number(row[2]), gid: Number(row[3]) };
  }
  return null;
}

/**
 * PostgreSQL refuses to run as root. Root lends it the `postgres` account, or `nobody` where there is
 * none; anybody else runs it as themselves (null).
 */
export function databaseAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const account = accountIn(readFileSync("/etc/passwd", "utf8"), ["postgres", "nobody"]);
  if (!account)
    throw new Explained(
      "PostgreSQL does not run as root, and there is no account postgres or nobody to lend it. Start as another user, or set DATABASE_URL.",
    );
  return account;
}
