import type { EmergencyGoal } from "../dialogue/state";
import type { Turn } from "../dialogue/turn";
import { readPlace } from "../nlu/emergency";
import { unraised } from "../say/emergency";

export const newEmergency = (what: EmergencyGoal["what"]): EmergencyGoal => ({
  kind: "emergency",
  what,
  happening: "",
  raised: false,
});

/** The place first, the alarm in the same turn, then the approved script. Without a place it is raised all the same. */
export async function advanceEmergency(t: Turn, goal: EmergencyGoal): Promise<void> {
  const { u, state } = t;
  const asked = state.pending?.field === "place";
  goal.happening ||= u.raw.slice(0, 300);
  if (goal.raised) return followUp(t, goal);
  const said = readPlace(u.text, asked);
  // A place that is only the guest's words goes out as they were said, not half in English.
  const isWords = readPlace(u.text, false) === undefined && !/^room \d/.test(said ?? "");
  const own = u.foreign && said && isWords ? u.raw.slice(0, 200) : said;
  const place = own ?? (state.room ? `room ${state.room}` : undefined);
  if (!place && !asked) {
    t.ask("place", t.phrase("emergencyPlace"), { kind: "text" });
    return;
  }
  goal.place = place ?? "not said";
  await raise(t, goal);
}

async function raise(t: Turn, goal: EmergencyGoal): Promise<void> {
  const result = await t.call("raise_emergency", {
    kind: goal.what,
    place: goal.place as string,
    happening: goal.happening,
  });
  goal.raised = result.ok;
  const facts = result.facts.map((f) => f.id);
  if (!result.ok) {
    for (const line of unraised(t.opening, t.state.language, goal.what, t.state.counter)) t.say(line, facts);
    t.state.pending = {
      field: "emergency",
      expect: { kind: "open" },
      asked: 1,
      again: "",
      facts: [],
      kind: "answer",
    };
    return;
  }
  // What was done, and the number to dial: the line calls nobody outside.
  t.say(result.say, facts);
  for (const line of result.data.script) t.say(line, facts);
  t.state.pending = {
    field: "emergency",
    expect: { kind: "open" },
    asked: 1,
    again: "",
    facts: [],
    kind: "answer",
  };
}

/** After the alarm: a new place is passed on, an all-clear ends it, anything else is heard. */
async function followUp(t: Turn, goal: EmergencyGoal): Promise<void> {
  const { u } = t;
  const place = readPlace(u.text, false);
  if (place && place !== goal.place) {
    goal.place = place;
    return raise(t, goal);
  }
  if (
    u.intents.includes("goodbye") ||
    u.intents.includes("thanks") ||
    /\b(?:false alarm|all (?:good|clear|right) now|they are here|is here now|it is over|ok now|fine now)\b/.test(
      u.text,
    )
  ) {
    t.finish(goal);
    return;
  }
  t.say(t.phrase("emergencyStay"));
}
