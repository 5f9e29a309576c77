import { nightsBetween } from "@/server/kernel/dates";
import { decimals } from "@/server/kernel/money";
import type { StayRecord } from "./record";

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** "Fri 5 Jun 2026". The dashboard is English; a hotel's plain date has no zone. */
export const sayDate = (date: string): string =>
  new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  })
    .format(new Date(`${date}T00:00:00Z`))
    .replace(",", "");

const sayMoney = (amount: number, currency: string): string =>
  `${currency} ${(amount / 10 ** decimals(currency)).toFixed(decimals(currency))}`;

const party = (stay: StayRecord): string =>
  [
    count(stay.adults, "adult"),
    ...(stay.children > 0 ? [count(stay.children, "child", "children")] : []),
  ].join(" and ");

/** "Courtyard double for 2 adults, 3 nights from Fri 5 Jun 2026, code 7K2M, EUR 456.00". */
export const sayStay = (stay: StayRecord): string =>
  [
    `${stay.roomType} for ${party(stay)}`,
    `${count(nightsBetween(stay.arrival, stay.departure), "night")} from ${sayDate(stay.arrival)}`,
    `code ${stay.code}`,
    sayMoney(stay.total, stay.currency),
  ].join(", ");

const TOPICS = new Map<string, string>(
  Object.entries({
    place: "the house",
    arrival_departure: "check-in and check-out",
    stay_limits: "how long one may stay",
    price_rules: "prices",
    people: "children and animals",
    identity: "who may ask what",
    service_promises: "services",
    wakeup: "wake-up calls",
    safety: "safety",
    lost_and_found: "lost things",
    directory: "whom to reach",
    line: "the line itself",
  }),
);

/** A topic of the hotel's policies, as the end of "had a question about …". */
export const sayTopic = (topic: string): string => TOPICS.get(topic) ?? topic.replaceAll("_", " ");

const TOOLS = new Map<string, string>(
  Object.entries({
    search_rooms: "Finding a room",
    quote_stay: "Holding the room",
    book_stay: "Booking",
    preview_change: "Changing the stay",
    preview_cancel: "Cancelling",
    commit_change: "Changing the stay",
    create_request: "A request",
    set_wakeup: "A wake-up call",
    start_payment: "Paying by keypad",
    transfer_call: "Speaking to a person",
    report_lost_item: "Reporting a lost item",
    take_message: "Leaving a message",
  }),
);

/** What a tool does, as the beginning of a sentence. */
export const sayTool = (name: string): string => {
  const words = name.replaceAll("_", " ");
  return TOOLS.get(name) ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};
