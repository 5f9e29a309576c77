/** The part of JSGF 1.0 (W3C note, June 2000) our grammars use: words, rules, groups, options, `|`, `*`, `+`. */

export type Node =
  | { type: "word"; word: string }
  | { type: "rule"; name: string }
  | { type: "sequence"; items: Node[] }
  | { type: "choice"; items: Node[] }
  | { type: "repeat"; item: Node; min: 0 | 1; max: 1 | "many" };

export class GrammarError extends Error {
  override readonly name = "GrammarError";
}

const TOKEN = /<[a-z][a-z0-9]*>|[a-z']+|[()[\]|*+=;]|\S/g;

/** Parses `<name> = expansion;` statements. Throws GrammarError at what it does not understand. */
export function parseGrammar(source: string): Map<string, Node> {
  const tokens = source.match(TOKEN) ?? [];
  let at = 0;
  const expect = (token: string): void => {
    if (tokens[at] !== token)
      throw new GrammarError(`Expected ${token}, found ${tokens.slice(at, at + 6).join(" ")}`);
    at++;
  };

  const atom = (): Node | undefined => {
    const token = tokens[at];
    if (token === undefined) return undefined;
    if (token === "(" || token === "[") {
      at++;
      const inner = choice();
      expect(token === "(" ? ")" : "]");
      return token === "(" ? inner : { type: "repeat", item: inner, min: 0, max: 1 };
    }
    if (/^<.+>$/.test(token)) {
      at++;
      return { type: "rule", name: token.slice(1, -1) };
    }
    if (/^[a-z']+$/.test(token)) {
      at++;
      return { type: "word", word: token };
    }
    return undefined;
  };

  const sequence = (): Node => {
    const items: Node[] = [];
    for (let item = atom(); item; item = atom()) {
      const sign = tokens[at];
      if (sign === "*" || sign === "+") {
        at++;
        item = { type: "repeat", item, min: sign === "*" ? 0 : 1, max: "many" };
      }
      items.push(item);
    }
    if (items.length === 0)
      throw new GrammarError(`An empty alternative before ${tokens.slice(at, at + 6).join(" ")}`);
    return items.length === 1 ? (items[0] as Node) : { type: "sequence", items };
  };

  const choice = (): Node => {
    const items = [sequence()];
    while (tokens[at] === "|") {
      at++;
      items.push(sequence());
    }
    return items.length === 1 ? (items[0] as Node) : { type: "choice", items };
  };

  const rules = new Map<string, Node>();
  while (at < tokens.length) {
    const name = tokens[at++] as string;
    if (!/^<.+>$/.test(name)) throw new GrammarError(`A rule must start with <name>, not ${name}`);
    expect("=");
    if (rules.has(name.slice(1, -1))) throw new GrammarError(`Rule ${name} is defined twice`);
    rules.set(name.slice(1, -1), choice());
    expect(";");
  }
  return rules;
}
