export type Intent =
  | "book"
  | "availability"
  | "find"
  | "change"
  | "cancel"
  | "note_late"
  | "messages"
  | "question"
  | "request"
  | "wakeup"
  | "wakeup_cancel"
  | "dnd"
  | "message"
  | "person"
  | "lost"
  | "callback"
  | "goodbye"
  | "thanks"
  | "repeat"
  | "help"
  | "robot"
  | "record_off"
  | "record_on"
  | "language"
  | "abuse"
  | "chitchat"
  | "restart"
  | "greeting"
  | "hold_on"
  | "cheaper"
  | "alternatives"
  | "wrong_number"
  | "waitlist"
  | "request_status"
  | "presence"
  | "official"
  | "injection"
  | "child"
  | "unknown_item"
  | "slower"
  | "rate_code"
  | "extras"
  | "reinstate"
  | "check_out"
  | "request_cancel"
  | "preference"
  | "profile"
  | "pay"
  | "keypad";

/** Order is precedence within one utterance; an utterance may carry several. */
const rules: ReadonlyArray<readonly [Intent, RegExp]> = [
  [
    "record_off",
    /\b(?:do not|stop|not want|object to|turn off|switch off|no|without|mind) (?:\w+ ){0,4}?record(?:ed|ing)?\b|\bnot (?:be|being) recorded\b|\bdelete (?:the|this) recording\b/,
  ],
  ["record_on", /\b(?:you (?:can|may)|fine to|ok to|i agree to) (?:\w+ )?record\b/],
  [
    "robot",
    /\b(?:are you|am i (?:talking|speaking) (?:to|with)|is this|you are) (?:a |an |just a )?(?:\w+ )?(?:robot|bot|machine|computer|real person|human|ai|recording|real|automated|assistant|alive)\b/,
  ],
  [
    "injection",
    /\b(?:ignore (?:all|your|previous|the)|system prompt|your (?:instructions|prompt|rules)|you are now|pretend (?:you|to be)|developer mode|admin mode)\b/,
  ],
  [
    "language",
    /\b(?:do you speak|speak|can we (?:speak|talk)(?: in)?|in|switch to|habla(?: usted)?|hablan|sprechen sie|parlez vous|parla|falar?) (german|deutsch|spanish|espanol|español|french|francais|français|italian|italiano|portuguese|dutch|polish|russian|chinese|mandarin|japanese|arabic|turkish|bengali|hindi|english)\b|\bsprechen sie deutsch\b|\bhabla espa/,
  ],
  [
    "official",
    /\b(?:i am (?:with )?(?:the |a )?(?:police|detective|officer|lawyer|journalist)|from the police|this is (?:the )?(?:police|officer|detective)|police officer|(?:his|her) (?:lawyer|attorney)|court order|warrant)\b/,
  ],
  [
    "message",
    /\b(?:leave|take|pass(?: on)?|give|send|deliver) (?:\w+ ){0,3}?(?:a )?messages?\b|\bmessage (?:for|to) (?:a |one of your |your |my )?|\b(?:tell|let) (?:mr|mrs|ms|miss|dr|my (?:wife|husband|boss|friend|colleague|son|daughter|brother|sister|mother|father)) (?:\w+ ){0,2}(?:that|know|to call|in room)|\bpass (?:something|this) on to\b/,
  ],
  [
    "presence",
    /\b(?:is (?:there )?(?:a )?(?:mr|mrs|ms|miss|dr|my \w+|someone called|a guest (?:called|named)) ?[\w ]{0,20}(?:staying|there|in (?:his|her|the) room|checked in|a guest|in the hotel|arrived)|(?:has|did) (?:mr|mrs|ms|miss|my) \w+ (?:arrive|check|left|leave)|(?:put|connect|transfer) me (?:through )?to (?:room|(?:mr|mrs|ms|miss)|my (?:wife|husband|friend)|a guest|the guest)|(?:what|which) room is (?:\w+ ){1,3}in|room number of|speak (?:to|with) (?:a guest|(?:mr|mrs|ms|miss) |room \d|the guest)|do you have a guest|(?:is|if) (?:\w+ ){1,4}staying (?:with you|there|at|here|in your)|do you know if (?:\w+ ){1,3}is (?:there|a guest))\b/,
  ],
  [
    "reinstate",
    /\b(?:reinstate|bring back|restore|un ?cancel|reactivate|undo)\b.*\b(?:booking|reservation|stay|it|that|room|cancellation|cancelled)\b|\b(?:booking|reservation|room|it) back\b(?=.*\bcancell?ed\b)|\bcancell?ed (?:it |my \w+ )?by mistake\b/,
  ],
  [
    "check_out",
    /\b(?:want|like|need|ready|can i|could i|may i|able) (?:to )?(?:\w+ )?check(?:ing)? out\b(?! (?:on|at|date|time|late|later|the|until))|\bcheck (?:me|us) out\b|\b(?:settle|pay|see|hear|get) (?:my|the|our) (?:bill|account|folio)\b|\bwhat do (?:i|we) owe\b|\bhow much is (?:my|our) (?:bill|room bill|folio|balance)\b/,
  ],
  [
    "pay",
    /\b(?:want|like|can i|could i|may i|let me|ready|need) (?:to )?(?:\w+ )?pay (?:for )?(?:(?:my|our|the|this) )?(?:\w+ )?(?:booking|reservation|room|stay|balance|deposit)\b|\b(?:want|like|can i|could i|may i|let me)\b.*\b(?:my|our) (?:booking|reservation|room|stay|balance|deposit)(?: \w+){0,2} pay\b|\b(?:want|like|can i|could i|may i|let me) (?:to )?(?:\w+ )?pay (?:it |that |this )?(?:now|right away|over the (?:phone|telephone)|by (?:phone|telephone|keypad)|on the (?:phone|telephone|keypad))\b/,
  ],
  [
    "request_cancel",
    /\bcancel (?:\w+ ){0,3}?(?:request|towels?|pillows?|blankets?|housekeeping|cleaning|room service|laundry|luggage)\b|\bdo not need (?:the |my |those )?(?:towels?|pillows?|blankets?) (?:any ?more|after all)\b/,
  ],
  [
    "preference",
    /\b(?:remember|keep in mind|note for (?:the future|next time|my next)) (?:\w+ ){0,3}?(?:i|we|that|my|our)\b|\b(?:i|we) (?:always|usually) (?:like|prefer|want|sleep on)\b/,
  ],
  [
    "profile",
    /\bmy (?:usual )?(?:preferences|profile)\b|\bwhat do you know about me\b|\bdo you remember what i like\b/,
  ],
  [
    "rate_code",
    /\b(?:promo(?:tion(?:al)?)?|discount|corporate|company|business|rate|voucher|coupon|negotiated) (?:code|rate)s?\b|\b(?:have|got|with|use) (?:a|an|my|our|the) (?:promo|promotion|voucher|coupon|rate|discount)\b/,
  ],
  [
    "extras",
    /\b(?:what|which) (?:\w+ )?(?:extras|add ?ons)\b|\bwhat (?:else )?can i (?:add|book with it)\b|\bhow much (?:is|are|does|would|for) (?:the |a |an )?(?:breakfast|parking|cot|baby cot|extra bed|late check ?out|dinner|half board)\b(?! included)/,
  ],
  [
    "keypad",
    /\b(?:rather|prefer to|can i|could i|may i|let me|i will|like to) (?:\w+ ){0,2}?(?:type|key|use the (?:keypad|keys|buttons)|enter|press)\b/,
  ],
  ["wakeup_cancel", /\bcancel (?:\w+ ){0,3}wake up\b|\b(?:no longer|do not) need (?:the|my|a) wake up\b/],
  ["wakeup", /\bwake (?:up|me|us)\b|\bwakeup\b|\bmorning call\b|\balarm call\b/],
  [
    "dnd",
    /\bdo not disturb\b|\bdo not want to be disturbed\b|\bhold (?:all )?(?:my )?(?:calls|messages)\b|\bno (?:calls|housekeeping|disturb\w*)\b|\bnot be disturbed\b|\bdisturb me\b/,
  ],
  [
    "lost",
    /\b(?:i |we )?(?:have )?(?:left|lost|forgot|forgotten|misplaced) (?:\w+ ){0,3}(?:my|our|a|an|the|some|something)\b(?! (?:booking|code|reservation|number|password|name|confirmation))|\blost (?:and found|property|item)\b|\bleft (?:something|it) (?:behind|in)\b|\bleft behind\b/,
  ],
  [
    "request_status",
    /\b(?:where (?:is|are) (?:my|the|our) (?:towels?|pillows?|request|blankets?|iron)|still waiting for|what happened to my|status of my request)\b/,
  ],
  ["messages", /\b(?:any|my) messages (?:for me|waiting)|\bdo i have (?:any )?messages\b/],
  [
    "note_late",
    /\b(?:arriv\w+|be|coming|check(?:ing)? in|get there|getting in|flight is|running|we will be|i will be) (?:\w+ ){0,4}?(?:late|delayed|after midnight)\b|\blate arrival\b|\bflight (?:is |has been |was )?delayed\b/,
  ],
  [
    "cancel",
    /\bcancel(?:l?ing|l?ation)?\b(?! policy| fee| conditions| rules| terms| for free| free)|\bcall off (?:my|our|the)\b|\bdo not need (?:my|the|our) (?:room|booking|reservation)\b|\bcan not (?:come|make it)\b/,
  ],
  [
    "change",
    /\b(?:change|modify|amend|move|alter|reschedule|rebook|extend|shorten|prolong|edit|adjust|update|upgrade) (?:\w+ ){0,3}?(?:booking|reservation|stay|dates?|arrival|departure|room|it|nights?)\b|\b(?:stay|add) (?:\w+ )?(?:an? )?(?:extra|additional|more|another|longer) ?(?:night|day)?|\bstay longer\b|\bleave (?:a day|1 day|\d days) (?:earlier|later)\b|\bchange (?:something|my mind about)\b|\bmake a change\b|\bneed to change\b|\badd (?:\w+ ){1,3}to (?:my|our|the) (?:booking|reservation|stay)\b/,
  ],
  [
    "find",
    /\b(?:i have|we have|i made|we made|find|check|confirm|look up|look at|about|details of|see|verify|have got|got) (?:\w+ ){0,3}?(?:my|our|a|the|an existing|existing) (?:\w+ )?(?:booking|reservation)\b|\b(?:my|our) (?:booking|reservation)\b|\bi (?:already )?(?:have|had) (?:a )?(?:booking|reservation|booked)\b|\bdid you get my\b|\balready booked\b|\b(?:no|not have a|without a) room for (?:me|us)\b|\b(?:me|us|you are|hotel is|were) overbooked\b|\b(?:i|we) (?:have |had |already |just )*(?:booked|reserved|made a (?:booking|reservation))\b/,
  ],
  ["waitlist", /\bwait(?:ing)? ?list\b/],
  ["callback", /\b(?:call|ring|phone) (?:me|us) back\b|\bcall ?back\b|\bcall me (?:later|again|tomorrow)\b/],
  [
    "person",
    /\b(?:speak|talk|put me through|connect me|transfer me|get me|pass me|give me|want|like|need|reach|through) (?:\w+ ){0,4}?(?:person|human|someone|somebody|operator|agent|manager|reception(?:ist)?|front desk|staff|representative|supervisor|concierge|housekeeping|restaurant|spa|sales|events?(?: team)?|accounting|reservations|department|duty manager|desk|real)\b|\b(?:a |real |actual )(?:person|human)(?: please)?$|^(?:reception|operator|manager|agent|human|person|front desk|representative)(?: please)?$|\bnot (?:a )?(?:machine|computer)\b/,
  ],
  [
    "book",
    /\b(?:book|reserve|take|get|want|need|like|make|have|look|looking|search|find|finding|locate|recommend|give) (?:\w+ ){0,6}?(?:rooms?|reservation|booking|suites?|accommodations?|place to stay|double|single|twin|nights?|stay|hotels?)\b|\b(?:book|reserve) (?:it|that|this|me|us|1|for|now)\b|\b(?:room|suite|double|twin|single) (?:for|from|on|tonight|tomorrow)\b|\bto book\b|\bi would like to (?:stay|come|reserve|book)\b|\bwe (?:want|would like) to (?:stay|come)\b|^(?:a |book |booking|reservation|reserve|1 )?(?:room|booking|reservation|book|reserve)(?: please)?$|\b(?:stay|room) for \d|\b(?:new|make a) (?:booking|reservation)\b|\bplace to stay\b/,
  ],
  [
    "cheaper",
    /\b(?:cheaper|less expensive|lower price|too expensive|too much|too pricey|better price|cheapest|best price|discount|lower rate|special offer)\b/,
  ],
  [
    "alternatives",
    /\b(?:what else|anything else available|other (?:rooms?|options?|types?)|another (?:room|option|type)|something else|different (?:room|type)|else do you have|which rooms|what (?:kind of |types? of |sort of )?rooms|alternatives?|something (?:bigger|better|nicer|larger|quieter))\b/,
  ],
  [
    "availability",
    /\b(?:availab\w+|vacanc\w+|free rooms?|rooms? free|any rooms?|got (?:a |any )?rooms?|have (?:a |any |you |still )*(?:rooms?|space|something)(?! service)|do you have (?:a |any )?(?:double|single|twin|suite|room)s?\b|how much (?:is|are|does|would|for|do)(?! (?:the |a )?(?:parking|breakfast|pet|dog|wifi|late|early|massage|spa|taxi|extra bed|cot)\b)|what (?:is|are|would) (?:\w+ ){0,4}?(?:price|rate|cost|rates|prices)(?! (?:for|of) (?:parking|breakfast)))\b/,
  ],
  [
    "abuse",
    /\b(?:fuck(?:ing|er)?|shit(?:ty)?|bitch|asshole|bastard|cunt|dick ?head|motherfucker|piss off|screw you|stupid (?:machine|robot|bot|computer|cow|idiot)|you idiot|moron|go to hell|shut up)\b/,
  ],
  [
    "child",
    /\b(?:i am (?:\d|1[0-5])(?: years old)?$|i am (?:\d|1[0-5]) years old|my (?:mommy|mummy|daddy)|are you santa)\b/,
  ],
  [
    "restart",
    /\b(?:start (?:over|again|from (?:the )?(?:beginning|scratch|new))|begin again|forget everything|from the top|scratch (?:all|everything))\b/,
  ],
  [
    "repeat",
    /\b(?:what did you (?:just )?say|say (?:that|it) again|repeat (?:that|it|please|again)?|come again|pardon|did not (?:hear|catch|get|understand) (?:that|you|it|what)|can you repeat|could you repeat|sorry what|again please|1 more time|what was that|did not quite (?:catch|hear|get))\b|^(?:what|sorry|excuse me|huh|repeat|pardon me|come again)$/,
  ],
  ["slower", /\b(?:speak (?:more )?slow(?:ly|er)?|slower|too fast|slow down)\b/],
  [
    "help",
    /\b(?:what can (?:you|i) (?:do|say|ask)|how (?:does this|do you) work|what (?:are|is) (?:my|the) options|help me out|i need help$|^help$|what do you do)\b/,
  ],
  [
    "wrong_number",
    /\b(?:wrong number|is this (?:not )?(?:the )?(?:pizza|bank|doctor|dentist|pharmacy)|dialled the wrong|misdialled)\b/,
  ],
  [
    "hold_on",
    /\bhold_on\b|\b(?:hold on|hang on|wait a (?:bit|minute|second)|bear with me|let me (?:check|look|get|find|grab|ask)|just a sec\w*|give me a (?:minute|second|moment))\b/,
  ],
  [
    "goodbye",
    /\b(?:good ?bye|bye(?: bye)?|that (?:should|would|will) be (?:it|all)|(?:got|have|is) everything i need\w*|(?:big|great|lot of) help|thanks? (?:you )?for (?:all )?(?:your|the) help|nothing$|that is all|that would be all|that will be all|that is it|nothing else|nothing more|i am done|have a (?:good|nice|great|lovely) (?:day|evening|night|1|one|afternoon)|see you|talk to you later|hang up|no more|all set|end the call|that is everything|i am good|we are good|i am all set)\b/,
  ],
  [
    "chitchat",
    /\b(?:how are you|how is it going|how are things|nice (?:to meet|talking)|what is your name|who are you|tell me a joke|how is the weather|what is the weather|do you like|i love you|you sound|merry christmas|happy new year)\b/,
  ],
  ["thanks", /\b(?:thank(?:s| you)|cheers|appreciate it|much obliged|ta)\b/],
  ["greeting", /^(?:hello|hi|hey|good (?:morning|afternoon|evening|day)|greetings|hiya)\b/],
];

