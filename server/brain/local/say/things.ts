import { type GuestLanguage, guestLanguage } from "@/server/kernel/in-language";

/** One with its article and the word for several. */
type Counted = readonly [one: string, many: string];
type Translated = Readonly<Record<Exclude<GuestLanguage, "en">, Counted>>;

const thing = (de: Counted, es: Counted, fr: Counted, bn: string): Translated => ({
  de,
  es,
  fr,
  bn: [`একটি ${bn}`, bn],
});

/** Things a guest asks for, by the English word that a request carries to the staff. */
const things: Readonly<Record<string, Translated>> = {
  towel: thing(
    ["ein Handtuch", "Handtücher"],
    ["una toalla", "toallas"],
    ["une serviette", "serviettes"],
    "তোয়ালে",
  ),
  pillow: thing(
    ["ein Kissen", "Kissen"],
    ["una almohada", "almohadas"],
    ["un oreiller", "oreillers"],
    "বালিশ",
  ),
  blanket: thing(
    ["eine Decke", "Decken"],
    ["una manta", "mantas"],
    ["une couverture", "couvertures"],
    "কম্বল",
  ),
  sheet: thing(["ein Laken", "Laken"], ["una sábana", "sábanas"], ["un drap", "draps"], "চাদর"),
  "toilet paper": thing(
    ["eine Rolle Toilettenpapier", "Rollen Toilettenpapier"],
    ["un rollo de papel higiénico", "rollos de papel higiénico"],
    ["un rouleau de papier toilette", "rouleaux de papier toilette"],
    "টয়লেট পেপার",
  ),
  toothbrush: thing(
    ["eine Zahnbürste", "Zahnbürsten"],
    ["un cepillo de dientes", "cepillos de dientes"],
    ["une brosse à dents", "brosses à dents"],
    "টুথব্রাশ",
  ),
  toothpaste: thing(
    ["eine Zahnpasta", "Zahnpasten"],
    ["una pasta de dientes", "pastas de dientes"],
    ["un dentifrice", "dentifrices"],
    "টুথপেস্ট",
  ),
  soap: thing(["eine Seife", "Seifen"], ["un jabón", "jabones"], ["un savon", "savons"], "সাবান"),
  shampoo: thing(
    ["ein Shampoo", "Shampoos"],
    ["un champú", "champús"],
    ["un shampoing", "shampoings"],
    "শ্যাম্পু",
  ),
  slippers: thing(
    ["ein Paar Hausschuhe", "Paar Hausschuhe"],
    ["un par de zapatillas", "pares de zapatillas"],
    ["une paire de chaussons", "paires de chaussons"],
    "চপ্পল",
  ),
  bathrobe: thing(
    ["ein Bademantel", "Bademäntel"],
    ["un albornoz", "albornoces"],
    ["un peignoir", "peignoirs"],
    "গাউন",
  ),
  hanger: thing(
    ["ein Kleiderbügel", "Kleiderbügel"],
    ["una percha", "perchas"],
    ["un cintre", "cintres"],
    "হ্যাঙ্গার",
  ),
  iron: thing(
    ["ein Bügeleisen", "Bügeleisen"],
    ["una plancha", "planchas"],
    ["un fer à repasser", "fers à repasser"],
    "ইস্ত্রি",
  ),
  "hair dryer": thing(
    ["ein Föhn", "Föhne"],
    ["un secador", "secadores"],
    ["un sèche-cheveux", "sèche-cheveux"],
    "হেয়ার ড্রায়ার",
  ),
  kettle: thing(
    ["ein Wasserkocher", "Wasserkocher"],
    ["un hervidor", "hervidores"],
    ["une bouilloire", "bouilloires"],
    "কেটলি",
  ),
  glasses: thing(
    ["ein Satz Gläser", "Gläser"],
    ["un juego de vasos", "vasos"],
    ["un jeu de verres", "verres"],
    "গ্লাস",
  ),
  cup: thing(["eine Tasse", "Tassen"], ["una taza", "tazas"], ["une tasse", "tasses"], "কাপ"),
  water: thing(
    ["eine Flasche Wasser", "Flaschen Wasser"],
    ["una botella de agua", "botellas de agua"],
    ["une bouteille d'eau", "bouteilles d'eau"],
    "পানির বোতল",
  ),
  ice: thing(
    ["eine Portion Eis", "Portionen Eis"],
    ["un cubo de hielo", "cubos de hielo"],
    ["un seau de glaçons", "seaux de glaçons"],
    "বরফ",
  ),
  adapter: thing(
    ["ein Adapter", "Adapter"],
    ["un adaptador", "adaptadores"],
    ["un adaptateur", "adaptateurs"],
    "অ্যাডাপ্টার",
  ),
  charger: thing(
    ["ein Ladegerät", "Ladegeräte"],
    ["un cargador", "cargadores"],
    ["un chargeur", "chargeurs"],
    "চার্জার",
  ),
  razor: thing(
    ["ein Rasierer", "Rasierer"],
    ["una maquinilla", "maquinillas"],
    ["un rasoir", "rasoirs"],
    "রেজর",
  ),
  cot: thing(
    ["ein Kinderbett", "Kinderbetten"],
    ["una cuna", "cunas"],
    ["un lit bébé", "lits bébé"],
    "বাচ্চার খাট",
  ),
  "extra bed": thing(
    ["ein Zustellbett", "Zustellbetten"],
    ["una cama supletoria", "camas supletorias"],
    ["un lit d'appoint", "lits d'appoint"],
    "বাড়তি খাট",
  ),
  umbrella: thing(
    ["ein Regenschirm", "Regenschirme"],
    ["un paraguas", "paraguas"],
    ["un parapluie", "parapluies"],
    "ছাতা",
  ),
  fan: thing(
    ["ein Ventilator", "Ventilatoren"],
    ["un ventilador", "ventiladores"],
    ["un ventilateur", "ventilateurs"],
    "পাখা",
  ),
  heater: thing(
    ["ein Heizgerät", "Heizgeräte"],
    ["un calefactor", "calefactores"],
    ["un chauffage", "chauffages"],
    "হিটার",
  ),
  newspaper: thing(
    ["eine Zeitung", "Zeitungen"],
    ["un periódico", "periódicos"],
    ["un journal", "journaux"],
    "খবরের কাগজ",
  ),
};

