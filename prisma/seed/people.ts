import type { Rng } from "./random";

interface Origin {
  weight: number;
  language: string;
  first: readonly string[];
  last: readonly string[];
  /** A number of a range the country's regulator keeps for fiction; absent where it keeps none. */
  phone?: (rng: Rng) => string;
}

const words = (text: string): string[] => text.trim().split(/\s+/);
const tail = (rng: Rng, digits: number) => String(rng.int(0, 10 ** digits - 1)).padStart(digits, "0");
const AREAS_US = ["212", "312", "415", "617", "206", "305", "303", "503"];

// Ranges: Ofcom (UK drama numbers), BNetzA (Drama-Nummern), ARCEP (œuvres audiovisuelles), NANPA 555-01xx,
// ACMA (Australia), PTS (Sweden), ComReg (Ireland).
const uk = (rng: Rng) => `+447700900${tail(rng, 3)}`;
const germany = (rng: Rng) => (rng.chance(0.5) ? `+4917139200${tail(rng, 2)}` : `+493023125${tail(rng, 3)}`);
const france = (rng: Rng) => `+3363998${tail(rng, 4)}`;
const america = (rng: Rng) => `+1${rng.pick(AREAS_US)}55501${tail(rng, 2)}`;
const australia = (rng: Rng) => `+6125550${tail(rng, 4)}`;
const sweden = (rng: Rng) => `+46701740${rng.int(605, 699)}`;
const ireland = (rng: Rng) => `+3532091${tail(rng, 5)}`;

const ORIGINS: readonly Origin[] = [
  {
    weight: 20,
    language: "en",
    first: words(
      "Ingrid Lars Solveig Henrik Astrid Magnus Kari Olav Sigrid Eirik Marte Jonas Tuva Sindre Hanne Pål",
    ),
    last: words(
      "Hansen Berg Solberg Haugen Lie Moen Dahl Bakken Strand Nygård Eide Lunde Sæther Ødegård Fjeld Tveit",
    ),
  },
  {
    weight: 16,
    language: "en",
    first: words(
      "Oliver Amelia Harry Isla Thomas Grace Callum Priya Gareth Niamh Rhys Eleanor Imran Poppy Alasdair Ruth",
    ),
    last: words(
      "Whitfield Harrow Sutton Pembroke Ashdown Carver Patel Llewellyn Marsh Okonkwo Thackeray Hale Begum Frost",
    ),
    phone: uk,
  },
  {
    weight: 15,
    language: "de",
    first: words(
      "Anna Lukas Greta Felix Johanna Matthias Leonie Jürgen Katrin Emre Sabine Moritz Heike Tobias Aylin",
    ),
    last: words(
      "Brandt Keller Vogel Winter Schreiber Lorenz Yıldız Hartmann Kühn Seidel Ackermann Böhm Ritter Pohl",
    ),
    phone: germany,
  },
  {
    weight: 9,
    language: "fr",
    first: words(
      "Camille Hugo Élodie Antoine Léa Mathieu Inès Youssef Margaux Rémi Clémence Thierry Nadia Bastien",
    ),
    last: words(
      "Moreau Lefèvre Rousseau Chevalier Garnier Benali Fontaine Mercier Perrin Dubreuil Lacroix Haddad",
    ),
    phone: france,
  },
  {
    weight: 14,
    language: "en",
    first: words(
      "Emily Marcus Danielle Tyrone Kelsey Diego Hannah Andre Megan Kwame Sofia Blake Lauren Darius Mei",
    ),
    last: words(
      "Caldwell Rivera Whitaker Brooks Nakamura Sullivan Ellison Vaughn Delgado Prescott Holloway Chen Abara",
    ),
    phone: america,
  },
  {
    weight: 7,
    language: "en",
    first: words("Freja Nils Elsa Axel Maja Oskar Linnea Gustav Signe Rasmus Alma Viggo Ebba Anton"),
    last: words("Lindqvist Åkesson Nyström Bergman Holm Sjöberg Ekdahl Falk Rosén Lindgren Vinter Hedlund"),
    phone: sweden,
  },
  {
    weight: 7,
    language: "es",
    first: words("Lucía Javier Carmen Álvaro Marta Pablo Elena Íñigo Rocío Sergio Nuria Andrés Paloma Tomás"),
    last: words("Ortega Navarro Ibáñez Molina Castaño Serrano Quintana Peña Aguilar Vidal Robles Iglesias"),
  },
  {
    weight: 4,
    language: "bn",
    first: words("Farhana Tanvir Nusrat Arif Sharmin Rafiq Anika Imtiaz Mitali Sourav"),
    last: words("Rahman Chowdhury Hossain Sarkar Mukherjee Karim Banik Sultana Ghosh Akter"),
  },
  {
    weight: 4,
    language: "en",
    first: words("Yuki Haruto Wei Lin Ji-woo Min-jun Thuy Anh Arjun Kavya Siti Budi"),
    last: words("Tanaka Mori Zhang Liu Park Seo Nguyen Tran Menon Iyer Wijaya Santoso"),
  },
  {
    weight: 4,
    language: "en",
    first: words("Amara Chidi Zanele Thabo Wanjiru Kofi Layla Omar Yasmin Tariq Miriam Noam"),
    last: words("Okafor Dlamini Mwangi Mensah Haddad Mansour Eliav Barakat Diallo Adeyemi"),
  },
  {
    weight: 3,
    language: "en",
    first: words("Matilda Lachlan Ruby Cooper Tahlia Angus Aoife Cian Saoirse Declan"),
    last: words("Mackay Brennan Doyle Kavanagh Fitzroy Larkin Quigley Nolan Redmond"),
    phone: (rng) => (rng.chance(0.5) ? australia(rng) : ireland(rng)),
  },
];

export interface Person {
  first: string;
  last: string;
  language: string;
  phone: string | null;
  email: string | null;
}

const mail = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/[øØ]/g, "o")
    .replace(/[æÆ]/g, "ae")
    .replace(/ı/g, "i")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();

/** An invented guest; numbers in ranges kept for fiction, addresses under `.example`. */
export function makePerson(rng: Rng): Person {
  const origin = rng.weighted(ORIGINS.map((item) => [item, item.weight] as const));
  const first = rng.pick(origin.first);
  const last = rng.pick(origin.last);
  const reachable = origin.phone && rng.chance(0.88);
  const email =
    reachable && rng.chance(0.3) ? null : `${mail(first)}.${mail(last)}${rng.int(1, 99)}@post.example`;
  return {
    first,
    last,
    language: origin.language,
    phone: reachable && origin.phone ? origin.phone(rng) : null,
    email,
  };
}

export const PREFERENCES: readonly (readonly [string, string])[] = [
  ["floor", "high floor"],
  ["floor", "away from the lift"],
  ["pillow", "feather-free pillow"],
  ["pillow", "two extra pillows"],
  ["newspaper", "local newspaper"],
  ["diet", "vegetarian breakfast"],
  ["diet", "gluten-free bread"],
  ["room", "quiet side, courtyard"],
  ["room", "harbour side"],
  ["temperature", "room at eighteen degrees"],
];
