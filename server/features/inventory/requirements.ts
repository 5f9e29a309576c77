import { type RoomTypeRow, remembered } from "@/server/features/rates";
import type { Requirements } from "./schema";

/** `Sea view` → `sea_view`: attributes are compared in this form. A search asks for the same ones again and again. */
export const attributeKey = remembered((text) =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, ""),
);

/** Attributes that make a room usable with a wheelchair; "accessible" alone asks for any of them. */
const ACCESSIBLE = [
  "accessible",
  "wheelchair",
  "step_free",
  "roll_in_shower",
  "grab_bars",
  "hoist",
  "wide_door",
];
const ANY_ACCESSIBLE = new Set(["accessible", "wheelchair", "wheelchair_accessible"]);
const PETS = ["pets", "pets_allowed", "pet_friendly"];
const STOP_WORDS = new Set(["a", "an", "the", "room", "bed", "beds", "with", "one", "view"]);

const words = remembered((text): readonly string[] =>
  attributeKey(text)
    .split("_")
    .map((word) => (word.endsWith("s") && word.length > 3 ? word.slice(0, -1) : word))
    .filter((word) => word && !STOP_WORDS.has(word)),
);

const has = (type: RoomTypeRow, ...names: string[]): boolean =>
  type.attributes.some((attribute) => names.includes(attributeKey(attribute)));

const hasWords = (text: string, within: readonly string[]): boolean => {
  const wanted = words(text);
  return wanted.length > 0 && within.some((item) => wanted.every((word) => words(item).includes(word)));
};

/** Whether a caller means this type: its code, its name or its spoken name, articles aside. */
export function isRoomType(type: RoomTypeRow, said: string): boolean {
  if (attributeKey(type.code) === attributeKey(said)) return true;
  return hasWords(said, [type.name, type.spokenName]);
}

type TypeRequirement = Exclude<keyof Requirements, "maxPrice">;
/** One test a requirement, on what every room of the type has. Price is tested on the offer. */
const tests: {
  [K in TypeRequirement]: (type: RoomTypeRow, wanted: NonNullable<Requirements[K]>) => boolean;
} = {
  view: (type, view) =>
    hasWords(
      view,
      type.attributes.filter((name) => /view|side|facing/.test(attributeKey(name))),
    ),
  smoking: (type, smoking) => has(type, "smoking", "smoking_allowed") === smoking,
  beds: (type, beds) => hasWords(beds, [type.beds]),
  accessible: (type, names) =>
    names.every((name) =>
      ANY_ACCESSIBLE.has(attributeKey(name)) ? has(type, ...ACCESSIBLE) : has(type, attributeKey(name)),
    ),
  pets: (type, pets) => !pets || has(type, ...PETS),
  connecting: (type, connecting) =>
    !connecting || has(type, "connecting", "connecting_room", "connecting_rooms"),
  roomType: isRoomType,
};

const met = <K extends TypeRequirement>(name: K, type: RoomTypeRow, must: Requirements): boolean => {
  const wanted = must[name];
  return wanted === undefined || tests[name](type, wanted as NonNullable<Requirements[K]>);
};

/** The requirements this type does not meet. */
export const unmet = (type: RoomTypeRow, must: Requirements): TypeRequirement[] =>
  (Object.keys(tests) as TypeRequirement[]).filter((name) => !met(name, type, must));

/** How many wishes the type grants by its attributes, beds, name. */
export const wishesMet = (type: RoomTypeRow, wish: readonly string[]): number =>
  wish.filter(
    (item) => has(type, attributeKey(item)) || hasWords(item, [...type.attributes, type.beds, type.name]),
  ).length;
