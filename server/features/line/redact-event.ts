import { decrypt, deriveKey, encrypt } from "@/server/crypto/at-rest";
import { createRedactor, type Redactor } from "@/server/features/redaction";
import type { CallEventBody } from "@/server/line/contract";
import type { Deps } from "@/server/verbs/ctx";

const PURPOSE = "voicehive redactor";
const context = (callId: string) => `redactor:${callId}`;

export interface Silence {
  startMs: number;
  endMs: number;
}

/** An earlier turn whose stored text must be replaced. */
export interface TurnAmendment {
  turnId: string;
  text: string;
}

/** A body as it is stored: redacted, without word timings, with the spans to silence in the recording. */
export type StoredBody = CallEventBody & { silences?: Silence[] };

/**
 * The redactor of one call, going on from where the last batch left it. Its state holds raw text of the
 * last turns, so it is kept sealed with a key of the call.
 */
export function redactionOf(deps: Deps, callId: string, country: string, sealed: Uint8Array | null) {
  const key = deriveKey(deps.keys.dataEncryption, PURPOSE, callId);
  const redactor = resume(key, callId, country, sealed);
  return {
    apply(body: CallEventBody): { body: StoredBody; amendments: TurnAmendment[] } {
      if (body.type === "guest_turn") return guestTurn(redactor, body);
      if (body.type === "line_said") {
        const { redactedText } = redactor.redact({ turnId: body.turnId, speaker: "line", text: body.text });
        return { body: { ...body, text: redactedText }, amendments: [] };
      }
      if (body.type === "line_heard") {
        const plain = createRedactor({ country });
        const clean = (text: string) =>
          plain.redact({ turnId: body.turnId, speaker: "line", text }).redactedText;
        return { body: { ...body, heard: clean(body.heard), unheard: clean(body.unheard) }, amendments: [] };
      }
      return { body, amendments: [] };
    },
    /** Words still being recognised: redacted on their own, as nothing of them is kept. */
    partial(partial: { turnId: string; text: string }) {
      const probe = createRedactor({ country, state: redactor.state() });
      return { ...partial, text: probe.redact({ turnId: partial.turnId, text: partial.text }).redactedText };
    },
    state: (): Uint8Array<ArrayBuffer> =>
      new Uint8Array(
        encrypt(key, new TextEncoder().encode(JSON.stringify(redactor.state())), context(callId)),
      ),
  };
}

function resume(key: Uint8Array, callId: string, country: string, sealed: Uint8Array | null): Redactor {
  if (!sealed) return createRedactor({ country });
  const state: unknown = JSON.parse(new TextDecoder().decode(decrypt(key, sealed, context(callId))));
  return createRedactor({ country, state });
}

function guestTurn(redactor: Redactor, body: Extract<CallEventBody, { type: "guest_turn" }>) {
  const { words, ...rest } = body;
  const done = redactor.redact({ turnId: body.turnId, text: body.text, ...(words ? { words } : {}) });
  const stored: StoredBody = {
    ...rest,
    text: done.redactedText,
    silences: silencesFor(done, body),
  };
  const amendments = done.amendments.map((a) => ({ turnId: a.turnId, text: a.redactedText }));
  return { body: stored, amendments };
}

/** Recognisers differ in where they count from: word times that fall outside their turn say nothing. */
const SLACK_MS = 500;

/**
 * Without word timings that fit the turn nobody knows where in it it was said: the whole turn is silenced. So it is with keys,
 * whose tones can be read from the recording.
 */
function silencesFor(
  done: { spans: readonly unknown[]; silences: Silence[] },
  turn: { startMs: number; endMs: number; source: string },
): Silence[] {
  if (done.spans.length === 0 || turn.source === "typed") return [];
  const fit = done.silences.every(
    ({ startMs, endMs }) => startMs >= turn.startMs - SLACK_MS && endMs <= turn.endMs + SLACK_MS,
  );
  return fit && done.silences.length > 0 ? done.silences : [{ startMs: turn.startMs, endMs: turn.endMs }];
}
