import type { Expectation } from "@/server/brain/port";
import { grammarWords } from "../pronounce";
import {
  CONTROL_RULES,
  DATE_RULES,
  NUMBER_RULES,
  PARTY_RULES,
  STAY_RULES,
  TIME_RULES,
  YES_NO_RULES,
} from "./common";
import { BOOKING_RULES, QUESTION_RULES, REQUEST_RULES, STAY_VERB_RULES } from "./open";

export interface Grammar {
  /** JSGF rules; the sentence is `<turn>`. */
  rules: string;
  /** Words from outside (names, room types) that may lack a pronunciation. */
  words: readonly string[];
}

const MAX_OPTIONS = 12;
const MAX_CANDIDATES = 40;

const COMMON = [
  NUMBER_RULES,
  DATE_RULES,
  STAY_RULES,
  PARTY_RULES,
  TIME_RULES,
  CONTROL_RULES,
  YES_NO_RULES,
].join("");
const OPEN = [BOOKING_RULES, STAY_VERB_RULES, QUESTION_RULES, REQUEST_RULES].join("");

const unique = (phrases: readonly string[]): string[] => [
  ...new Set(phrases.filter((phrase) => phrase !== "")),
];

/** Every way a guest shortens an option: "sea view suite", "sea view", "the suite", when no other option says the same. */
export function shortForms(options: readonly string[]): string[] {
  const spoken = unique(
    options.slice(0, MAX_OPTIONS).map((option) => grammarWords(option).slice(0, 6).join(" ")),
  );
  const parts = spoken.map((phrase) => {
    const words = phrase.split(" ");
    const runs = new Set<string>();
    for (let from = 0; from < words.length; from++) {
      for (let to = from + 1; to <= words.length; to++) runs.add(words.slice(from, to).join(" "));
    }
    return runs;
  });
  const small =
    /^(a|an|the|with|and|or|of|room|in|for|to|at|on|by)( (a|an|the|with|and|or|of|room|in|for|to|at|on|by))*$/;
  const shorter = parts.flatMap((runs, mine) =>
    [...runs].filter((run) => !small.test(run) && !parts.some((other, i) => i !== mine && other.has(run))),
  );
  return unique([...spoken, ...shorter]);
}

const choiceRule = (options: readonly string[]): string => {
  const forms = shortForms(options);
  const named = forms.length > 0 ? `<option> = ${forms.join(" | ")};\n` : "<option> = the first;\n";
  return `${named}
<pick> = [the | a] <option> [room | one | option] | [the] (first | second | third | fourth | last | other | former | latter) [one | option | room] | (option | number) (one | two | three | four) |
  [the] (cheaper | cheapest | bigger | biggest | larger | smaller | better | best | quieter) [one | room] | this one | that one | both | neither [of them] | none [of (them | those)] | any | either [one] | i don't mind | it doesn't matter;
<top> = [<hello>] [i would like | i'd like | i want | i'll take | i will take | i'll have | we'd like | we will take | we'll take | let's take | let's go with | can i have | could i have | give me | i prefer | i'd prefer | book | make it | it's] <pick> [please | then | sounds good | thank you] |
  (how much is | what about | what is | what's | tell me about | is there a) [the] <option> [room] | what's the difference | what else do you have | is there anything (cheaper | bigger | else) | <yes> | <no>;
`;
};

/** Digits one by one with doubles; exact where the length is known, so that no digit is dropped or invented. */
const digitsRule = (min: number, max: number): string => {
  const tail = "[<polite>]";
  if (min === max && max <= 6) {
    const exact = (left: number): string => {
      if (left === 0) return "";
      const two = left >= 2 ? ` | double <digit> ${exact(left - 2)}` : "";
      return `(<digit> ${exact(left - 1)}${two})`;
    };
    return `<run> = ${exact(max)};\n<top> = [um | okay] [(it's | it is | the code is | the number is | my room is | room)] <run> ${tail};\n`;
  }
  return `<run> = [plus] (<digit> | double <digit> | triple <digit>)+;
<top> = [um | okay] [(it's | it is | my number is | the number is | my phone number is | the code is | my room is | room)] <run> ${tail}${max <= 4 ? " | [room] <roomnum>" : ""};
`;
};

interface NameForms {
  known: string[];
  spelled: string[];
}

function nameForms(candidates: readonly string[]): NameForms {
  const names = candidates.slice(0, MAX_CANDIDATES).map((name) => grammarWords(name).slice(0, 5));
  const known = unique(names.flatMap((words) => [words.join(" "), words.at(-1) ?? "", words[0] ?? ""]));
  const spelled = unique(
    names.map((words) =>
      (words.at(-1) ?? "")
        .replace(/[^a-z]/g, "")
        .slice(0, 12)
        .split("")
        .join(" "),
    ),
  );
  return { known, spelled };
}

