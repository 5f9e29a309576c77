export interface ExtraName {
  code: string;
  name: string;
}
export interface ExtraReading {
  code: string;
  qty?: number;
  remove?: true;
}

const aliases: ReadonlyArray<readonly [RegExp, RegExp]> = [
  [/\bbreakfasts?\b/, /breakfast/i],
  [/\bparking(?: space| spot)?\b|\bpark (?:my|our|the) car\b|\bgarage\b/, /parking|garage/i],
  [/\b(?:cot|crib|baby bed)s?\b/, /cot|crib|baby bed/i],
  [/\bextra beds?\b|\broll ?away\b/, /extra bed|rollaway/i],
  [/\bhalf board\b|\bdinners?\b/, /half board|dinner/i],
  [/\b(?:dogs?|pets?)\b/, /\bpet\b|\bdog\b/i],
  [/\blate check ?out\b/, /late check/i],
  [/\bchampagne\b|\bsparkling wine\b|\bprosecco\b/, /champagne|sparkling|prosecco/i],
  [/\bairport (?:transfer|pick ?up|shuttle)\b/, /transfer|shuttle/i],
];

/** Extras of the hotel that an utterance wants or gives up. Questions about them are the caller's to tell apart. */
export function readExtras(text: string, extras: readonly ExtraName[]): ExtraReading[] {
  const found: ExtraReading[] = [];
  for (const extra of extras) {
    const plain = new RegExp(`\\b${extra.name.toLowerCase().replace(/[^\p{L}\d ]/gu, ".?")}s?\\b`, "u");
    const alias = aliases.find(([, name]) => name.test(extra.name))?.[0];
    const hit = plain.exec(text) ?? alias?.exec(text);
    if (!hit || found.some((f) => f.code === extra.code)) continue;
    const before = text.slice(Math.max(0, hit.index - 34), hit.index);
    const qty = /\b(\d{1,2}) (?:x )?$/.exec(before);
    const remove =
      /\b(?:no|without|not|remove|drop|skip|cancel|leave out|do not (?:need|want)|take (?:off|out)|forget)(?: (?:the|any|need|want|that|a))* $/.test(
        before,
      );
    found.push({
      code: extra.code,
      ...(qty ? { qty: Number(qty[1]) } : {}),
      ...(remove ? { remove: true as const } : {}),
    });
  }
  return found;
}
