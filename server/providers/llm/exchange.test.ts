import { getEventListeners } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { aRequest } from "./contract";
import { endpointOf } from "./exchange";
import { createOpenAi } from "./openai";
import { type Llm, LlmError, type LlmEvent } from "./port";
import {
  doneMark,
  finished,
  lastPiece,
  piece,
  type RawRequest,
  type RawServer,
  sseHead,
  startRaw,
  wholeAnswer,
  word,
} from "./testing/raw-server";

const servers: RawServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const never = new AbortController().signal;

async function vendor(answer: (request: RawRequest) => void): Promise<{ server: RawServer; llm: Llm }> {
  const server = await startRaw(answer);
  servers.push(server);
  return { server, llm: at(server.url) };
}
const at = (url: string, apiKey = "sk-secret"): Llm =>
  createOpenAi({ apiKey, model: "m", baseUrl: `${url}/v1`, deadlines: { firstMs: 2_000, idleMs: 2_000 } });

/** Answers each request with these bytes, and closes the connection if `close`. */
const says =
  (bytes: string | Buffer, close = false) =>
  ({ socket }: RawRequest) =>
    close ? socket.end(bytes) : socket.write(bytes);

async function read(llm: Llm, signal = never): Promise<LlmEvent[]> {
  const events: LlmEvent[] = [];
  for await (const event of llm.stream(aRequest, signal)) events.push(event);
  return events;
}
const textOf = (events: readonly LlmEvent[]): string =>
  events.map((e) => (e.type === "text" ? e.delta : "")).join("");

async function failure(llm: Llm): Promise<LlmError> {
  const error = await read(llm).then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(LlmError);
  expect((error as LlmError).message).not.toMatch(/sk-|secret|quoted/);
  return error as LlmError;
}

describe("an answer", () => {
  test("cut inside a character is read whole, and its first words before the rest is sent", async () => {
    const bytes = Buffer.from(word("Zwölf €") + word("🛏 ja"));
    const cut = bytes.indexOf(Buffer.from("🛏")) + 2;
    let goOn = () => {};
    const { llm } = await vendor(({ socket }) => {
      socket.write(Buffer.concat([Buffer.from(sseHead), piece(bytes.subarray(0, cut))]));
      goOn = () => {
        for (const byte of bytes.subarray(cut)) socket.write(piece(Buffer.from([byte])));
        socket.write(Buffer.concat([piece(finished + doneMark), Buffer.from(lastPiece)]));
      };
    });
    let text = "";
    for await (const event of llm.stream(aRequest, never)) {
      if (event.type !== "text") continue;
      text += event.delta;
      if (text === "Zwölf €") goOn();
    }
    expect(text).toBe("Zwölf €🛏 ja");
  });

  test.each([
    ["without the mark behind it", finished],
    ["with comments and CRLF", `: one\r\n\r\n${finished.replaceAll("\n", "\r\n")}${doneMark}`],
    ["with more behind its mark", `${finished}${doneMark}data: nonsense\n\n`],
    ["with fields nobody knows", `data: {"choices":[],"x":1}\n\n${finished}${doneMark}`],
  ])("%s is whole", async (_what, end) => {
    const body = Buffer.concat([piece(word("Yes.") + end), Buffer.from(lastPiece)]);
    const { llm } = await vendor(says(Buffer.concat([Buffer.from(sseHead), body])));
    expect(await read(llm)).toEqual([
      { type: "text", delta: "Yes." },
      { type: "done", reason: "stop" },
    ]);
  });

  test("that ends with its connection is whole", async () => {
    const { llm } = await vendor(says(`HTTP/1.1 200 OK\r\n\r\n${word("Yes.")}${finished}${doneMark}`, true));
    expect(textOf(await read(llm))).toBe("Yes.");
  });

  test("whose signal aborts while words wait to be read gives none of them", async () => {
    const { llm } = await vendor(says(Buffer.concat([Buffer.from(sseHead), piece(word("a") + word("b"))])));
    const controller = new AbortController();
    const seen: string[] = [];
    const run = async () => {
      for await (const event of llm.stream(aRequest, controller.signal)) {
        seen.push(event.type);
        controller.abort(new Error("barge-in"));
      }
    };
    await expect(run()).rejects.toThrow("barge-in");
    expect(seen).toEqual(["text"]);
  });
});

const ok = (body: string): string => `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`;

