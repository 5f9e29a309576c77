export interface ArticleSpec {
  title: string;
  indexLine: string;
  body: string;
  topic: string;
  audience: "guest" | "staff";
  owner: string;
  /** Days from today, for what happens on dates. */
  days?: readonly [number, number];
}

const guest = (
  topic: string,
  title: string,
  indexLine: string,
  body: string,
  owner = "Front desk",
): ArticleSpec => ({
  title,
  indexLine,
  body,
  topic,
  audience: "guest",
  owner,
});
const staff = (topic: string, title: string, indexLine: string, body: string): ArticleSpec => ({
  title,
  indexLine,
  body,
  topic,
  audience: "staff",
  owner: "Duty manager",
});
const event = (
  title: string,
  days: readonly [number, number],
  indexLine: string,
  body: string,
): ArticleSpec => ({
  title,
  indexLine,
  body,
  topic: "events",
  audience: "guest",
  owner: "Events",
  days,
});

export const ARTICLES: readonly ArticleSpec[] = [
  guest(
    "food",
    "Breakfast",
    "When and where breakfast is, and what it offers.",
    "Breakfast is served in the winter garden on the ground floor, from half past six until ten, at weekends until eleven. There is a buffet with warm dishes, and gluten-free bread on request. Early leavers get a bag from the front desk.",
    "Restaurant",
  ),
  guest(
    "food",
    "The restaurant Tidewater",
    "Opening hours, style and booking of the restaurant.",
    "Tidewater serves lunch from noon and dinner from six until ten. The kitchen cooks fish from the harbour and always has two dishes without meat or fish. Tables of more than eight are booked with the restaurant.",
    "Restaurant",
  ),
  guest(
    "food",
    "The bar and room service",
    "Bar hours and food in the room.",
    "The bar is open from four in the afternoon until midnight. Food is brought to rooms from seven in the morning until half past ten in the evening; a tray costs five euros.",
    "Restaurant",
  ),
  guest(
    "food",
    "Allergies",
    "What the kitchen can do about allergies.",
    "The kitchen knows the fourteen main allergens of every dish. It cannot promise that traces are absent. Tell us when you book, and once more at the table.",
    "Restaurant",
  ),
  guest(
    "transport",
    "Parking",
    "Garage spaces, height and price.",
    "The garage is under the house and takes cars up to two metres high. It has twenty-four spaces; a space costs twenty-four euros a night and can be put on the booking. Six spaces have chargers.",
    "Front desk",
  ),
  guest(
    "transport",
    "From the airport",
    "How to come from the airport.",
    "The airport train takes twenty-two minutes to Harbour Station, which is a six-minute walk from us along the quay. A taxi takes about forty minutes. We do not run a shuttle.",
    "Front desk",
  ),
  guest(
    "transport",
    "Trams and ferries",
    "Public transport near the hotel.",
    "Tram line four stops outside the door every ten minutes. The island ferries leave from pier two, three minutes away, from April until October.",
    "Front desk",
  ),
  guest(
    "transport",
    "Bicycles",
    "Bicycles to borrow.",
    "Eight bicycles stand in the courtyard and are free for guests for four hours at a time. Helmets are at the front desk.",
    "Front desk",
  ),
  guest(
    "rooms",
    "Wireless network",
    "How to get online.",
    "The network is called Harbour Guests and needs no password: you enter your room number and surname once. It is free in the whole house.",
    "Front desk",
  ),
  guest(
    "rooms",
    "What is in the room",
    "Kettle, safe, iron, hair dryer.",
    "Every room has a kettle, a safe that takes a laptop, a hair dryer and a minibar with water that is free. Irons and adapters are brought on request.",
    "Housekeeping",
  ),
  guest(
    "rooms",
    "Accessible rooms",
    "Step-free rooms and what they offer.",
    "Four courtyard doubles on the first floor are step-free, with a roll-in shower and a door ninety centimetres wide. The lift reaches every floor and the winter garden.",
    "Front desk",
  ),
  guest(
    "rooms",
    "Heating and cooling",
    "How to set the temperature.",
    "The panel beside the door sets the room between eighteen and twenty-four degrees. If it stays cold, tell us: it is usually the balcony door.",
    "Maintenance",
  ),
  guest(
    "leisure",
    "Sauna and plunge",
    "The sauna on the roof.",
    "The sauna on the sixth floor is open from seven until ten in the morning and from four until nine in the evening. A private hour can be booked; the cold plunge is not for children under twelve.",
    "Spa",
  ),
  guest(
    "leisure",
    "Fitness room",
    "Where and when to train.",
    "The fitness room on the fifth floor is open around the clock with the room key. There are two bicycles, a rower and weights.",
    "Spa",
  ),
  guest(
    "leisure",
    "Running and walking",
    "Good routes from the door.",
    "The quay path runs four kilometres to the lighthouse and is lit. Maps with three routes lie at the front desk.",
    "Front desk",
  ),
  guest(
    "leisure",
    "Families",
    "What there is for children.",
    "There is a play corner in the winter garden, cots are free, and children under six eat breakfast free. The family suites have a door between the rooms.",
    "Front desk",
  ),
  guest(
    "services",
    "Laundry",
    "Washing and pressing.",
    "Laundry handed in by ten on a weekday is back by six the same evening. Bags and the list are in the wardrobe.",
    "Housekeeping",
  ),
  guest(
    "services",
    "Luggage",
    "Keeping bags before and after a stay.",
    "We keep bags free of charge on the day of arrival and of departure. Longer is possible for five euros a day.",
    "Front desk",
  ),
  guest(
    "services",
    "Meeting rooms",
    "Rooms for meetings and small parties.",
    "There are two rooms: the Chart Room for twelve and the Sail Loft for forty. The events team makes the offer.",
    "Events",
  ),
  event(
    "Harbour jazz evening",
    [5, 5],
    "Live music in the bar.",
    "A trio plays in the bar from eight in the evening. Everybody is welcome; there is no ticket. Tables by the window can be kept for guests of the house.",
  ),
  event(
    "Chef's fish table",
    [9, 9],
    "A long table in the restaurant with one menu.",
    "One table, five courses, at seven in the evening in Tidewater. It costs sixty-eight euros a person and is open to everybody who books by noon.",
  ),
  event(
    "Christmas market on the quay",
    [12, 33],
    "Stalls in front of the house.",
    "Forty stalls stand on the quay from eleven in the morning until eight in the evening. The front of the house can be reached on foot only; cars use the garage ramp in Rope Street.",
  ),
  event(
    "Open rooftop sauna",
    [16, 16],
    "A guided sauna evening.",
    "Three guided rounds on the roof from six in the evening, open to guests of the house. Towels are there.",
  ),
  event(
    "Ferry strike notice",
    [-3, 4],
    "Fewer ferries this week.",
    "The island ferries run every two hours only. The tram is not affected.",
  ),
  staff(
    "desk",
    "When the card terminal fails",
    "What to do when no card can be read.",
    "Use the second terminal in the back office first. If both fail, take a signed slip and tell the duty manager; never write a card number down.",
  ),
  staff(
    "desk",
    "Moving a guest to another hotel",
    "The order of partner hotels when a room is missing.",
    "Call the duty manager. Ask Hill House first, then the Pilot Hotel. We pay the taxi and the first night, and we call the guest the next morning.",
  ),
  staff(
    "desk",
    "Night audit",
    "Steps at three in the morning.",
    "Close the day at three. Mark no-shows, check that nobody sleeps in a room that is out of order, and print the list of arrivals.",
  ),
  staff(
    "safety",
    "Lift stuck with people inside",
    "Who is called and what is said.",
    "Speak to the people through the panel, call the lift company's number on the door, and tell the duty manager. Nobody opens the doors by hand.",
  ),
  staff(
    "housekeeping",
    "Stains that need the specialist",
    "What not to clean ourselves.",
    "Red wine on the wool carpets and candle wax go to the specialist. Cover the spot and make a request for maintenance.",
  ),
];
