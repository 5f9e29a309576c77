import type { Answer } from "./confirm";

/**
 * How a yes and a no begin in a language, and the words that make a yes doubtful wherever they stand: "yes, but". Closed
 * lists, in lower case without punctuation: what is not in them is no answer, and the question is asked again.
 */
interface Answers {
  yes: readonly string[];
  no: readonly string[];
  doubt: readonly string[];
}

const words = (text: string): string[] => text.split("|");

const languages: Readonly<Record<string, Answers>> = {
  de: {
    yes: words(
      "ja|jawohl|jo|genau|gern|gerne|klar|natürlich|selbstverständlich|richtig|korrekt|stimmt|passt|einverstanden|in ordnung|sicher|perfekt|sehr gut|wunderbar|okay|ok|das passt|das stimmt|das ist richtig|bitte buchen sie|buchen sie|machen sie das|auf jeden fall|unbedingt",
    ),
    no: words("nein|nee|nö|lieber nicht|auf keinen fall|nicht|danke nein|falsch|stopp|halt"),
    doubt: words(
      "nicht|nein|kein|keine|keinen|aber|vielleicht|eher|lieber|moment|augenblick|warten|warte|sondern|wie|was|wann|warum|wieso|ob|außer|statt|glaube|denke|weiß|später|überlegen|falls|wenn|eigentlich",
    ),
  },
  es: {
    yes: words(
      "sí|si por favor|si claro|si gracias|si señor|si señora|si señorita|si correcto|si exacto|si de acuerdo|claro|vale|de acuerdo|correcto|exacto|perfecto|está bien|por supuesto|adelante|confirmo|confirmado|muy bien|resérvelo|resérvela|hágalo|así es|okay|ok",
    ),
    no: words("no|para nada|nada|mejor no|incorrecto|en absoluto"),
    doubt: words(
      "no|pero|quizá|quizás|tal vez|mejor|espere|momento|segundo|qué|cuánto|cuánta|cuándo|cómo|dónde|cuál|salvo|excepto|sino|depende|creo|pienso|luego|después|pensar|pensarlo|aunque",
    ),
  },
  fr: {
    yes: words(
      "oui|ouais|d'accord|bien sûr|exactement|exact|c'est bon|c'est ça|c'est correct|c'est exact|c'est parfait|c'est juste|parfait|entendu|volontiers|allez-y|absolument|tout à fait|je confirme|très bien|réservez|faites-le|avec plaisir|okay|ok",
    ),
    no: words("non|pas du tout|surtout pas|jamais|c'est faux|pas"),
    doubt: words(
      "non|pas|mais|peut-être|plutôt|attendez|instant|moment|combien|quand|comment|quoi|quel|quelle|sauf|crois|pense|dépend|réfléchir|tard|si|seulement",
    ),
  },
  it: {
    yes: words(
      "sì|si grazie|si certo|si per favore|si esatto|certo|certamente|va bene|d'accordo|esatto|perfetto|corretto|giusto|confermo|volentieri|molto bene|assolutamente|okay|ok",
    ),
    no: words("no|per niente|niente|meglio di no|sbagliato"),
    doubt: words(
      "no|non|ma|però|forse|magari|aspetti|attimo|momento|quanto|quando|come|cosa|quale|tranne|dipende|credo|penso|pensarci|dopo|invece|se",
    ),
  },
  pt: {
    yes: words(
      "sim|claro|está bem|certo|correto|exato|exatamente|perfeito|com certeza|de acordo|combinado|confirmo|pode reservar|muito bem|okay|ok",
    ),
    no: words("não|nada|de jeito nenhum|melhor não|errado"),
    doubt: words(
      "não|mas|talvez|melhor|espere|momento|quanto|quando|como|qual|exceto|depende|acho|penso|pensar|depois|porém|se",
    ),
  },
  nl: {
    yes: words(
      "ja|jawel|graag|klopt|dat klopt|prima|akkoord|goed|natuurlijk|zeker|juist|precies|perfect|in orde|uitstekend|doe maar|okay|oké|ok",
    ),
    no: words("nee|liever niet|zeker niet|niet|fout"),
    doubt: words(
      "niet|nee|geen|maar|misschien|liever|moment|wacht|even|hoeveel|wanneer|hoe|wat|welke|behalve|denk|geloof|later|als|eigenlijk",
    ),
  },
  sv: {
    yes: words(
      "ja|japp|jo|gärna|stämmer|det stämmer|precis|visst|självklart|absolut|perfekt|bra|det blir bra|korrekt|okej|okay|ok",
    ),
    no: words("nej|nä|inte|helst inte|absolut inte|fel"),
    doubt: words(
      "inte|nej|ingen|men|kanske|hellre|vänta|ögonblick|hur|när|vad|vilken|utom|tror|senare|om|egentligen",
    ),
  },
  da: {
    yes: words(
      "ja|jo|gerne|ja tak|det stemmer|stemmer|præcis|selvfølgelig|absolut|perfekt|fint|godt|det er rigtigt|rigtigt|korrekt|okay|ok",
    ),
    no: words("nej|ikke|helst ikke|absolut ikke|forkert"),
    doubt: words(
      "ikke|nej|ingen|men|måske|hellere|vent|øjeblik|hvor|hvornår|hvad|hvilken|undtagen|tror|senere|hvis|egentlig",
    ),
  },
  no: {
    yes: words(
      "ja|jo|gjerne|ja takk|det stemmer|stemmer|akkurat|selvfølgelig|absolutt|perfekt|fint|flott|det er riktig|riktig|korrekt|greit|okay|ok",
    ),
    no: words("nei|ikke|helst ikke|absolutt ikke|feil"),
    doubt: words(
      "ikke|nei|ingen|men|kanskje|heller|vent|øyeblikk|hvor|når|hva|hvilken|unntatt|tror|senere|hvis|egentlig",
    ),
  },
  bn: {
    yes: words("হ্যাঁ|হ্যা|হাঁ|হা|জি|জী|জ্বি|জ্বী|ঠিক আছে|ঠিক|সঠিক|অবশ্যই|নিশ্চয়ই|রাজি|বুক করুন|করে দিন|করুন|তাই|ওকে|okay|ok"),
    no: words("না|জি না|জ্বি না|জী না|দরকার নেই|ভুল|থাক"),
    doubt: words("না|নয়|নেই|কিন্তু|তবে|হয়তো|বোধহয়|দাঁড়ান|অপেক্ষা|কত|কবে|কখন|কি|কী|কেন|কোন|কোথায়|পরে|ভাবি|ভেবে|যদি"),
  },
};

