import {
  askedCode,
  askedEmail,
  askedName,
  askedPhone,
  type EmailReading,
  hearCode,
  hearDigit,
  hearEmail,
  hearEmailLetter,
  hearLetter,
  hearName,
  hearPhone,
  hearSign,
  judgeCode,
  judgeEmail,
  judgeName,
  judgePhone,
  newCodeState,
  newEmail,
  newName,
  newPhone,
  parsePhone,
  readingsOf,
  readLetter,
  readSpelling,
  type Utterance,
} from "@/server/brain/capture";
import { readDigits } from "@/server/brain/local/nlu/digits";
import { readEmail } from "@/server/brain/local/nlu/email";
import { seeded } from "@/server/brain/testing/world";
import { type Caller, type Line, lines, makeCallers, type Noise, noiseOf } from "./capture/callers";

/**
 * Names, addresses, numbers and codes said over a noisy line, captured whole: the share that is exactly right and the guest turns
 * it took, against the recogniser's first guess and against its first guess of a spelling. Everything is drawn from a
 * seed; callers and noise are in `capture/callers.ts` and know nothing of the tables that capture weighs with.
 */
const CALLERS = 400;
const MAX_TURNS = 6;

interface Result {
  exact: boolean;
  turns: number;
}
type Run = (caller: Caller, noise: Noise) => Result;

const same = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

/** The guest answers a question about one sign with the sign that stands there in the truth. */
function answer(noise: Noise, truth: string, at: number, options: readonly string[]): string | undefined {
  const heard = noise.letter(truth[at] ?? options[0] ?? "");
  return readLetter(heard.text, options)?.char ?? (/^\d$/.test(heard.text) ? heard.text : undefined);
}

const nameOf = (caller: Caller, noise: Noise): Result => {
  let state = newName();
  let said = noise.word(caller.last);
  let isSpelled = false;
  for (let turns = 1; ; turns++) {
    const readings = readingsOf(said).map(([text, weight]) =>
      isSpelled ? { signs: readSpelling(text, 1)?.signs ?? [], weight } : { surname: text, weight },
    );
    state = hearName(state, readings, said.confidence);
    let verdict = judgeName(state, {
      ...(caller.hint ? { hint: caller.hint } : {}),
      records: caller.records,
    });
    while (verdict.next.kind === "sign" && turns < MAX_TURNS) {
      turns += 1;
      const { at, options } = verdict.next;
      state = askedName(state, "letter");
      const char = answer(noise, caller.last, at, options);
      if (char) state = hearLetter(state, verdict.value ?? "", at, char);
      verdict = judgeName(state, { ...(caller.hint ? { hint: caller.hint } : {}), records: caller.records });
    }
    if (verdict.next.kind === "done" || turns >= MAX_TURNS)
      return { exact: same(verdict.value, caller.last), turns };
    state = askedName(state, "spell");
    said = noise.spelled(caller.last, caller.alphabet);
    isSpelled = true;
  }
};

const phoneOf = (caller: Caller, noise: Noise): Result => {
  const knowledge = { country: "DE", ...(caller.callerId ? { caller: caller.callerId } : {}) };
  const said: Utterance = caller.keys
    ? { text: caller.phone, confidence: 1, source: "keypad" }
    : noise.digits(caller.phone);
  const readings = readingsOf(said).map(([text, weight]) => ({ digits: readDigits(text), weight }));
  let state = hearPhone(newPhone(), readings, {
    confidence: said.confidence,
    sure: said.source !== "speech",
  });
  let verdict = judgePhone(state, knowledge);
  let turns = 1;
  while (verdict.next.kind !== "done" && turns < MAX_TURNS) {
    turns += 1;
    state = askedPhone(state);
    if (verdict.next.kind === "sign") {
      const { at, options } = verdict.next;
      const char = answer(noise, caller.phone, at, options);
      if (char) state = hearDigit(state, at, char);
    } else {
      const again = noise.digits(caller.phone);
      const more = readingsOf(again).map(([text, weight]) => ({ digits: readDigits(text), weight }));
      state = hearPhone(state, more, { confidence: again.confidence, sure: false, correction: true });
    }
    verdict = judgePhone(state, knowledge);
  }
  return { exact: verdict.value === parsePhone(caller.phone, "DE").number, turns };
};

