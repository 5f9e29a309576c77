import { describe, expect, test } from "vitest";
import { readWorkerEnv } from "./env";

const least = { WORKER_ENROLMENT_TOKEN: "e".repeat(20) };

describe("a worker's settings", () => {
  test("the token is enough; empty means unset", () => {
    const env = readWorkerEnv({ ...least, REDIS_URL: "", RIVA_URL: "" });
    expect([env.SPEECH, env.REDIS_URL, env.RIVA_URL]).toEqual(["embedded", undefined, undefined]);
  });

  test("breakers and Riva go where they are told", () => {
    const env = readWorkerEnv({ ...least, REDIS_URL: "rediss://cache:6380", RIVA_URL: "riva:50051" });
    expect([env.REDIS_URL, env.RIVA_URL]).toEqual(["rediss://cache:6380", "riva:50051"]);
  });

  test.each([
    ["REDIS_URL", "http://user:hunter2@cache"],
    ["REDIS_URL", "hunter2"],
    ["RIVA_URL", "https://hunter2:50051"],
    ["RIVA_URL", "hunter2"],
    ["WORKER_ENROLMENT_TOKEN", "hunter2"],
    ["SPEECH", "hunter2"],
  ])("%s=%s is refused by name, and not quoted", (name, value) => {
    let message = "";
    try {
      readWorkerEnv({ ...least, [name]: value });
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain(name);
    expect(message).not.toContain("hunter2");
  });
});