/** Said before an answer without being one. */
const OPENERS = words("oh|ah|äh|ähm|eh|euh|um|hm|also|na|tja|bueno|pues|ben|bon|allora|então|nou|så|আচ্ছা");
/** Whoever says more than this does not only answer. */
const MAX_WORDS = 14;

/** What an utterance answers in the call's language (BCP 47); `doubt` when it must not be taken for a yes. */
export function answerIn(language: string, text: string): Answer | "doubt" | undefined {
  const code = language.slice(0, 2).toLowerCase();
  const key = code === "nb" || code === "nn" ? "no" : code;
  const known = Object.hasOwn(languages, key) ? languages[key] : undefined;
  if (!known) return undefined;
  const all = tokens(text);
  const from = all.findIndex((word) => !OPENERS.includes(word));
  const said = ` ${all.slice(Math.max(0, from)).join(" ")} `;
  const begins = (phrase: string) => said.startsWith(` ${phrase} `);
  if (known.no.some(begins)) return "no";
  if (known.doubt.some((word) => said.includes(` ${word} `)) || text.includes("?")) return "doubt";
  return all.length <= MAX_WORDS && known.yes.some(begins) ? "yes" : undefined;
}

const tokens = (text: string): string[] =>
  text
    .normalize("NFC")
    .toLowerCase()
    .replaceAll("’", "'")
    .replace(/[.,;:!?…"«»„“”()।]+/g, " ")
    .split(/\s+/)
    .filter(Boolean);
