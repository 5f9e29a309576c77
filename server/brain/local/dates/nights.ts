/** Nights as said: a count, `vague` for "a few", nothing when the words price a night instead of asking for one. */
export function readNights(text: string): { nights?: number; more?: number; vague?: true } {
  const t = text
    .replace(
      /\b(?:per|each|every|a|1) night (?:rate|price|cost)\b|\b(?:price|rate|cost|much)\b[^.]*?\b(?:per|a|each|every|1|for a|for 1) night\b/g,
      " ",
    )
    .replace(/\b(?:euros?|dollars?|pounds?|\d+) (?:a|per|each) night\b/g, " ")
    .replace(/\b(?:per|each|every) night\b/g, " ")
    .replace(
      /\bin (?:\d+|a) (?:days?|weeks?)\b|\b\d+ (?:days|weeks) (?:from (?:now|today|tomorrow)|before|ago|ahead)\b/g,
      " ",
    );
  const more =
    /\b(?:(\d+|an?|one) (?:more|extra|additional|further)|(?:another|an extra|an additional)(?: (\d+))?) (night|day|week)s?\b|\b(?:1|a|(\d+)) (night|day)s? (?:longer|more|extra)\b/.exec(
      t,
    );
  if (more) {
    const n = Number((more[1] ?? more[2] ?? more[4] ?? "1").replace(/^(?:an?|one)$/, "1"));
    return { more: n * ((more[3] ?? more[5]) === "week" ? 7 : 1) };
  }
  const fewer = /\b(\d+|a|an|one) (?:night|day)s? (?:less|fewer|shorter)\b/.exec(t);
  if (fewer) return { more: -Number((fewer[1] as string).replace(/^(?:an?|one)$/, "1")) };
  const counts = [
    ...t.matchAll(
      /\b(\d{1,3}) (?:or \d+ )?(?:(?:consecutive|full|whole) )?(nights?|nites?|weeks?|days?)\b(?! (?:before|after|ago|earlier|later|old|notice))/g,
    ),
  ];
  const last = counts.filter((m) => /night|nite/.test(m[2] as string)).at(-1) ?? counts.at(-1);
  if (last) return { nights: Number(last[1]) * (/^week/.test(last[2] as string) ? 7 : 1) };
  if (
    /\b(?:a|the) (?:whole |full )?week\b(?! ?(?:end|from|on|today|tomorrow))/.test(t) &&
    !/\bof the week\b|\bthe week (?:of|after|before)\b/.test(t)
  )
    return { nights: 7 };
  if (/\b(?:a )?fortnight\b(?! (?:today|from))/.test(t)) return { nights: 14 };
  if (/\b(?:a few|few|some|several|a couple) (?:nights|days)\b|\ba couple\b(?! of)(?=$| \.)/.test(t))
    return { vague: true };
  if (
    /\b(?:overnight|just (?:the|a) night|for (?:the|a) night|only (?:the|a) night|(?:a|the) single night|just tonight|only tonight|(?:for|one|1) night only|a night)\b/.test(
      t,
    )
  )
    return { nights: 1 };
  return {};
}
