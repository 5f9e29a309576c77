import { createServer } from "node:http";

/**
 * A vendor that answers chat completions as OpenAI streams them: one chunk a token, each in a write of its own. It runs
 * in a process of its own, so that its work is not measured. Prints its port on the first line.
 */
const TOKENS = 24;
const TOKEN_MS = 2;

const chunk = (delta, more = {}) =>
  `data: ${JSON.stringify({
    id: "chatcmpl-CdR0nHkq0yYw2sVtT5bX8mZaLf3Pe",
    object: "chat.completion.chunk",
    created: 1_764_000_000,
    model: "gpt-4.1-mini-2025-04-14",
    service_tier: "default",
    system_fingerprint: "fp_3f58d112f7",
    choices: [{ index: 0, delta, logprobs: null, finish_reason: null, ...more }],
    usage: null,
    obfuscation: "k3Jf9aQ",
  })}\n\n`;

const usage = { prompt_tokens: 6_100, completion_tokens: TOKENS, total_tokens: 6_124 };
const pieces = [
  chunk({ role: "assistant", content: "", refusal: null }),
  ...Array.from({ length: TOKENS }, () => chunk({ content: " word" })),
  chunk({}, { finish_reason: "stop" }),
  `data: ${JSON.stringify({ object: "chat.completion.chunk", choices: [], usage })}\n\n`,
];

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
    let at = 0;
    const timer = setInterval(() => {
      if (at < pieces.length) return response.write(pieces[at++]);
      clearInterval(timer);
      response.end("data: [DONE]\n\n");
    }, TOKEN_MS);
    response.on("close", () => clearInterval(timer));
  });
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
