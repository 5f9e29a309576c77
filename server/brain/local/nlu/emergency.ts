export type EmergencyKind = "medical" | "fire" | "security";

const rules: ReadonlyArray<readonly [EmergencyKind, RegExp]> = [
  [
    "fire",
    /\b(?:(?:there is|there was|we have|i have|it is|started) (?:a )?fire\b|\bfire (?:in|on|at) (?:the|my|our|room)|on fire\b|smell(?:s|ing)? (?:of )?(?:smoke|burning|gas)|smoke (?:coming|in|from|everywhere|is)|see smoke|lots of smoke|full of smoke|burning (?:smell|in)|gas leak|flames|^fire$|fire fire)/,
  ],
  [
    "medical",
    /\b(?:heart attack|can ?not breathe|can not breath|not breathing|stopped breathing|unconscious|passed out|collapsed|fainted|bleeding (?:badly|a lot|heavily|out)|lot of blood|having a (?:stroke|seizure)|seizure|stroke|chest pain|overdose|took (?:too many )?pills|choking|allergic (?:shock|reaction)|anaphyla\w+|need an ambulance|call (?:an|the) ambulance|ambulance|not waking up|will not wake|broke (?:his|her|my) (?:neck|back|leg)|badly hurt|drowning|going into labou?r|medical emergency|kill myself|suicid\w+)\b/,
  ],
  [
    "security",
    /\b(?:breaking in(?:to)? (?:my|our|the|his|her)|someone (?:is )?(?:breaking|trying to break|trying to get) in|broke into my room|break ?in in progress|(?:he|she|man|someone|guy) (?:has|with) a (?:gun|knife|weapon)|being (?:attacked|followed|threatened|robbed)|attack(?:ed|ing) (?:me|us|her|him)|threaten(?:ing|ed) (?:me|us|to)|assault(?:ed|ing)?|hitting (?:me|her|him)|intruder|call the police|need (?:the )?police|there is a fight|people (?:are )?fighting|shots|shooting|bomb|he is going to hurt|domestic violence|rape[d]?)\b/,
  ],
];
const notNow =
  /\b(?:fire (?:place|pit|exit|escape|drill|alarm test)|fireplace|in case of (?:a )?fire|stroke of|what (?:happens|do i do) (?:if|in case)|do you have (?:a )?(?:defibrillator|doctor|first aid)|smoke free|can i smoke|bath bomb|heart of)\b/;

/** Danger now. Nuisance (noise, a party) is not one and goes the ordinary way. */
export function readEmergency(text: string): EmergencyKind | undefined {
  if (notNow.test(text)) return undefined;
  const hit = rules.find(([, regex]) => regex.test(text))?.[0];
  if (hit) return hit;
  return /\b(?:this is an emergency|it is an emergency|emergency emergency|^emergency|there is an emergency|help (?:me )?(?:please )?help|need help (?:now|immediately|urgently))\b/.test(
    text,
  )
    ? "medical"
    : undefined;
}

/** Where it happens, as said: a room, a floor or a place of the house. */
export function readPlace(text: string, asked: boolean): string | undefined {
  const room = /\b(?:room|suite) (?:number )?((?:\d+|oh|zero)(?: (?:\d+|oh|zero))*)/.exec(text);
  if (room) return `room ${(room[1] as string).replace(/\boh\b|\bzero\b/g, "0").replace(/ /g, "")}`;
  const spot =
    /\b(?:in|at|by|on|near|outside|inside|next to|behind) (?:the |our |my )?((?:(?:\d+(?:st|nd|rd|th)|ground|top|first) floor|lobby|reception|restaurant|bar|pool|swimming pool|gym|fitness room|spa|sauna|garden|car park|parking(?: garage| lot)?|garage|lift|elevator|stairs|staircase|corridor|hallway|hall|kitchen|terrace|roof(?: terrace)?|breakfast room|conference room|meeting room|bathroom|entrance|front desk|balcony|basement|laundry)(?: (?:on|of|by|near) (?:the )?[\w ]{2,24})?)/.exec(
      text,
    );
  if (spot) return (spot[1] as string).trim();
  if (!asked) return undefined;
  const digits = /\b\d{2,4}\b/.exec(text.replace(/(\d) (?=\d\b)/g, "$1"));
  if (digits) return `room ${digits[0]}`;
  return text.length > 0 ? text.slice(0, 200) : undefined;
}
