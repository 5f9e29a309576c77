import { expect, test } from "vitest";
import { placesIn } from "./places";

const about = (body: string, title = "Getting around") => ({ title, body });

test("places are the address without its numbers, what articles are about, and the names in them", () => {
  const place = { address: "12 Harbour Street, 0150 Oslo", spokenAddress: undefined };
  const places = placesIn(place, [
    about("The Museum of the Sea is next to Akershus Fortress. Take tram twelve to Aker Brygge."),
    about("Vom Hauptbahnhof sind es zehn Minuten bis zur Maximilianstraße.", "Anreise"),
  ]);
  expect(places).toEqual(
    expect.arrayContaining([
      ...["Harbour Street", "Oslo", "Getting around", "Anreise", "Akershus Fortress", "Aker Brygge"],
      ...["Hauptbahnhof", "Maximilianstraße"],
    ]),
  );
  expect(places.some((name) => name.includes("Museum of the Sea"))).toBe(true);
});

test("nothing gives nothing; sentences, numbers and repeats are none", () => {
  expect(placesIn({}, [])).toEqual([]);
  const found = placesIn({ address: "12, 0150" }, [
    about(
      "Aker Brygge and aker brygge, AKER BRYGGE. It is open at seven.",
      "A title that is far too long to be a name",
    ),
  ]);
  expect(found.map((name) => name.toLowerCase())).toEqual(["aker brygge"]);
});

test("a book of articles does not make the list endless", () => {
  const letters = "abcdefghijklmnop";
  const books = Array.from({ length: 20 }, (_, n) =>
    about(
      [...letters]
        .map((letter) => `Old ${letters[n % 16]?.toUpperCase()}${letter}${"e".repeat(n)} Bridge.`)
        .join(" "),
    ),
  );
  expect(placesIn({}, books)).toHaveLength(150);
});
