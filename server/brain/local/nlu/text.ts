/** Longest guest turn that is read; the rest of a longer one is noise. */
export const MAX_TURN_CHARS = 2000;

const contractions: ReadonlyArray<readonly [RegExp, string]> = [
  [/\bcan't\b|\bcan ?not\b|\bcant\b/g, "can not"],
  [/\bwon't\b/g, "will not"],
  [/\bshan't\b/g, "shall not"],
  [/\bain't\b/g, "is not"],
  [/\b(do|does|did|is|are|was|were|would|should|could|have|has|had|must|need) ?n['’]t\b/g, "$1 not"],
  [/\b(do|does|did|is|are|was|were|would|should|could|have|has)nt\b/g, "$1 not"],
  [/\blet's\b|\blets\b/g, "let us"],
  [/\bi'm\b|\bim\b/g, "i am"],
  [/\b(i|you|we|they|he|she|it|that|there) ?'(?:ll)\b/g, "$1 will"],
  [/\b(i|you|we|they) ?'ve\b/g, "$1 have"],
  [/\b(i|you|we|they|he|she|it|that|there) ?'d\b/g, "$1 would"],
  [/\b(you|we|they) ?'re\b/g, "$1 are"],
  [/\b(what|where|when|who|how|that|it|there|here|he|she|name) ?'s\b/g, "$1 is"],
  [/\bthats\b/g, "that is"],
  [/\bwhats\b/g, "what is"],
  [/\byoure\b/g, "you are"],
  [/\bgonna\b/g, "going to"],
  [/\bwanna\b/g, "want to"],
  [/\bgotta\b/g, "got to"],
  [/\bgimme\b/g, "give me"],
  [/\bo'clock\b|\bo clock\b/g, "oclock"],
  [/\bnew year'?s\b/g, "new years"],
  [/\b(valentine|mother|father)'s\b/g, "$1s"],
  [/\b(today|tomorrow|tonight|week|weekend|day|night)'s\b/g, "$1"],
  [/\b(days|weeks|months|nights)'/g, "$1"],
];

/** What recognisers and hurried typists write for what guests said. */
const slips: ReadonlyArray<readonly [RegExp, string]> = [
  [/\bknights?\b/g, "nights"],
  [/\b(?:to|too|tu) (nights|adults|people|persons|guests|kids|children|of us|grown ups)\b/g, "2 $1"],
  [/\b(?:for|fore) for nights\b/g, "for 4 nights"],
  [/(?<!\d )\b(?:fore?) (nights)\b/g, "4 $1"],
  [/\bwon nights?\b/g, "1 night"],
  [/\bate nights\b/g, "8 nights"],
  [/\btree nights\b/g, "3 nights"],
  [/\bcheck inn\b|\bcheck ?in(?:g)? inn\b/g, "check in"],
  [/\bcheckin\b/g, "check in"],
  [/\bcheckout\b/g, "check out"],
  [/\bdubble\b|\bdoubble\b|\bdobule\b/g, "double"],
  [/\bsweet (room)\b|\b(?:a|the|your|junior|family) sweet\b/g, "the suite"],
  [/\btom+or+ow\b|\btmrw\b|\btmr\b|\b2morrow\b/g, "tomorrow"],
  [/\b2nite\b|\btonite\b|\bto night\b/g, "tonight"],
  [/\bfeb(?:r?u|ur)ary\b/g, "february"],
  [/\bwen(?:s|ds|d)day\b|\bwednsday\b/g, "wednesday"],
  [/\bthur?sday\b/g, "thursday"],
  [/\btusday\b|\btuseday\b/g, "tuesday"],
  [/\bsat[eu]rday\b/g, "saturday"],
  [/\bdecemb(?:re|er)\b/g, "december"],
  [/\bcancle\b|\bcancell\b/g, "cancel"],
  [/\breserv(?:e)?(?:ai|a)tion\b/g, "reservation"],
  [/\bbreak fast\b/g, "breakfast"],
  [/\bwake ?up\b/g, "wake up"],
  [/\bwi ?fi\b/g, "wifi"],
  [/\bpls\b|\bplz\b/g, "please"],
  [/\bthx\b/g, "thanks"],
  [/\bya\b|\byea\b/g, "yeah"],
];

const fillers = /\b(?:um+|uh|er|erm|ehm|eh|uhm|umm+|you know|sort of|kind of|i mean like)\b/g;

const separators = (text: string): string =>
  text
    .replace(/[§¶]/g, " ")
    .replace(/[’‘`´]/g, "'")
    .replace(/[–—−]/g, "-")
    .replace(/\b([ap])\.? ?m\b\.?/g, "$1m")
    .replace(
      /\b(mon|tues?|wed|thurs?|fri|sat|sun|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mr|mrs|ms|dr)\.(?=\s|$)/g,
      "$1",
    )
    .replace(/#\s*(?=\w)/g, " number ")
    .replace(/&/g, " and ")
    .replace(/[,"()[\]{}<>*|~^=_€$£%\\](?![\w.+-]*@)/g, " ")
    .replace(/(\d)-(?=\d)/g, "$1§")
    .replace(/(\w)-(?=\w+[\w.-]*@)/g, "$1§")
    .replace(/(@[\w.]*\w)-(?=\w)/g, "$1§")
    .replace(/-/g, " ")
    .replace(/§/g, "-")
    .replace(/(\d)\s*:\s*(?=\d\d)/g, "$1¶")
    .replace(/:/g, " ")
    .replace(/¶/g, ":")
    .replace(/(\d) ?\/ ?(?=\d)/g, "$1/")
    .replace(/(?<!\d)\/|\/(?!\d)/g, " ")
    .replace(/[.!?;…]+(?=\s|$)/g, " . ");

/**
 * Lower case, contractions opened, recogniser slips and fillers mended; sentence ends stay as ` . `.
 * Digits, `@`, `+` and the marks inside dates, times and addresses survive.
 */
export function normalise(raw: string): string {
  let text = separators(raw.slice(0, MAX_TURN_CHARS).normalize("NFKC").toLowerCase());
  for (const [from, to] of contractions) text = text.replace(from, to);
  for (const [from, to] of slips) text = text.replace(from, to);
  return text
    .replace(fillers, " ")
    .replace(/(?:^|\s)'|'(?=\s|$)/g, " ")
    .replace(/\s+/g, " ")
    .replace(/^(?: ?\. )+|(?: ?\.)+ ?$/g, "")
    .trim();
}

const questionStart =
  /^(?:(?:and|so|but|ok|okay|well|hello|hi|hey|yes|yeah|no|sorry|please|also|actually|right|oh) )*(?:what|when|where|who|whose|which|why|how|is|are|am|do|does|did|can|could|may|might|will|would|shall|should|have|has)\b(?! (?:not )?(?:like|love|prefer) )/;

/** A question by its mark or, where a recogniser wrote none, by how a sentence of it begins. */
export function isQuestion(raw: string, text: string): boolean {
  return raw.includes("?") || text.split(" . ").some((sentence) => questionStart.test(sentence.trim()));
}
