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
    for (const [word, to] of targets) arcs[i]?.set(word, stateOf(sketch.closure(to)));
  }
  return { arcs, accepting };
}

/** Moore's partition refinement; block 0 keeps the start. */
function minimise({ arcs, accepting }: Automaton): Automaton {
  let block: number[] = accepting.map((accepts) => (accepts === accepting[0] ? 0 : 1));
  for (let count = 0; ; ) {
    const signatures = new Map<string, number>();
    const next = arcs.map((out, state) => {
      const moves = [...out].map(([word, to]) => `${word}:${block[to]}`).sort();
      const key = `${block[state]} ${moves.join(" ")}`;
      const found = signatures.get(key) ?? signatures.size;
      signatures.set(key, found);
      return found;
    });
    block = next;
    if (signatures.size === count) break;
    count = signatures.size;
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