const english = (item: string, qty: number): string =>
  qty === 1
    ? `${/^[aeiou]/.test(item) ? "an" : "a"} ${item}`
    : `${item}s`.replace(/ss$/, "ss").replace(/papers$/, "paper");

/** "two towels" in a BCP 47 language: `count` says a number there. Undefined where the language has no word for it. */
export function thingWords(
  language: string,
  item: string,
  qty: number,
  count: (value: number) => string,
): string | undefined {
  const code = guestLanguage(language) ?? "en";
  if (code === "en") return qty === 1 ? english(item, 1) : `${count(qty)} ${english(item, qty)}`;
  const words = Object.hasOwn(things, item) ? things[item]?.[code] : undefined;
  return words && (qty === 1 ? words[0] : `${count(qty)} ${words[1]}`);
}

/** The words of every thing that is named in other languages, for what they are understood by. */
export const thingNames: readonly string[] = Object.keys(things);

const notes: Readonly<Record<string, Readonly<Record<Exclude<GuestLanguage, "en">, string>>>> = {
  honeymoon: { de: "Flitterwochen", es: "luna de miel", fr: "voyage de noces", bn: "মধুচন্দ্রিমা" },
  anniversary: { de: "Jahrestag", es: "aniversario", fr: "anniversaire de mariage", bn: "বিবাহবার্ষিকী" },
  birthday: { de: "Geburtstag", es: "cumpleaños", fr: "anniversaire", bn: "জন্মদিন" },
  "a quiet room": {
    de: "ein ruhiges Zimmer",
    es: "una habitación tranquila",
    fr: "une chambre calme",
    bn: "নিরিবিলি রুম",
  },
  "a high floor": { de: "ein hohes Stockwerk", es: "un piso alto", fr: "un étage élevé", bn: "উঁচু তলা" },
  "a low floor": { de: "ein niedriges Stockwerk", es: "un piso bajo", fr: "un étage bas", bn: "নিচু তলা" },
  "near the lift": {
    de: "nahe am Aufzug",
    es: "cerca del ascensor",
    fr: "près de l'ascenseur",
    bn: "লিফটের কাছে",
  },
  "away from the lift": {
    de: "weit weg vom Aufzug",
    es: "lejos del ascensor",
    fr: "loin de l'ascenseur",
    bn: "লিফট থেকে দূরে",
  },
  "no feathers": { de: "keine Federn", es: "sin plumas", fr: "sans plumes", bn: "পালক ছাড়া" },
};

/** A note of a booking as the line reads it back; the house keeps it in English. */
export function noteWords(language: string, note: string): string {
  const code = guestLanguage(language) ?? "en";
  return code === "en" || !Object.hasOwn(notes, note) ? note : (notes[note]?.[code] ?? note);
}