const nameRule = (candidates: readonly string[]): string => {
  const { known, spelled } = nameForms(candidates);
  if (known.length === 0) return "<top> = [<hello>] (<yes> | <no>);\n";
  return `<known> = ${known.join(" | ")};
<spelled> = ${spelled.join(" | ")};
<top> = [<hello>] [(my name is | the name is | my last name is | the last name is | it's | it is | this is | i'm | i am | under [the name] | mister | missus | miss)] <known> [<spelled>] [<polite>] | <spelled> | <yes> | <no> | (yes | no) it's <known>;
`;
};

const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"].join(" | ");

/** A candidate's letters and nothing around them: room for other words would let a name nobody knows pass for one. */
const spelledRule = (candidates: readonly string[]): string => {
  const { known, spelled } = nameForms(candidates);
  const forms = [...known, ...spelled].filter(Boolean);
  return `<top> = ${forms.length > 0 ? `${forms.map((form) => `(${form})`).join(" | ")} | ` : ""}<yes> | <no>;\n`;
};

/** Letters of a name that is no candidate's. */
export const lettersGrammar = (): Grammar => ({
  rules: `<turn> = <top> | <control>;
<letter> = ${LETTERS};
<top> = [it's | it is | that's] (<letter> | double <letter>) (<letter> | double <letter>)+ [please];
${COMMON}`,
  words: [],
});

const whom = (vocabulary: readonly string[]): string => {
  const names = shortForms(vocabulary);
  const special = names.length > 0 ? names.join(" | ") : "studio";
  return `<whom> = mister smith;\n<special> = ${special};\n`;
};

const TOPS = {
  yes_no: "<top> = [<hello>] (<yes> | <no> | <fix>) [<polite>];\n",
  date: "<top> = [<hello>] [it's | it would be | we arrive | i arrive | arriving | we are arriving | i'm arriving | checking in | checking out | leaving | starting | i'll be arriving | we would arrive | for | on | from | until | i'd say | maybe | let's say | make it | i said | i meant] (<date> | <range>) [for <nights>] [<polite>] | [for] <nights> [from <date>] | <fix> | <yes> | <no>;\n",
  nights:
    "<top> = [<hello>] [for | it's | we're staying | we will stay | we'll stay | i'm staying | i'll stay | make it | i'd say | about] (<nights> [please] | (one | two | three | four | five | six | seven | eight | nine | ten | fourteen)) [<polite>] | (until | till | to | leaving [on] | checking out [on]) <date> | <fix> | <yes> | <no>;\n",
  party:
    "<top> = [<hello>] [for | we are | we're | there are | there will be | there'll be | it's | it will be | it'll be | it is | that's] (<party> | <few> | one) [<polite>] | <fix> | <yes> | <no>;\n",
  time: "<top> = [<hello>] [at | around | about | by | before | after | between | from | it's | i'll arrive at | we'll arrive at | i'll be there at | we arrive at | make it] <time> [(to | and | or) <time>] [<polite>] | <yes> | <no>;\n",
} as const;

const openRule = (vocabulary: readonly string[]): string => `${whom(vocabulary)}${OPEN}
<top> = [<hello>] [<hello>] (<book> | <modify> | <what> | <have> | <where> | <rules> | <send> | <broken> | <service> | <message> | <yes> | <no> | <fix>) [<polite>];
`;

function topFor(expectation: Expectation, vocabulary: readonly string[]): string {
  switch (expectation.kind) {
    case "open":
    case "text":
      return openRule(vocabulary);
    case "choice":
      return choiceRule(expectation.options);
    case "digits": {
      const rooms = REQUEST_RULES.match(/^<roomnum> = .*$/m)?.[0] ?? "";
      return `${rooms}\n${digitsRule(expectation.min, expectation.max)}`;
    }
    case "name":
      return expectation.spelled ? spelledRule(expectation.candidates) : nameRule(expectation.candidates);
    default:
      return TOPS[expectation.kind];
  }
}

const outsideWords = (expectation: Expectation, vocabulary: readonly string[]): string[] => {
  const texts =
    expectation.kind === "choice"
      ? expectation.options
      : expectation.kind === "name"
        ? expectation.candidates
        : vocabulary;
  return unique(texts.slice(0, MAX_CANDIDATES).flatMap(grammarWords));
};

/** The grammar of what may be heard now. Control phrases (a person, again, goodbye) are always part of it. */
export function grammarFor(expectation: Expectation, vocabulary: readonly string[]): Grammar {
  const words = outsideWords(expectation, vocabulary);
  const top = topFor(expectation, vocabulary);
  return { rules: `<turn> = <top> | <control>;\n${top}${COMMON}`, words };
}