describe("a bad answer", () => {
  test.each([
    ["no finish reason", ok(word("Half") + doneMark), "unavailable"],
    ["no finish reason and no mark", ok(word("Half")), "unavailable"],
    ["a last event that is not closed", ok(word("Half") + finished.trimEnd()), "unavailable"],
    ["nothing", ok(""), "unavailable"],
    ["no body", "HTTP/1.1 204 No Content\r\n\r\n", "unavailable"],
    ["a page", ok("<!doctype html><p>quoted</p>"), "unavailable"],
    ["an error in mid-stream", ok(`${word("A")}data: {"error":{"message":"sk-secret"}}\n\n`), "unavailable"],
    [
      "an error beside words",
      ok(`data: {"error":{},"choices":[{"delta":{"content":"A"}}]}\n\n${finished}`),
      "unavailable",
    ],
    [
      "another protocol",
      "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n",
      "unavailable",
    ],
    ["less than announced", `HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n${word("Half")}`, "unavailable"],
    ["half a head", "HTTP/1.1 200 O", "unavailable"],
    ["no HTTP", "SSH-2.0-OpenSSH_9.9 quoted\r\n", "garbage"],
    ["an enormous header", `HTTP/1.1 200 OK\r\nx: ${"x".repeat(100_000)}\r\n\r\n`, "garbage"],
    ["a chunk that is none", `${sseHead}zz\r\n`, "garbage"],
    ["no JSON", ok("data: quoted\n\n"), "garbage"],
    ...["null", "[]", '"text"', "7", '{"choices":"x"}', '{"choices":[null]}'].map(
      (json) => [json, ok(`data: ${json}\n\n${finished}`), "garbage"] as const,
    ),
    ...['{"content":7}', '{"content":"x","tool_calls":7}', "[]", '{"content":"x","refusal":7}'].map(
      (delta) => [delta, ok(`data: {"choices":[{"delta":${delta}}]}\n\n${finished}`), "garbage"] as const,
    ),
    [
      "too many tools",
      ok(`data: {"choices":[{"delta":{"tool_calls":[{"index":32,"id":"a"}]}}]}\n\n${finished}`),
      "garbage",
    ],
  ] as const)("%s", async (_what, bytes, kind) => {
    const { llm, server } = await vendor(says(bytes, true));
    expect((await failure(llm)).failure).toBe(kind);
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    ["a line", `data: ${"x".repeat(1_000)}`],
    ["an answer", word("la ".repeat(300))],
  ])("%s without end is garbage, and hung up on", async (_what, again) => {
    const block = piece(again.repeat(100));
    const { llm, server } = await vendor(({ socket }) => {
      socket.write(sseHead);
      const more = () => {
        while (!socket.destroyed && socket.write(block));
      };
      socket.on("drain", more);
      more();
    });
    expect((await failure(llm)).failure).toBe("garbage");
    await server.closed(0);
  });

  test("that is comments alone is silence", async () => {
    const { server } = await vendor(({ socket }) => {
      socket.write(sseHead);
      const beat = setInterval(() => socket.write(piece(": still here\n\n")), 10);
      socket.on("close", () => clearInterval(beat));
    });
    const deadlines = { firstMs: 100, idleMs: 100 };
    const llm = createOpenAi({ apiKey: "k", model: "m", baseUrl: server.url, deadlines });
    expect((await failure(llm)).failure).toBe("unavailable");
    await server.closed(0);
  });
});

describe("a refusal", () => {
  test.each([
    [400, "", "invalid", undefined],
    [403, "", "unauthorised", undefined],
    [404, "", "invalid", undefined],
    [408, "", "unavailable", undefined],
    [429, "retry-after-ms: 250\r\nretry-after: 9\r\n", "rate_limited", 250],
    [503, "retry-after: 3\r\n", "unavailable", 3_000],
  ] as const)(
    "of %i is told by its status alone, and its connection is kept",
    async (status, more, kind, wait) => {
      const body = '{"error":{"message":"sk-secret quoted"}}';
      const refusal = `HTTP/1.1 ${status} No\r\n${more}content-length: ${body.length}\r\n\r\n${body}`;
      const { llm, server } = await vendor((asked) =>
        says(asked.nth === 0 ? refusal : wholeAnswer("Yes."))(asked),
      );
      const error = await failure(llm);
      expect([error.failure, error.retryAfterMs]).toEqual([kind, wait]);
      expect(textOf(await read(llm))).toBe("Yes.");
      expect(server.requests.map((r) => r.connection)).toEqual([0, 0]);
    },
  );

  test("with an endless body is told at once, and hung up on", async () => {
    const { llm, server } = await vendor(({ socket }) => {
      socket.write("HTTP/1.1 500 No\r\ntransfer-encoding: chunked\r\n\r\n");
      const more = () => {
        while (!socket.destroyed && socket.write(piece("quoted ".repeat(10_000))));
      };
      socket.on("drain", more);
      more();
    });
    expect((await failure(llm)).failure).toBe("unavailable");
    await server.closed(0);
  });

  test("by redirect is not followed: the key goes nowhere else", async () => {
    const other = await vendor(says(wholeAnswer("Yes.")));
    const { llm } = await vendor(
      says(
        `HTTP/1.1 307 Go\r\nlocation: ${other.server.url}/v1/chat/completions\r\ncontent-length: 0\r\n\r\n`,
      ),
    );
    expect((await failure(llm)).failure).toBe("invalid");
    expect(other.server.requests).toHaveLength(0);
  });
});

