import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { encodeMulaw } from "@/voice-worker/media/mulaw";
import { resample } from "@/voice-worker/media/resample";
import { textToTones } from "./tone-modem";
import type { VoiceFault } from "./voice-faults";

const FORMATS: Readonly<Record<string, 8000 | 16000>> = {
  "raw-8khz-8bit-mono-mulaw": 8000,
  "raw-16khz-16bit-mono-pcm": 16000,
};
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const plain = (text: string): string => text.replace(/&(\w+);/g, (_, name: string) => ENTITIES[name] ?? "?");

/**
 * Behaves like Azure's text-to-speech endpoint (Speech Service REST reference, "text to speech"): key, content type,
 * output format and user agent in headers, SSML in, raw audio streamed back; 400 for SSML it cannot read, 401 for the key, 415 for the
 * content type. It says what `sub` puts in the place of a word. Unverified: how it tears a stream.
 */
export class AzureServer {
  readonly bodies: string[] = [];
  readonly texts: string[] = [];
  faults: VoiceFault[] = [];
  private readonly server: Server;

  private constructor(private readonly key: string) {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  static async start(key: string): Promise<AzureServer> {
    const double = new AzureServer(key);
    await new Promise<void>((resolve) => double.server.listen(0, "127.0.0.1", resolve));
    return double;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on("error", () => {});
    let body = "";
    for await (const piece of request) body += String(piece);
    this.bodies.push(body);
    const fault = this.faults.shift();
    const rate = FORMATS[String(request.headers["x-microsoft-outputformat"])];
    const status = this.refusal(request, body, rate, fault);
    if (status !== undefined) return void response.writeHead(status).end();
    if (fault?.kind === "hang") return;
    const inner = /<voice name="[^"]+">(.*)<\/voice>/s.exec(body)?.[1] ?? "";
    const said = plain(inner.replace(/<sub alias="([^"]*)">[^<]*<\/sub>/g, "$1").replace(/<[^>]+>/g, ""));
    this.texts.push(said);
    await this.stream(response, said, rate ?? 8000, fault);
  }

  private refusal(request: IncomingMessage, body: string, rate: number | undefined, fault?: VoiceFault) {
    if (fault?.kind === "status") return fault.status;
    if (request.headers["ocp-apim-subscription-key"] !== this.key) return 401;
    if (request.method !== "POST" || request.url !== "/cognitiveservices/v1") return 404;
    if (request.headers["content-type"] !== "application/ssml+xml") return 415;
    if (!rate || !request.headers["user-agent"] || !wellFormed(body)) return 400;
    return undefined;
  }

  private async stream(response: ServerResponse, text: string, rate: 8000 | 16000, fault?: VoiceFault) {
    const pcm = resample(textToTones(text), 8_000, rate);
    const bytes = Buffer.from(rate === 8000 ? encodeMulaw(pcm) : new Uint8Array(pcm.slice().buffer));
    response.writeHead(200, { "content-type": "audio/basic" });
    if (fault?.kind === "garbage") return void response.end();
    // Torn in the middle of samples, as a network does.
    for (let at = 0, sent = 0; at < bytes.length; at += 3_333, sent++) {
      if (sent === 1 && fault?.kind === "break") return void response.destroy();
      if (sent === 1 && fault?.kind === "stall") return;
      if (response.destroyed) return;
      response.write(bytes.subarray(at, at + 3_333));
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    response.end();
  }
}

/** Tags balance and nothing stands plaind or is forbidden in XML 1.0. */
function wellFormed(xml: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|&(?!(amp|lt|gt|quot|apos);)/.test(xml))
    return false;
  const open: string[] = [];
  for (const [, close, name, self] of xml.matchAll(/<(\/?)([\w:-]+)(?:\s+[\w:-]+="[^"<]*")*(\/?)>/g)) {
    if (close) {
      if (open.pop() !== name) return false;
    } else if (!self) open.push(name ?? "");
  }
  return open.length === 0 && !/[<>]/.test(xml.replace(/<\/?[\w:-]+(?:\s+[\w:-]+="[^"<]*")*\/?>/g, ""));
}