const codeOf = (caller: Caller, noise: Noise): Result => {
  const said = noise.spelled(caller.code, caller.alphabet);
  const readings = readingsOf(said).map(([text, weight]) => ({
    signs: readSpelling(text, 1, true)?.signs ?? [],
    weight,
  }));
  let state = hearCode(newCodeState(), readings, said.confidence);
  let verdict = judgeCode(state);
  let turns = 1;
  while (verdict.next.kind === "sign" && turns < MAX_TURNS) {
    turns += 1;
    const { at, options } = verdict.next;
    state = askedCode(state);
    const char = answer(noise, caller.code, at, options);
    if (char) state = hearSign(state, at, char);
    verdict = judgeCode(state);
  }
  return { exact: same(verdict.value, caller.code), turns };
};

const addressReading = (text: string, weight: number): EmailReading[] => {
  const address = readEmail(text);
  if (!address) return [];
  const [local = "", domain = ""] = address.split("@");
  return [{ local, domain, weight }];
};

const emailOf = (caller: Caller, noise: Noise): Result => {
  const knowledge = { names: [caller.first, caller.last] };
  const said = noise.address(caller.email);
  let state = hearEmail(
    newEmail(),
    readingsOf(said).flatMap(([t, w]) => addressReading(t, w)),
    said.confidence,
  );
  let verdict = judgeEmail(state, knowledge);
  const local = caller.email.split("@")[0] as string;
  let turns = 1;
  while (verdict.next.kind !== "done" && turns < MAX_TURNS) {
    turns += 1;
    if (verdict.next.kind === "sign") {
      const { at, options } = verdict.next;
      state = askedEmail(state, "letter");
      const char = answer(noise, local, at, options);
      if (char) state = hearEmailLetter(state, at, char);
    } else if (verdict.next.kind === "spell") {
      state = askedEmail(state, "spell");
      const spelled = noise.spelled(local, caller.alphabet);
      const readings = readingsOf(spelled).map(([text, weight]) => {
        const signs = readSpelling(text, 1, true)?.signs ?? [];
        return { local: signs.map((s) => s.char).join(""), signs, domain: "", weight };
      });
      state = hearEmail(state, readings, spelled.confidence);
    } else {
      const again = noise.address(caller.email);
      state = hearEmail(
        state,
        readingsOf(again).flatMap(([t, w]) => addressReading(t, w)),
        again.confidence,
      );
    }
    verdict = judgeEmail(state, knowledge);
  }
  return { exact: same(verdict.value, caller.email), turns };
};

/** What a line does that believes the recogniser. */
const first: Record<string, Run> = {
  "name, first guess": (c, n) => ({ exact: same(n.word(c.last).text, c.last), turns: 1 }),
  "name, spelled, first guess": (c, n) => {
    n.word(c.last);
    return { exact: same(readSpelling(n.spelled(c.last, c.alphabet).text, 1)?.letters, c.last), turns: 2 };
  },
  "phone, first guess": (c, n) => ({
    exact:
      parsePhone(c.keys ? c.phone : readDigits(n.digits(c.phone).text), "DE").number ===
      parsePhone(c.phone, "DE").number,
    turns: 1,
  }),
  "code, first guess": (c, n) => ({
    exact: same(readSpelling(n.spelled(c.code, c.alphabet).text, 1, true)?.letters, c.code),
    turns: 1,
  }),
  "e-mail, first guess": (c, n) => ({ exact: same(readEmail(n.address(c.email).text), c.email), turns: 1 }),
};
const runs: Record<string, Run> = {
  "name, first guess": first["name, first guess"] as Run,
  "name, spelled, first guess": first["name, spelled, first guess"] as Run,
  "name, captured": nameOf,
  "phone, first guess": first["phone, first guess"] as Run,
  "phone, captured": phoneOf,
  "code, first guess": first["code, first guess"] as Run,
  "code, captured": codeOf,
  "e-mail, first guess": first["e-mail, first guess"] as Run,
  "e-mail, captured": emailOf,
};

const callers = makeCallers(CALLERS, seeded(41));
const header = ["", ...lines.map((line) => `${line} line`)];
const rows = Object.entries(runs).map(([label, run]) => [
  label,
  ...lines.map((line: Line) => {
    // Every policy meets the same callers on the same line; the noise of a caller starts from a seed of its own.
    const results = callers.map((caller, n) => run(caller, noiseOf(line, seeded(1000 + n))));
    const exact = results.filter((r) => r.exact).length / results.length;
    const turns = results.reduce((sum, r) => sum + r.turns, 0) / results.length;
    return `${(100 * exact).toFixed(1)} %  ${turns.toFixed(2)} turns`;
  }),
]);
const widths = header.map((_, column) =>
  Math.max(...[header, ...rows].map((row) => (row[column] as string).length)),
);
console.log(`Exactly right and turns needed, ${CALLERS} callers, seeded noise:`);
for (const row of [header, ...rows])
  console.log(row.map((cell, i) => cell.padEnd(widths[i] as number)).join("   "));
