import { LlmError } from "./port";

/** Longest line or event a vendor may send, in characters; a chunk of an answer has some 300. */
const MAX_EVENT_CHARS = 1 << 20;

/**
 * Reads a stream of server-sent events piece by piece, cut anywhere, and tells the data of each. Names, ids and comments
 * are passed over, and an event that is not closed by an empty line is none. Throws an `LlmError` at an event without
 * end, and what `tell` throws. https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export class SseParser {
  private rest = "";
  private data: string | undefined;
  private begun = false;
  private afterReturn = false;

  constructor(private readonly tell: (data: string) => void) {}

  push(piece: string): void {
    if (piece === "") return;
    const text = this.unified(piece);
    let from = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", from)) {
      this.line(this.rest + text.slice(from, end));
      this.rest = "";
      from = end + 1;
    }
    this.rest += text.slice(from);
    this.bound(this.rest.length);
  }

  /** Lines end with LF, CRLF or CR, and the two of CRLF may come apart. A byte order mark may stand before all. */
  private unified(piece: string): string {
    let from = this.afterReturn && piece.startsWith("\n") ? 1 : 0;
    if (!this.begun && piece.startsWith("\uFEFF")) from = 1;
    this.begun = true;
    this.afterReturn = piece.endsWith("\r");
    const text = from > 0 ? piece.slice(from) : piece;
    return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  }

  private line(line: string): void {
    if (line === "") {
      const { data } = this;
      this.data = undefined;
      if (data) this.tell(data);
    } else if (line === "data" || line.startsWith("data:")) {
      const value = line.slice(line.startsWith("data: ") ? 6 : 5);
      this.data = this.data === undefined ? value : `${this.data}\n${value}`;
      this.bound(this.data.length);
    }
  }

  private bound(chars: number): void {
    if (chars > MAX_EVENT_CHARS) throw new LlmError("garbage", "The vendor sent an event without end.");
  }
}
