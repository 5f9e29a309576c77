/** Words that make a claim wherever in a clause they stand, and the English that says it. */
const rules: readonly { all: readonly RegExp[]; none?: RegExp; says: string }[] = [
  {
    all: [
      /\b(?:ambulance|police|firefighters|doctor)\b/,
      /\b(?:called|coming|alerted|sent|informed|on the way|is noted|someone will)\b/,
    ],
    says: "the ambulance is coming",
  },
  {
    all: [/\bcard number\b/],
    none: /\b(?:not|no|never|last|without)\b/,
    says: "tell me your full card number",
  },
  {
    all: [/\breceive\b/, /\b(?:confirmation|email|sms|text|link|message)\b/],
    says: "you will receive a confirmation",
  },
  { all: [/\bfound\b/, /\bbooking\b/], says: "i have found your booking" },
  { all: [/\bfound\b/], none: /\bbooking\b|\byou would like\b/, says: "it is found" },
  { all: [/\brecording\b/, /\bstopped\b/], says: "recording is stopped" },
  { all: [/\bwake up call\b/, /\bis (?:set|booked|changed|noted)\b/], says: "wake up call is set" },
  { all: [/\b(?:not|no|nothing)\b/, /\bis available\b/], says: "fully booked" },
  { all: [/\b(?:not|no|nothing)\b/, /\brooms?\b/, /\bleft\b/], says: "no rooms" },
  { all: [/\brooms?\b/, /\bleft\b/], none: /\b(?:not|no|nothing)\b/, says: "rooms left" },
  { all: [/\bhave\b/, /\b(?:room|suite)\b/, /\bfor you\b/], says: "we have a room for you" },
];

/** A clause in English words and foreign order, with the claims that its order hides said in English. */
export const inOrder = (clause: string): string => {
  const said = rules
    .filter(({ all, none }) => all.every((regex) => regex.test(clause)) && !none?.test(clause))
    .map(({ says }) => says);
  return said.length > 0 ? `${clause} ${said.join(" ")}` : clause;
};
