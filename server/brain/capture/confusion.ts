/**
 * How often a sign said alone over a telephone is taken for another: the share at an ordinary confidence. Groups are those of
 * letter names that share their vowel (B D P T …, M N, F S X, A J K, I Y) and of digits that share theirs (5 9). Rounded
 * judgements, not counts of a corpus; `npm run bench:capture` draws its noise from rates of its own.
 */
const PAIRS = `
mn.18 fs.16 bd.08 bp.08 bv.1 bt.04 be.03 dt.1 dp.04 de.03 dg.04 pt.09 pe.03 pv.03 tc.04 te.03 cz.1 ce.02 cs.03
gj.07 gt.03 gd.03 vz.05 ve.03 fx.03 sx.06 aj.03 ak.04 jk.07 ah.03 a8.08 h8.05 iy.07 ei.05 ae.03 qu.05 uw.03 ou.03
ln.03 lr.03 lo.02 ir.02 59.12 19.04 23.03 67.02 45.02 0o.3 1i.05 6x.03 3e.04 3c.03 3d.03 3t.03 2u.03 4r.02 0q.03
`;

const table = new Map<string, ReadonlyMap<string, number>>();
for (const [, a, b, share] of PAIRS.matchAll(/(\S)(\S)(\.\d+)/g)) {
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as [string, string][])
    table.set(from, new Map([...(table.get(from) ?? []), [to, Number(share)]]));
}

const NONE: ReadonlyMap<string, number> = new Map();

/** Signs that `sign` is taken for, with their shares; empty for signs nobody mistakes. */
export const confusable = (sign: string): ReadonlyMap<string, number> => table.get(sign) ?? NONE;

/** Cost of putting `b` where `a` was heard: 0 the same, 1 unlike, between for what sounds alike. */
export function signCost(a: string, b: string): number {
  if (a === b) return 0;
  const share = confusable(a).get(b) ?? 0;
  return share > 0 ? Math.max(0.3, 0.8 - 3 * share) : 1;
}
