import {
  APP_WORKER_ID,
  buildOpening,
  gatheredCapacity,
  issueCallToken,
  type LineApp,
  lineCtx,
  loadSnapshot,
  openCall,
  recordCall,
  recordOwnEvents,
  toolsDone,
  waitingWords,
  wordsSaid,
  writeSnapshot,
} from "@/server/features/line";
import { endHeldCall, telephonySettings } from "@/server/features/telephony";
import { hasMinutesLeft } from "@/server/features/vendors";
import type { CallOpening, CallUsage, ResumeCause } from "@/server/line/contract";
import { ResumeCause as Cause } from "@/server/line/contract";
import type { HotelCtx } from "@/server/verbs/ctx";
import { arriving, newCall } from "@/server/webhooks/call-form";
import { apologise, ours, step } from "@/server/webhooks/connect";
import { phoneTexts } from "@/server/webhooks/texts";
import { findLeg, nobodyToTalk } from "@/server/webhooks/twilio-outbound";
import { type KnownCall, knownCall, readTwilio, type TwilioApp } from "@/server/webhooks/twilio-request";
import { askMenu } from "@/server/webhooks/twilio-voice";
import { hangUp, sayAndHangUp } from "@/server/webhooks/twiml";
import { whenBusy } from "@/server/webhooks/when-busy";
import { callWords, hotelWords } from "@/server/webhooks/words";
import { type Input, lostSince, playTurn, type Turn } from "./dialogue";
import { brainOfTurn, type Models } from "./models";
import { awaitAnswer, claimTurn, dropClaim, keepAnswer, keptAnswer } from "./once";
import { sayingFirst } from "./say-first";
import { newState, readState } from "./state";
import { speakAndLeave, speakAndListen } from "./twiml";

/** What calls without a media stream need: Twilio's webhooks, and the line's tools in this process. */
export interface GatherApp extends TwilioApp {
  line: LineApp;
  /** Absent: the local brain holds every call. */
  models?: Models;
}

const PATH = "/api/v1/twilio/gather";
const MOST_TURNS = 500;
const MOST_TROUBLES = 2;
/** No guest is left three seconds without a word, and the telephone service gives a request up after 15 s. */
const WORD_MS = 2_000;
/** After so many words in place of an answer there will be none. */
const MOST_WORDS = 7;

const xmlOf = (text: string): Response =>
  new Response(text, {
    headers: { "content-type": "text/xml; charset=utf-8", "cache-control": "no-store" },
  });

/** A guest calls a hotel whose calls are held without a media stream: its menu, who is there when it is full, else the greeting. */
export async function answerGathered(app: GatherApp, request: Request): Promise<Response> {
  if (new URL(request.url).searchParams.has("o")) return answerCalled(app, request);
  const at = await arriving(app, request);
  if (at instanceof Response) return at;
  const { form, ctx, query } = at;
  const settings = await ctx.deps.db.withTenant(ctx.tenantId, (db) => telephonySettings(db, ctx.hotelId));
  if (settings.maintenance !== undefined) {
    const { t, language } = await hotelWords(ctx);
    return sayAndHangUp(settings.maintenance || t.maintenance, language);
  }
  if (settings.menu.length > 0 && query.get("menu") !== "done") return askMenu(app, ctx, settings);
  // A repeat of the request finds its call begun.
  const begun = ((await knownCall(app, form.CallSid, ctx.tenantId))?.epoch ?? 0) > 0;
  if (!begun && !(await hasLine(ctx))) return whenBusy(app, ctx, form, Number(query.get("round")) || 0);
  const callId = await recordCall(ctx, newCall(form));
  return oneTurn(app, ctx, callId, 0, { kind: "greet" });
}

