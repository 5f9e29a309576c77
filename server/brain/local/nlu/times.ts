export interface TimeReading {
  /** `HH:MM`, 24 hours. */
  time: string;
  /** Neither am/pm nor a part of the day was said, and both are possible. */
  unsure: boolean;
  start: number;
  end: number;
}

const pad = (n: number): string => String(n).padStart(2, "0");

/**
 * A time of day in normalised, digitised text. Without am or pm the purpose decides: a wake-up is in the
 * morning, an arrival after noon; `unsure` says that it was decided so.
 */
export function readTime(text: string, purpose: "wakeup" | "arrival" | "other"): TimeReading | undefined {
  const named = /\b(?:12 )?(noon|midday|midnight)\b/.exec(text);
  if (named)
    return {
      time: named[1] === "midnight" ? "00:00" : "12:00",
      unsure: false,
      start: named.index,
      end: named.index + named[0].length,
    };
  const past =
    /\b(half|quarter|(\d{1,2})(?: minutes?)?) (past|after|to|before|of) (\d{1,2})\b(?! (?:nights|adults|people))(?: oclock)?/.exec(
      text,
    );
  const clock =
    /(?<![\d./-])(\d{1,2})[:.](\d\d)(?![\d./]| ?(?:euros|dollars))(?: hours)?/.exec(text) ??
    /(?:\b(?:at|by|around|about|for|until|till|before|after|make it|to|from) )?\b(\d{1,2}) (15|20|30|40|45|00|10|50|5|35|25|55)(?= ?(?:am|pm)| in the| tomorrow| please|$| \.)/.exec(
      text,
    );
  const plain =
    /\b(\d{1,2}) ?(am|pm|oclock)\b/.exec(text) ??
    /\b(?:at|by|around|about|till|until|before|after) (?:about |around |like )?(\d{1,2})(?!\d|st|nd|rd|th|:| ?(?:nights?|days?|people|adults|euros|dollars|minutes|hours|towels|percent)\b)(?=$| )/.exec(
      text,
    ) ??
    /\b(\d{1,2}) (?=in the (?:morning|afternoon|evening)|at night|tonight|tomorrow (?:morning|evening|night))/.exec(
      text,
    );
  let hour: number;
  let minute: number;
  let hit: RegExpExecArray;
  if (past) {
    const offset = past[1] === "half" ? 30 : past[1] === "quarter" ? 15 : Number(past[2]);
    const back = past[3] === "to" || past[3] === "before" || past[3] === "of";
    hour = Number(past[4]) - (back ? 1 : 0);
    if (hour === 0) hour = 12;
    minute = back ? 60 - offset : offset;
    hit = past;
  } else if (clock) {
    hour = Number(clock[1]);
    minute = Number(clock[2]);
    hit = clock;
  } else if (plain) {
    hour = Number(plain[1]);
    minute = 0;
    hit = plain;
  } else return undefined;
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return undefined;
  const end = hit.index + hit[0].length;
  const near = `${hit[0]} ${text.slice(end, end + 24)}`;
  const whole = text;
  const am =
    /\bam\b|in the morning|early morning/.test(near) ||
    (/\bmorning\b/.test(whole) && !/\bpm\b/.test(near) && !/good morning/.test(whole));
  const pm =
    /\bpm\b|in the (?:afternoon|evening)|at night|tonight/.test(near) ||
    (/\b(?:afternoon|evening|tonight|night)\b/.test(whole) &&
      !/\bam\b/.test(near) &&
      !/good (?:evening|afternoon)/.test(whole));
  if (pm && !/\bam\b/.test(near)) {
    if (hour < 12) hour += 12;
    return { time: `${pad(hour % 24)}:${pad(minute)}`, unsure: false, start: hit.index, end };
  }
  if (am)
    return {
      time: `${pad(hour === 12 ? 0 : hour % 24)}:${pad(minute)}`,
      unsure: false,
      start: hit.index,
      end,
    };
  if (hour > 12 || hour === 0)
    return { time: `${pad(hour % 24)}:${pad(minute)}`, unsure: false, start: hit.index, end };
  if (purpose === "arrival" && hour < 12) hour += 12;
  return { time: `${pad(hour % 24)}:${pad(minute)}`, unsure: purpose === "other", start: hit.index, end };
}
