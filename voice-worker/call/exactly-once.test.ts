import { describe, expect, test } from "vitest";
import { embeddedVendors } from "@/server/line/contract";
import type { ToolResult } from "@/server/tools";
import { type Guest, playDying } from "../testing/dying-call";
import { type Wish, wordyBrain } from "../testing/wordy-model";

const done: ToolResult = { ok: true, data: {}, facts: [], say: "Noted.", next: [] };
const request = (means: RegExp, kind: string, ...summaries: string[]): Wish => ({
  name: "create_request",
  means,
  args: summaries.map((summary) => ({ kind, summary, room: "204" })),
});
const vendors = {
  ...embeddedVendors,
  llm: [{ vendor: "openai" as const, apiKey: "k", model: "wordy" }],
};
const guest: Guest = {
  content: /anything else/,
  reply: (line) =>
    line.includes("help") ? "I need some things." : line.includes("Shall I") ? "Yes please." : undefined,
};

describe("a worker dies at any moment of a turn that a model answers", () => {
  test.each<[string, Wish[]]>([
    [
      "two of one tool, one kind and one room, told apart by their words alone",
      [
        request(
          /lamp/i,
          "maintenance",
          "The lamp in room 204 is broken",
          "Broken lamp",
          "Lamp does not work",
        ),
        request(/shower/i, "maintenance", "The shower in room 204 drips", "Dripping shower", "Shower: leak"),
      ],
    ],
    [
      "an order whose second try has no word of the first",
      [request(/towel|linen/i, "housekeeping_item", "Two bath towels", "More linen, please")],
    ],
    [
      "of two tools",
      [
        request(/taxi|cab/i, "other", "A taxi at seven", "Cab for 7 o'clock"),
        {
          name: "set_wakeup",
          means: /204/,
          args: [
            { room: "204", name: "Okafor", date: "2026-12-01", time: "06:00" },
            { room: "204", name: "Ana Okafor", date: "2026-12-01", time: "06:01" },
          ],
        },
      ],
    ],
  ])(
    "%s: each is done once",
    async (_name, wishes) => {
      const deaths = new Set<string>();
      for (let moment = 1, moments = 1; moment <= moments; moment++) {
        const effects: string[] = [];
        const tools = (_call: unknown, { name, args }: { name: string; args: unknown }) => {
          effects.push(`${name} ${JSON.stringify(args)}`);
          return done;
        };
        const opening = { greeting: "How can I help?", vendors };
        const run = await playDying(wordyBrain(wishes), { tools, opening }, guest, moment);
        if (!run.death) break;
        moments = moment + 1;
        deaths.add(`${run.death.method} ${run.death.step}`);
        const when = `${moment}: ${run.death.method} ${run.death.step}, ${run.lines.join(" | ")}, ${effects.join("; ")}`;
        const times = wishes.map(
          ({ name, means }) => effects.filter((e) => e.startsWith(name) && means.test(e)).length,
        );
        expect({ when, done: run.done, times }).toEqual({ when, done: true, times: wishes.map(() => 1) });
      }
      for (const step of ["before", "after"])
        for (const at of ["tool", "snapshot"]) expect(deaths).toContain(`${at} ${step}`);
    },
    60_000,
  );
});
