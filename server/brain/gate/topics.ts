/**
 * What a hotel has, allows or charges for. A claim and the fact behind it must speak of the same thing, and whoever says
 * that the house has or allows one of these needs a fact that says so.
 */
const topics: readonly (readonly [string, RegExp])[] = [
  ["breakfast", /\bbreakfasts?\b/],
  ["dinner", /\b(?:dinner|supper|half board|full board)\b/],
  ["lunch", /\blunch\b/],
  ["restaurant", /\brestaurants?\b/],
  ["bar", /\bbar\b/],
  ["pool", /\b(?:pools?|swim\w*)\b/],
  ["spa", /\bspa\b/],
  ["sauna", /\b(?:sauna|steam room)\b/],
  ["massage", /\bmassages?\b/],
  ["hot tub", /\b(?:hot tub|jacuzzi|whirlpool)\b/],
  ["gym", /\b(?:gym|fitness)\b/],
  ["parking", /\b(?:parking|park your|car park|garage|valet)\b/],
  ["charging", /\bcharg(?:ing station|er|ers|ing point)s?\b|\belectric (?:car|vehicle)/],
  ["shuttle", /\b(?:shuttle|airport transfer|pick ?up service|limousine)\b/],
  ["wifi", /\b(?:wifi|internet)\b/],
  ["pets", /\b(?:pets?|dogs?|cats?|animals?)\b/],
  ["smoking", /\b(?:smok\w+|non smoking)\b/],
  [
    "child",
    /\b(?:children|kids|child) (?:up to|under|below|stay|are free|eat|pay|free)\b|\bchild discount\b/,
  ],
  ["cot", /\b(?:cots?|cribs?|baby beds?)\b/],
  ["extra bed", /\b(?:extra bed|rollaway)\b/],
  ["luggage", /\b(?:luggage|suitcases?|bags?)\b/],
  ["check-in", /\bcheck ?in\b|\bchecking in\b/],
  ["check-out", /\bcheck ?out\b|\bchecking out\b/],
  ["cancellation", /\bcancell?(?:ation|ing|ed)?\b/],
  ["deposit", /\b(?:deposit|prepay\w*|pre ?authori[sz]ation)\b/],
  ["tax", /\b(?:tax|taxes|resort fee)\b/],
  [
    "cards",
    /\b(?:credit cards?|visa|mastercard|american express|amex|cash|apple pay|paypal|bitcoin|cheques?)\b/,
  ],
  ["loyalty", /\b(?:points|loyalty|miles|member(?:s|ship)?)\b/],
  [
    "discount",
    /\b(?:discounts?|special (?:offer|deal|price)|promotion|voucher|reduced|percent off|cheapest)\b/,
  ],
  ["upgrade", /\bupgrade[ds]?\b/],
  ["minibar", /\bmini ?bar\b/],
  ["balcony", /\b(?:balcon(?:y|ies)|private terrace)\b/],
  ["terrace", /\b(?:rooftop|roof terrace|terrace)\b/],
  [
    "sea view",
    /\b(?:sea|ocean|water|beach) ?(?:views?|front)\b|\bview (?:of|over|to) the (?:sea|ocean|water)\b|\boverlook\w* the (?:sea|ocean)\b/,
  ],
  [
    "city view",
    /\b(?:city|garden|lake|mountain|river|park|courtyard) views?\b|\bview (?:of|over) the (?:city|garden|lake|mountain|river|park|courtyard)\b/,
  ],
  ["bath", /\b(?:bath ?tubs?|bath(?! ?room)|rain shower|roll in shower)\b/],
  ["air conditioning", /\bair ?con\w*\b/],
  ["kitchen", /\b(?:kitchen\w*|microwave|fridge|stove)\b/],
  ["coffee machine", /\b(?:coffee machine|espresso|kettle)\b/],
  ["king bed", /\b(?:king|queen)(?: ?size(?:d)?)? beds?\b/],
  ["twin beds", /\b(?:twin|single|separate) beds\b/],
  ["double bed", /\bdouble beds?\b/],
  ["sofa bed", /\bsofa beds?\b/],
  ["bunk", /\bbunk\b/],
  ["lift", /\b(?:lift|elevator)s?\b/],
  ["accessible", /\b(?:wheelchair|accessible|step free|barrier free)\b/],
  ["quiet", /\b(?:sound ?proof\w*|very quiet|quietest|quiet room|quiet hours)\b/],
  ["connecting", /\b(?:connecting|adjoining)\b/],
  ["beach", /\b(?:beach|seaside)\b/],
  ["laundry", /\b(?:laundry|dry cleaning|ironing)\b/],
  ["room service", /\broom service\b/],
  ["bikes", /\b(?:bikes?|bicycles?|scooters?)\b/],
  ["babysitting", /\bbaby ?sit\w*\b/],
  ["television", /\b(?:television|tv|netflix|streaming)\b/],
  ["safe", /\b(?:room safe|safe deposit|strong ?box)\b/],
  ["stars", /\bstars?\b|\baward winning\b|\bmichelin\b/],
  ["renovated", /\b(?:renovated|brand new|refurbished)\b/],
  ["age", /\bminimum age\b|\bold enough\b|\badults only\b/],
  ["desk", /\b(?:reception|front desk) (?:is|closes|opens|never|open)\b|\b24 hour (?:desk|reception)\b/],
  ["station", /\b(?:station|airport|tram|metro|bus stop|subway)\b/],
  ["lost property", /\blost (?:property|and found)\b/],
  ["meeting room", /\b(?:meeting|conference) rooms?\b|\bballroom\b/],
  ["doctor", /\b(?:house doctor|doctor on call|nurse)\b/],
];
const ANY = new RegExp(topics.map(([, regex]) => regex.source).join("|"));

export interface TopicHit {
  topic: string;
  at: number;
}

/** Topics of a plain text, by their place in it. */
export function topicsIn(text: string): TopicHit[] {
  if (!ANY.test(text)) return [];
  const hits: TopicHit[] = [];
  for (const [topic, regex] of topics) {
    const m = regex.exec(text);
    if (m) hits.push({ topic, at: m.index });
  }
  return hits.sort((a, b) => a.at - b.at);
}

const NEGATION =
  /\b(?:no|not|never|none|without|unfortunately|neither|nor|unable|closed|prohibited|forbidden)\b|\bnon (?=smok)/;
/** Whether a stretch of plain text denies what it speaks of. */
export const denies = (text: string): boolean => NEGATION.test(text);
