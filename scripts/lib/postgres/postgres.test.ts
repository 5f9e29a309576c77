import { describe, expect, test } from "vitest";
import { accountIn } from "./account";
import { majorOf } from "./binaries";
import { type Migration, upToDate } from "./migrations";
import { firstUnreachable, mayEnter } from "./reachable";
import { refusal } from "./role-check";
import { urlFor } from "./roles";
import { explainFailure } from "./server";
import { servesDirectory } from "./stale-lock";

const plain = { name: "app", superuser: false, bypassesRls: false, ownedTables: 0 };

describe("a login for tenants' queries", () => {
  test("a plain one is taken", () => expect(refusal("DATABASE_URL", plain)).toBeNull());

  test.each([
    [{ superuser: true }, "is a superuser"],
    [{ bypassesRls: true }, "bypasses row-level security (BYPASSRLS)"],
    [{ ownedTables: 1 }, "owns 1 table:"],
    [{ superuser: true, ownedTables: 7 }, "is a superuser and owns 7 tables:"],
  ])("%j is refused in words", (fault, words) => {
    const sentence = refusal("DATABASE_SYSTEM_URL", { ...plain, ...fault });
    expect(sentence).toContain('DATABASE_SYSTEM_URL signs in as "app"');
    expect(sentence).toContain(words);
  });
});

describe("the account that runs PostgreSQL", () => {
  const passwd = "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65533::/:/bin/false\n";

  test("nobody serves where there is no postgres", () => {
    expect(accountIn(passwd, ["postgres", "nobody"])).toEqual({ uid: 65534, gid: 65533 });
    expect(accountIn(`${passwd}postgres:x:101:104::/:/bin/sh`, ["postgres", "nobody"])?.uid).toBe(101);
    expect(accountIn("", ["postgres", "nobody"])).toBeNull();
  });

  test("the class of the account decides, not the widest bit", () => {
    const account = { uid: 101, gid: 104 };
    expect(mayEnter({ uid: 0, gid: 0, mode: 0o701 }, account)).toBe(true);
    expect(mayEnter({ uid: 101, gid: 0, mode: 0o077 }, account)).toBe(false);
    expect(mayEnter({ uid: 0, gid: 104, mode: 0o701 }, account)).toBe(false);
  });

  test("names the topmost closed folder", () => {
    const closed = new Set(["/usr"]);
    const stat = (folder: string) => ({ uid: 0, gid: 0, mode: closed.has(folder) ? 0o700 : 0o755 });
    expect(firstUnreachable("/usr/bin/env", { uid: 5, gid: 5 }, stat)).toBe("/usr");
    expect(firstUnreachable("/bin/env", { uid: 5, gid: 5 }, stat)).toBeNull();
  });
});

test("a lock counts as ours only for a postgres on this very directory", () => {
  expect(servesDirectory(["/x/bin/postgres", "-D", "/none/pg", "-p", "1"], "/none/pg")).toBe(true);
  expect(servesDirectory(["/x/bin/postgres", "-D", "/none/other"], "/none/pg")).toBe(false);
  expect(servesDirectory(["/usr/bin/vim", "-D", "/none/pg"], "/none/pg")).toBe(false);
  expect(servesDirectory(["/x/bin/postgres"], "/none/pg")).toBe(false);
  expect(servesDirectory([], "/none/pg")).toBe(false);
});

test("migrations are current only when each is there, finished and unedited, and none is unknown", () => {
  const one: Migration = { name: "1_a", checksum: "aa" };
  const two: Migration = { name: "2_b", checksum: "bb" };
  const done = (migration: Migration) => ({ ...migration, finished: true });
  expect(upToDate([one, two], [done(two), done(one)])).toBe(true);
  expect(upToDate([one, two], [done(one)])).toBe(false);
  expect(upToDate([one], [{ ...one, finished: false }])).toBe(false);
  expect(upToDate([one], [done({ ...one, checksum: "edited" })])).toBe(false);
  expect(upToDate([one], [done(one), done(two)])).toBe(false);
});

test("versions and addresses", () => {
  expect(majorOf("postgres (PostgreSQL) 17.10")).toBe(17);
  expect(() => majorOf("command not found")).toThrow(/does not look like PostgreSQL/);
  const url = new URL(urlFor("postgresql://postgres:x@127.0.0.1:5/postgres", "db", "app", "p@ss/word"));
  expect([url.username, decodeURIComponent(url.password), url.pathname]).toEqual(["app", "p@ss/word", "/db"]);
});

test.each([
  ['could not bind IPv4 address "127.0.0.1": Address already in use', /Port 5 was taken.*EMBEDDED_PG_PORT/],
  ["PANIC: could not write: No space left on device", /disk that holds \/data is full/],
  ["FATAL: something new", /did not start.\nFATAL: something new/],
])("PostgreSQL's %j becomes what to do", (output, words) => {
  expect(explainFailure(output, 5, "/data").message).toMatch(words);
});