describe("a connection", () => {
  test("is kept from call to call, each with its own key", async () => {
    const { server } = await vendor(says(wholeAnswer("Yes.")));
    for (const key of ["sk-a", "sk-b", "sk-c"]) await read(at(server.url, key));
    expect(server.requests.map((r) => [r.connection, /bearer (\S+)/i.exec(r.head)?.[1]])).toEqual([
      [0, "sk-a"],
      [0, "sk-b"],
      [0, "sk-c"],
    ]);
    expect(server.requests[0]?.head).not.toMatch(/sk-.*HTTP/);
    expect(server.requests[0]?.body).not.toContain("sk-");
  });

  test("is kept when the whole answer is read and its signal aborts before the last byte", async () => {
    let last = () => {};
    const { llm, server } = await vendor(({ socket }) => {
      socket.write(Buffer.concat([Buffer.from(sseHead), piece(word("Yes.") + finished + doneMark)]));
      last = () => socket.write(lastPiece);
    });
    for (let i = 0; i < 2; i++) {
      const controller = new AbortController();
      expect(textOf(await read(llm, controller.signal))).toBe("Yes.");
      expect(getEventListeners(controller.signal, "abort")).toEqual([]);
      controller.abort(new Error("no longer wanted"));
      last();
      // The pool has it again once the last byte was read; a request before that would take another.
      if (i === 0) await freed(server);
    }
    expect(server.requests.map((r) => r.connection)).toEqual([0, 0]);
  });

  test("whose last byte never comes is given up", async () => {
    const { llm, server } = await vendor(
      says(Buffer.concat([Buffer.from(sseHead), piece(word("Yes.") + finished + doneMark)])),
    );
    expect(textOf(await read(llm))).toBe("Yes.");
    await server.closed(0);
  });

  test("closed by the vendor just as it is used again: asked on a fresh one, once", async () => {
    const { llm, server } = await vendor((asked) => {
      if (asked.nth === 0 && asked.connection < 2) asked.socket.write(wholeAnswer("Yes."));
      else asked.socket.resetAndDestroy();
    });
    await read(llm);
    expect(textOf(await read(llm))).toBe("Yes.");
    expect(server.requests.map((r) => [r.connection, r.nth])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
    ]);
  });

  test("closed again, it is a failure and not asked a third time", async () => {
    const { llm, server } = await vendor(({ connection, nth, socket }) =>
      connection === 0 && nth === 0 ? socket.write(wholeAnswer("Yes.")) : socket.destroy(),
    );
    await read(llm);
    expect((await failure(llm)).failure).toBe("unavailable");
    expect(server.requests).toHaveLength(3);
  });

  test("kept, and hung up on before it answers, is not asked again", async () => {
    const controller = new AbortController();
    const { llm, server } = await vendor(({ connection, nth, socket }) => {
      if (connection === 0 && nth === 1) controller.abort(new Error("barge-in"));
      else socket.write(wholeAnswer("Yes."));
    });
    await read(llm);
    await expect(read(llm, controller.signal)).rejects.toThrow("barge-in");
    await server.closed(0);
    await read(llm);
    expect(server.requests).toHaveLength(3);
  });

  test.each([
    ["half a head", "HTTP/1.1 2"],
    ["half an answer", `${sseHead}${piece(word("Half")).toString()}`],
  ])("closed after %s is not asked again, kept or not", async (_what, half) => {
    const { llm, server } = await vendor(({ nth, socket }) => {
      if (nth === 0) socket.write(wholeAnswer("Yes."));
      else socket.end(half);
    });
    await read(llm);
    expect((await failure(llm)).failure).toBe("unavailable");
    expect(server.requests).toHaveLength(2);
  });

  test("a fresh one closed without a word is not asked again", async () => {
    const { llm, server } = await vendor(({ socket }) => socket.resetAndDestroy());
    expect((await failure(llm)).failure).toBe("unavailable");
    expect(server.requests).toHaveLength(1);
  });

  test("a key no header can hold is a failure that does not tell it", async () => {
    const { server } = await vendor(says(wholeAnswer("Yes.")));
    expect((await failure(at(server.url, "sk-secret\r\nx: 1"))).failure).toBe("unavailable");
    expect(server.requests).toHaveLength(0);
  });
});

/** Resolves when a request would be put on the server's first connection again. */
async function freed({ url }: RawServer): Promise<void> {
  const { agent } = endpointOf(url, "/");
  const name = `${new URL(url).hostname}:${new URL(url).port}:`;
  while (!agent.freeSockets[name]?.length) await new Promise((resolve) => setImmediate(resolve));
}

test.each([
  ["https://api.example/v1", "https:", "api.example", "", "/v1/chat"],
  [
    "https://proxy.example:8443/openai/v1/?api-version=2",
    "https:",
    "proxy.example",
    "8443",
    "/openai/v1/chat?api-version=2",
  ],
  ["http://[::1]:8080", "http:", "::1", "8080", "/chat"],
])("%s keeps its path", (base, protocol, hostname, port, path) => {
  expect(endpointOf(base, "/chat").address).toEqual({ protocol, hostname, port, path });
});