/** What the guest wants, most specific first. Empty when nothing is recognised. */
export function readIntents(text: string): Intent[] {
  const found = rules.filter(([, regex]) => regex.test(text)).map(([intent]) => intent);
  const has = (intent: Intent): boolean => found.includes(intent);
  const drop = (...intents: Intent[]): void => {
    for (const intent of intents) {
      const at = found.indexOf(intent);
      if (at >= 0) found.splice(at, 1);
    }
  };
  if (has("wakeup_cancel")) drop("wakeup", "cancel");
  if (has("reinstate")) drop("cancel", "find", "book", "change");
  if (has("request_cancel")) drop("cancel");
  if (has("check_out")) drop("find");
  if (has("pay")) drop("find", "book", "availability", "keypad");
  if (has("preference") || has("profile")) drop("book", "find", "repeat");
  if (has("rate_code") && !has("book")) drop("cheaper", "availability");
  if (has("extras")) drop("availability");
  if (has("cancel") || has("change")) drop("find", "book", "availability");
  if (has("cancel") && /\b(?:cancel|forget) (?:that|this|it)$/.test(text) && text.split(" ").length <= 4)
    drop("change");
  if (has("find") && !/\bmake (?:a|another)\b/.test(text)) drop("book", "availability");
  if (has("message") || has("presence")) drop("person", "find", "book");
  if (has("note_late")) drop("find");
  if (has("lost")) drop("book", "find");
  if (has("wakeup") || has("dnd")) drop("person", "book");
  if (has("callback")) drop("person");
  if (has("record_off")) drop("robot");
  if (has("book") && has("goodbye") && !/\bbye\b/.test(text)) drop("goodbye");
  return found;
}
