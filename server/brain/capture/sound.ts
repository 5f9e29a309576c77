/** Spellings that sound the same or nearly so in English and German surnames, longest first. */
const SAME: ReadonlyArray<readonly [RegExp, string]> = [
  [/[’'\- ]/g, ""],
  [/ß/g, "s"],
  [/ä|æ/g, "e"],
  [/ö|ø/g, "o"],
  [/ü/g, "u"],
  [/tsch|tch/g, "C"],
  [/sch|sh/g, "S"],
  [/ch(?=r)|ck|c(?=[aoukltr])|q(?=u)/g, "k"],
  [/ph|v(?=o|a|$)/g, "f"],
  [/th|dt/g, "t"],
  [/(?<=[aeiou])gh(?=t)/g, ""],
  [/^kn/g, "n"],
  [/^wr/g, "r"],
  [/tz|zz|ts|z/g, "s"],
  [/c(?=[eiy])/g, "s"],
  [/c/g, "k"],
  [/x/g, "ks"],
  [/ei|ey|ai|ay|eigh/g, "A"],
  [/ie|ee|ea|y|ii/g, "i"],
  [/oo|ou|ow|u/g, "u"],
  [/au|aw/g, "o"],
  [/(?<=[aeiouA])h/g, ""],
  [/w/g, "v"],
  [/d(?=$)/g, "t"],
  [/(.)\1+/g, "$1"],
];

/** A word by its sound: "Meyer", "Maier" and "Mayer" have one key. Empty for what holds no letter. */
function soundKey(word: string): string {
  let key = word.toLowerCase().normalize("NFC");
  for (const [from, to] of SAME) key = key.replace(from, to);
  return key.normalize("NFD").replace(/\p{M}/gu, "");
}

/** Insertions, deletions and replacements between two keys; vowels count half. Stops being exact above `most`. */
export function soundDistance(a: string, b: string, most = 4): number {
  const x = soundKey(a);
  const y = soundKey(b);
  if (Math.abs(x.length - y.length) > most) return most;
  const cost = (sign: string): number => (/[aeiouA]/.test(sign) ? 0.5 : 1);
  let row = [0];
  for (const [j, sign] of [...y].entries()) row.push((row[j] as number) + cost(sign));
  for (const p of x) {
    const next = [(row[0] as number) + cost(p)];
    for (const [j, q] of [...y].entries()) {
      const change = p === q ? 0 : Math.max(cost(p), cost(q));
      next.push(
        Math.min(
          (row[j] as number) + change,
          (row[j + 1] as number) + cost(p),
          (next[j] as number) + cost(q),
        ),
      );
    }
    row = next;
  }
  return Math.min(most, row[y.length] as number);
}
