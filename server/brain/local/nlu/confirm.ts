export type Answer = "yes" | "no" | "hedge";

const yes =
  /^(?:(?:oh|well|ok|okay|um|and|ah|alright|all right|great|perfect|right|yes|yeah) )*(?:yes|yeah|yep|yup|yes please|sure|sure thing|certainly|correct|right|exactly|absolutely|definitely|of course|please do|go ahead|go for it|ok|okay|alright|all right|fine|good|great|perfect|lovely|wonderful|excellent|brilliant|super|please|affirmative|confirmed?|indeed|agreed|deal|done|why not|by all means|cool|awesome)\b/;
const yesAnywhere =
  /\b(?:that is (?:right|correct|fine|good|great|perfect|it exactly|ok|okay|all right|the one)|(?:that|it|this) (?:works|sounds (?:right|good|great|perfect|fine|lovely|wonderful|amazing|very good)|will do|is perfect|would be (?:great|good|perfect|fine|lovely|nice)|looks (?:good|great|right))|sounds (?:right|good|great|perfect|fine|lovely|very good)|i will take (?:it|that|them|this)|i would like (?:that|it)|let us (?:do (?:it|that)|book (?:it|that)|go)|book (?:it|that|this)|please (?:do|book|confirm|go ahead)|do (?:it|that)(?= please|$| \.)|go ahead|confirm (?:it|that)|take it|works for me|i agree|we will take it|all (?:correct|good|right)|no problem|(?:that|it|this)(?: 1| one)? (?:will|would|should|does) work|(?:that|it|this) (?:seems|looks) (?:nice|good|great|fine|perfect|right)|seems (?:nice|good|great|fine)|(?:that|it)(?: 1| one)? sounds \w+|sounds (?:awesome|amazing|excellent|nice|ok|okay|wonderful)|like the sound of (?:that|it)|just what i (?:need|needed|want|wanted)|that is what i (?:need|want|said)|(?:i (?:sure |certainly )?(?:do|would)|it is|we do|we would|you can)(?= please|$| \.))\b/;
const no =
  /^(?:(?:oh|well|ok|okay|um|and|ah|sorry|actually|hmm|wait) )*(?:no|hold off|nothing|nope|nah|no thanks|no thank you|not|never mind|nevermind|negative|wrong|incorrect|rather not|don't|do not|stop|neither|none)\b/;
const noAnywhere =
  /\b(?:that is (?:wrong|not (?:right|correct|it|what)|incorrect)|not (?:right|correct|really|now|yet|today|that)|(?:do|would|will) not (?:book|do|want|wish|prefer|care|confirm|take|need|like)|i do not(?=$| \.)|i will pass|pass on (?:it|that)|hold off|i would rather not|rather not|no thank(?:s| you)|not interested|too (?:expensive|much|pricey|dear)|i changed my mind|(?:have to|need to|want to|will|must|let me) (?:think (?:about|it|that)|ask (?:my|her|him|them))|think it over|let you know|get back to you|prefer not|forget (?:it|about it))\b/;
const hedges =
  /^(?:(?:well|oh|so|ok|yeah|yes) )*(?:m+h?m*|mhm|mm+|hmm+|hm|uh huh|uhuh|huh|maybe|perhaps|i guess(?: so)?|i suppose(?: so)?|i think so|possibly|probably|not sure|i am not sure|i do not know|do not know|let me (?:think|see|check)|depends|it depends|we will see|could be|kinda|i might|hold_on)\b/;

/** A first sentence that asks something itself. */
const starts = /\b(?:what|when|where|who|how|can|could|is there|are there|does|do you|but)\b/;

/**
 * What an utterance answers to a yes-or-no question. "Mm" is a hedge; a question is no yes; "no, that is right"
 * is a yes, because the no goes to a doubt and not to the read-back.
 */
export function readAnswer(text: string, question: boolean): Answer | undefined {
  if (text === "") return undefined;
  if (/^(?:m+h?m+|mm+|hm+|uh ?huh|mhm)$/.test(text)) return "hedge";
  if (
    /^no\b.*\b(?:that is|it is|everything is|all) (?:right|correct|fine|perfect|good)\b/.test(text) &&
    !/\bnot\b/.test(text)
  )
    return "yes";
  if (/^(?:no problem|no worries|not at all)\b/.test(text)) return "yes";
  const [opening = "", ...rest] = text.split(" . ");
  if (
    question &&
    rest.length > 0 &&
    !starts.test(opening) &&
    !hedges.test(opening) &&
    !no.test(opening) &&
    !noAnywhere.test(text) &&
    yes.test(opening)
  )
    return "yes";
  if (hedges.test(text)) return "hedge";
  if (no.test(text) || noAnywhere.test(text)) return "no";
  if (question && !/^(?:yes|yeah|yep|sure)\b(?!.*\b(?:but|what|how|when|is|does|can)\b)/.test(text))
    return undefined;
  if (yes.test(text)) return /\b(?:maybe|i guess|not sure|i think so)\b/.test(text) ? "hedge" : "yes";
  return yesAnywhere.test(text) ? "yes" : undefined;
}