/** Somebody whom the hotel called has picked up. */
async function answerCalled(app: GatherApp, request: Request): Promise<Response> {
  const leg = await findLeg(app, request, hangUp);
  if (leg instanceof Response) return leg;
  const { ctx, signed, toNumber } = leg;
  const { CallSid } = signed.params;
  if (!CallSid) return hangUp();
  const begun = ((await knownCall(app, CallSid, ctx.tenantId))?.epoch ?? 0) > 0;
  if (!begun && !(await hasLine(ctx))) return nobodyToTalk(leg);
  const { language } = await callWords(ctx, leg.callId);
  const callId = await recordCall(ctx, {
    ...{ channel: "twilio", direction: "outbound", externalId: CallSid, from: toNumber },
    ...(leg.callId ? { language } : {}),
  });
  return oneTurn(app, ctx, callId, 0, { kind: "greet" });
}

/** Whether this hotel may have another call now, and this installation, too. */
const hasLine = async (ctx: HotelCtx): Promise<boolean> =>
  (await gatheredCapacity(ctx.deps)).free > 0 && hasMinutesLeft(ctx);

/** The guest said something, pressed keys, or nothing; or comes back from a person or the keypad. */
export async function hearGathered(app: GatherApp, request: Request): Promise<Response> {
  const signed = await readTwilio(app, request);
  if (signed instanceof Response) return signed;
  const call = await knownCall(app, signed.params.CallSid, signed.tenantId);
  const words = Number(signed.query.get("words"));
  if (call && words > 0) return fetchAnswer(app, call, Number(signed.query.get("turn")), words);
  if (call?.workerId !== APP_WORKER_ID) return hangUp();
  const cause = Cause.safeParse(signed.query.get("cause"));
  if (cause.success && !call.endedAt) return comeBack(app, call.ctx, call.id, cause.data);
  const turn = Number(signed.query.get("turn"));
  if (!Number.isInteger(turn) || turn < 1 || turn > MOST_TURNS)
    return new Response("Which turn?", { status: 400 });
  if (call.endedAt) {
    const goodbye = await keptAnswer(call.ctx, call.id, turn);
    return goodbye === null ? hangUp() : xmlOf(goodbye);
  }
  return oneTurn(app, call.ctx, call.id, turn, readInput(signed.params));
}

