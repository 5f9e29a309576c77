import { beforeAll, expect, test } from "vitest";
import { lexicons } from "@/server/brain/gate";
import { call, inOrder, rig } from "./testing/double";

const stay = { checkIn: "2026-12-04", checkOut: "2026-12-06", adults: 2 };
const guest = { first: "Anna", last: "Berg", phone: "+4915112345678" };
const book = call("book_stay", { quotes: ["quote_1"], guest, guarantee: { kind: "none" } });

// Half a second, and much more on a machine with other work.
beforeAll(() => void lexicons(), 60_000);

test.each([
  ["de", "Soll ich das buchen?", "Ja, gern.", true],
  ["de", "Soll ich das buchen?", "Ja, aber lieber am Freitag.", false],
  ["fr", "Voulez-vous cela ?", "Oui, c'est bon.", true],
  ["es", "¿Le parece bien?", "Sí, por favor.", true],
  ["es", "¿Le parece bien?", "No, gracias.", false],
  ["bn", "ঠিক আছে?", "হ্যাঁ, বুক করুন।", true],
])("in %s: %j answered with %j lets an effect through: %s", async (language, question, answer, through) => {
  const r = rig(
    inOrder(
      { calls: [call("search_rooms", stay)] },
      { calls: [call("quote_stay", { offer: "offer_2" })] },
      { text: question },
      { calls: [book] },
      { text: "OK." },
      { text: "OK." },
    ),
    { opening: { language, languages: [language] } },
  );
  const c = await r.start();
  await c.say("...");
  await c.say(answer);
  expect(c.hotel.log.some(({ name }) => name === "book_stay")).toBe(through);
});
