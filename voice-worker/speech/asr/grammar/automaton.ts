import { GrammarError, type Node, parseGrammar } from "./parse";

/**
 * Grammar rules as minimal deterministic automata. The recogniser's own JSGF compiler copies every rule at every
 * use and closes over empty transitions in cubic time (10 s for our open grammar); these are small and have none.
 */
export interface Automaton {
  /** Arcs of each state; state 0 is the start. */
  arcs: readonly ReadonlyMap<string, number>[];
  accepting: readonly boolean[];
}

/** Nondeterministic while under construction: words to several states, and empty moves. */
class Sketch {
  readonly arcs: [word: string, to: number][][] = [];
  readonly empty: number[][] = [];

  state(): number {
    this.arcs.push([]);
    this.empty.push([]);
    return this.arcs.length - 1;
  }

  arc(from: number, word: string, to: number): void {
    this.arcs[from]?.push([word, to]);
  }

  skip(from: number, to: number): void {
    this.empty[from]?.push(to);
  }

  closure(states: Iterable<number>): number[] {
    const seen = new Set(states);
    for (const state of seen) for (const next of this.empty[state] ?? []) seen.add(next);
    return [...seen].sort((a, b) => a - b);
  }
}

/** Subset construction. */
function determinise(sketch: Sketch, start: number, end: number): Automaton {
  const arcs: Map<string, number>[] = [];
  const accepting: boolean[] = [];
  const known = new Map<string, number>();
  const reached = new Map<string, number>();
  const sets: number[][] = [];
  const stateOf = (set: number[]): number => {
    const key = set.join(" ");
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, sets.length);
    accepting.push(set.includes(end));
    arcs.push(new Map());
    return sets.push(set) - 1;
  };
  stateOf(sketch.closure([start]));
  for (let i = 0; i < sets.length; i++) {
    const targets = new Map<string, number[]>();
    for (const state of sets[i] as number[]) {
      for (const [word, to] of sketch.arcs[state] ?? []) {
        const list = targets.get(word);
        if (list) list.push(to);
        else targets.set(word, [to]);
      }
    }
    for (const [word, to] of targets) {
      // Words by the hundred lead to the same few places.
      const place = to.join();
      const next = reached.get(place) ?? stateOf(sketch.closure(to));
      reached.set(place, next);
      arcs[i]?.set(word, next);
    }
  }
  return { arcs, accepting };
}

/** Numbers for keys, in the order in which they are first asked for. */
function numbering<Key>(first = 0) {
  const known = new Map<Key, number>();
  return {
    of(key: Key): number {
      const number = known.get(key) ?? first + known.size;
      known.set(key, number);
      return number;
    },
    size: () => known.size,
  };
}

/** More than there are states, or pairs of them with what they lead to: two numbers below it make one key. */
const BASE = 2 ** 26;

/** Moore's partition refinement; block 0 keeps the start. */
function minimise({ arcs, accepting }: Automaton): Automaton {
  const words = numbering<string>();
  const moves = arcs.map((out) => [...out].map(([word, to]) => ({ word: words.of(word), to })));
  for (const out of moves) out.sort((a, b) => a.word - b.word);
  // States of one block say the same words from the first: after that only where the words lead is compared.
  const said = numbering<string>();
  let block = moves.map((out, state) => said.of(`${accepting[state]} ${out.map(({ word }) => word).join()}`));
  for (let count = said.size(); ; ) {
    const pairs = numbering<number>(count);
    const refined = numbering<number>();
    const before = block;
    block = moves.map((out, state) => {
      let way = before[state] as number;
      for (const { to } of out) way = pairs.of(way * BASE + (before[to] as number));
      return refined.of(way);
    });
    if (refined.size() === count) break;
    count = refined.size();
  }
  const size = Math.max(...block) + 1;
  const merged = Array.from({ length: size }, () => new Map<string, number>());
  const accepts = new Array<boolean>(size).fill(false);
  arcs.forEach((out, state) => {
    const mine = block[state] as number;
    accepts[mine] ||= accepting[state] as boolean;
    for (const [word, to] of out) merged[mine]?.set(word, block[to] as number);
  });
  return { arcs: merged, accepting: accepts };
}

/** Compiles a rule (and what it refers to, each once). Throws GrammarError for unknown, recursive or empty rules. */
export function compileGrammar(source: string, top: string): Automaton {
  const rules = parseGrammar(source);
  const done = new Map<string, Automaton>();
  const open = new Set<string>();

  const draw = (sketch: Sketch, node: Node, from: number): number => {
    switch (node.type) {
      case "word": {
        const to = sketch.state();
        sketch.arc(from, node.word, to);
        return to;
      }
      case "sequence":
        return node.items.reduce((at, item) => draw(sketch, item, at), from);
      case "choice": {
        const to = sketch.state();
        for (const item of node.items) sketch.skip(draw(sketch, item, from), to);
        return to;
      }
      case "repeat": {
        const entry = sketch.state();
        sketch.skip(from, entry);
        const end = draw(sketch, node.item, entry);
        const exit = sketch.state();
        sketch.skip(end, exit);
        if (node.min === 0) sketch.skip(entry, exit);
        if (node.max === "many") sketch.skip(end, entry);
        return exit;
      }
      case "rule": {
        const part = compile(node.name);
        const states = part.arcs.map(() => sketch.state());
        const to = sketch.state();
        sketch.skip(from, states[0] as number);
        part.arcs.forEach((out, i) => {
          for (const [word, target] of out) sketch.arc(states[i] as number, word, states[target] as number);
          if (part.accepting[i]) sketch.skip(states[i] as number, to);
        });
        return to;
      }
    }
  };

  const compile = (name: string): Automaton => {
    const known = done.get(name);
    if (known) return known;
    const node = rules.get(name);
    if (!node) throw new GrammarError(`Rule <${name}> is not defined`);
    if (open.has(name)) throw new GrammarError(`Rule <${name}> refers to itself`);
    open.add(name);
    const sketch = new Sketch();
    const start = sketch.state();
    const automaton = minimise(determinise(sketch, start, draw(sketch, node, start)));
    open.delete(name);
    done.set(name, automaton);
    return automaton;
  };
  return compile(top);
}

/** Whether the words are a whole sentence of the grammar. */
export function accepts(automaton: Automaton, words: readonly string[]): boolean {
  let state: number | undefined = 0;
  for (const word of words) state = state === undefined ? undefined : automaton.arcs[state]?.get(word);
  return state !== undefined && automaton.accepting[state] === true;
}

/** All words the grammar can say. */
export const vocabularyOf = ({ arcs }: Automaton): Set<string> =>
  new Set(arcs.flatMap((out) => [...out.keys()]));