/** Keys beat words; a confidence that is none counts as middling. */
function readInput(params: Readonly<Record<string, string>>): Input {
  const digits = (params.Digits ?? "").replace(/[^0-9*#]/g, "").slice(0, 40);
  if (digits) return { kind: "keys", digits };
  const text = (params.SpeechResult ?? "").trim().slice(0, 2_000);
  if (!text) return { kind: "silence" };
  const confidence = Number(params.Confidence);
  const known = Number.isFinite(confidence) && confidence > 0 && confidence <= 1;
  return { kind: "heard", text, confidence: known ? confidence : 0.5 };
}

/** Works on a turn once; a repeat gets the same answer. One that takes its time is fetched after a word to the guest. */
async function oneTurn(
  app: GatherApp,
  ctx: HotelCtx,
  callId: string,
  turn: number,
  input: Input,
): Promise<Response> {
  const wordMs = app.wordMs ?? WORD_MS;
  const claim = await claimTurn(ctx, callId, turn, wordMs);
  if (!claim.mine) return claim.answer === null ? oneMoment(app, ctx, callId, turn, 1) : xmlOf(claim.answer);
  const working = answerOnce(app, ctx, callId, turn, input);
  const answer = await soon(working, wordMs);
  if (answer !== undefined) return xmlOf(answer);
  working.catch((error: unknown) => {
    app.log.error({ err: error, callId, turn }, "a turn failed while the guest waited for it");
  });
  return oneMoment(app, ctx, callId, turn, 1);
}

async function answerOnce(
  app: GatherApp,
  ctx: HotelCtx,
  callId: string,
  turn: number,
  input: Input,
): Promise<string> {
  try {
    const opening = await openHere(app, ctx, callId, turn === 0);
    return await work(app, ctx, opening, turn, input);
  } catch (error) {
    await dropClaim(ctx, callId, turn);
    throw error;
  }
}

/** What `work` comes to within `ms`; undefined when it is not done by then. */
async function soon(work: Promise<string>, ms: number): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** A word to the guest, after which the telephone service asks for the answer again. */
async function oneMoment(
  app: GatherApp,
  ctx: HotelCtx,
  callId: string,
  turn: number,
  words: number,
): Promise<Response> {
  const { t, language } = await callWords(ctx, callId);
  return xmlOf(
    await speakAndLeave([t.stillHere], { language }, ours(app, `${PATH}?turn=${turn}&words=${words}`)),
  );
}

/** The guest has heard a word and waits for the answer of a turn. One whose work was lost is asked for anew. */
async function fetchAnswer(
  app: GatherApp,
  { ctx, id, endedAt, workerId }: KnownCall,
  turn: number,
  words: number,
): Promise<Response> {
  if (!Number.isInteger(turn) || turn < 0 || turn > MOST_TURNS)
    return new Response("Which turn?", { status: 400 });
  const begun = await awaitAnswer(ctx, id, turn, app.wordMs ?? WORD_MS);
  if (begun === "working")
    return words < MOST_WORDS ? oneMoment(app, ctx, id, turn, words + 1) : apologise(ctx, id);
  if (begun !== "lost") return xmlOf(begun.answer);
  if (endedAt || workerId !== APP_WORKER_ID) return apologise(ctx, id);
  const opening = await openHere(app, ctx, id, false);
  const again = ours(app, `${PATH}?turn=${turn}`);
  return xmlOf(await speakAndListen([phoneTexts(opening.language).trouble], opening, again));
}

/** The app itself takes the call, as a worker would; later turns find it taken. Such a call is never recorded. */
async function openHere(app: GatherApp, ctx: HotelCtx, callId: string, first: boolean): Promise<CallOpening> {
  const { deps, tenantId } = ctx;
  const call = await deps.db.withTenant(tenantId, async (db) => {
    if (first) await db.call.updateMany({ where: { id: callId }, data: { recordingMode: "off" } });
    return db.call.findFirstOrThrow({ where: { id: callId } });
  });
  if (call.workerId === APP_WORKER_ID && call.epoch > 0) {
    const located = { id: callId, tenantId, hotelId: call.hotelId, epoch: call.epoch };
    return deps.db.transaction(tenantId, (tx) =>
      buildOpening(tx, lineCtx(deps, app.log, located, APP_WORKER_ID), callId),
    );
  }
  const channel = call.channel as CallOpening["channel"];
  const token = await issueCallToken(deps.keys.lineSigning, { callId, tenantId, channel }, deps.clock.now());
  return openCall(deps, app.log, APP_WORKER_ID, { token, resume: false, ownSpeech: false });
}

async function work(
  app: GatherApp,
  ctx: HotelCtx,
  opening: CallOpening,
  turn: number,
  input: Input,
): Promise<string> {
  const { deps, tenantId } = ctx;
  const { callId, epoch } = opening;
  const { stored, tools } = await deps.db.withTenant(tenantId, async (db) => ({
    stored: await loadSnapshot(db, deps, callId),
    tools: await toolsDone(db, callId),
  }));
  const before = stored ? readState(stored.snapshot) : newState();
  const lost = lostSince(tools, before);
  const elapsedMs = Math.max(0, deps.clock.now().getTime() - new Date(opening.startedAt).getTime());
  const over = elapsedMs > opening.rules.maxMinutes * 60_000;
  const played = over
    ? atTheCap(before, opening)
    : await playTurn(app.line, brainOfTurn(app.models), opening, before, input, lost).catch(failed);
  function failed(error: unknown): Turn {
    app.log.error({ err: error, callId, turn }, "a turn of a call without a stream failed");
    const state = { ...before, troubles: before.troubles + 1 };
    return { says: [phoneTexts(opening.language).trouble], end: null, events: [], state };
  }
  const leaves = played.state.troubles > MOST_TROUBLES;
  const waiting = leaves ? [] : await deps.db.withTenant(tenantId, (db) => waitingWords(db, callId));
  const done = sayingFirst(
    played,
    waiting.map(({ text }) => text),
    { turn, atMs: elapsedMs },
  );
  const answer = await answerOf(
    app,
    ctx,
    done.language ? { ...opening, language: done.language } : opening,
    turn,
    done,
  );
  await deps.db.transaction(tenantId, async (tx) => {
    await recordOwnEvents(tx, ctx, callId, [...done.events, ...heardAll(done, elapsedMs)]);
    await writeSnapshot(
      tx,
      deps,
      { id: callId, tenantId },
      {
        ...{ epoch, elapsedMs, snapshot: done.state, usage: usageOf(done.state) },
      },
    );
    await keepAnswer(tx, ctx, callId, turn, answer);
    if (done.end && done.end !== "transferred") await endHeldCall(tx, ctx, callId, done.end);
  });
  // The turn's answer has them by now; a process that dies right here says them once more.
  await wordsSaid(deps, waiting);
  return answer;
}

const atTheCap = (state: Turn["state"], { language }: CallOpening): Turn => ({
  ...{ says: [phoneTexts(language).capReached], end: "cap", events: [], state },
});

/** What the call has cost so far; the telephone service's own ears and voice are on its bill. */
const usageOf = ({ usage }: Turn["state"]): CallUsage => ({
  ...{ guestSpeechMs: 0, ttsCharacters: 0, vendors: usage },
  llmTokens: usage.reduce((sum, { tokensIn, tokensOut }) => sum + tokensIn + tokensOut, 0),
});

/** Without marks nobody knows what was heard: all of it, as far as this line can tell. */
const heardAll = ({ says, events }: Turn, atMs: number) => {
  const said = events.find((event) => event.type === "line_said");
  if (said?.type !== "line_said") return [];
  const heard = says.join(" ").slice(0, 4000);
  return [{ type: "line_heard" as const, turnId: said.turnId, heard, unheard: "", cut: false, atMs }];
};

function answerOf(
  app: GatherApp,
  ctx: HotelCtx,
  opening: CallOpening,
  turn: number,
  { says, end, state }: Turn,
): Promise<string> {
  if (state.troubles > MOST_TROUBLES)
    return speakAndLeave([phoneTexts(opening.language).noAnswer], opening, step(app, ctx, "voicemail"));
  if (end === "transferred") return speakAndLeave(says, opening, ours(app, "/api/webhooks/twilio/after"));
  if (end) return speakAndLeave(says, opening);
  return speakAndListen(says, opening, ours(app, `${PATH}?turn=${turn + 1}`));
}

/** The guest comes back from a person or the keypad: told why, once on the record, and listened to again. */
async function comeBack(
  app: GatherApp,
  ctx: HotelCtx,
  callId: string,
  cause: ResumeCause,
): Promise<Response> {
  const { deps, tenantId } = ctx;
  const opening = await openHere(app, ctx, callId, false);
  const text = phoneTexts(opening.language).back[cause];
  const next = await deps.db.transaction(tenantId, async (tx) => {
    const last = await tx.gatherTurn.aggregate({ where: { callId }, _max: { turn: true } });
    const turn = (last._max.turn ?? 0) + 1;
    const turnId = `back${turn}`;
    const known = await tx.callTurn.count({ where: { callId, turnId } });
    const atMs = Math.max(0, deps.clock.now().getTime() - new Date(opening.startedAt).getTime());
    if (known === 0)
      await recordOwnEvents(tx, ctx, callId, [
        { type: "line_said", turnId, clause: 0, text, kind: "answer", facts: [], atMs },
        { type: "line_heard", turnId, heard: text, unheard: "", cut: false, atMs },
        { type: "state", state: "listening", atMs },
      ]);
    return turn;
  });
  return xmlOf(await speakAndListen([text], opening, ours(app, `${PATH}?turn=${next}`)));
}
