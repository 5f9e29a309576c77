import { type PolicyArea, policyAreas } from "@/server/features/policies";
import type { HouseSpec } from "./house";

/** Every area a manager can set, filled for a house of this kind; parsed by the areas' own schemas. */
export function policiesFor(spec: HouseSpec): Record<PolicyArea, object> {
  const values = {
    place: {
      spokenName: spec.name,
      address: `12 Quay Street, ${spec.slug === "harbour" ? "Old Harbour" : "Upper Town"}`,
      spokenAddress: `twelve Quay Street, ${spec.slug === "harbour" ? "right at the old harbour" : "up the hill"}`,
      floors: spec.floors,
      deskHours: "around the clock",
      deskAroundTheClock: true,
    },
    arrival_departure: {
      checkInFrom: "15:00",
      checkOutUntil: "11:00",
      earlyCheckIn: "on_the_day",
      earlyCheckInFrom: "11:00",
      lateCheckOutUntil: "14:00",
      lateCheckOutFee: 3_000,
      holdRoomUntil: "23:00",
      luggageBefore: true,
      luggageAfter: true,
      documents: "a passport or an identity card",
      minimumAge: 18,
    },
    stay_limits: { minNights: 1, maxNights: 28, furthestArrivalDays: 500, maxRoomsPerCall: 4, sameDayUntil: "23:30" },
    price_rules: {
      breakfastIncluded: false,
      breakfastPrice: 1_900,
      cityTaxNote: "City tax is two euros fifty a person and night from the age of twelve.",
      priceMatch: "desk_decides",
      companyBilling: "approved_companies",
    },
    payment: {
      guaranteeRequired: false,
      charged: "on_departure",
      cardBrands: ["Visa", "Mastercard", "American Express"],
      cash: true,
      refundDays: 5,
    },
    cancellation: {
      summary: "The flexible rate is free to cancel until two days before arrival; the saver rate is not refunded.",
      noShowFee: "first_night",
      reinstateWithinHours: 24,
      reinstateKeepsPrice: true,
    },
    people: {
      childrenFreeToAge: 5,
      cotPrice: 0,
      extraBedPrice: 3_500,
      petsAllowed: true,
      petKinds: "dogs up to twenty-five kilos",
      petFeePerNight: 1_500,
      petRooms: "courtyard doubles on the first floor",
      assistanceAnimals: "Assistance dogs are welcome everywhere, at no charge.",
      smoking: "outside_areas",
      quietHours: "from ten in the evening until seven in the morning",
      visitors: "Visitors may stay in the lounge until eleven in the evening.",
    },
    identity: {
      factors: ["code", "phone", "email", "room"],
      tries: 3,
      lockMinutes: 30,
      messageDelivery: "within the hour",
    },
    service_promises: {
      kinds: [
        { kind: "housekeeping_item", department: "housekeeping", hours: "around the clock", deadlineMinutes: 20, spokenPromise: "within twenty minutes", urgency: "normal" },
        { kind: "housekeeping_service", department: "housekeeping", hours: "eight to eight", deadlineMinutes: 60, spokenPromise: "within the hour", urgency: "normal" },
        { kind: "maintenance", department: "maintenance", hours: "seven to eleven", deadlineMinutes: 45, spokenPromise: "within three quarters of an hour", urgency: "soon" },
        { kind: "noise_or_nuisance", department: "duty manager", deadlineMinutes: 10, spokenPromise: "at once", urgency: "urgent" },
        { kind: "luggage", department: "front desk", deadlineMinutes: 15, spokenPromise: "within a quarter of an hour" },
        { kind: "laundry", department: "housekeeping", hours: "weekdays until ten", deadlineMinutes: 600, spokenPromise: "by this evening" },
        { kind: "dietary_or_allergy", department: "kitchen", deadlineMinutes: 120, urgency: "soon" },
        { kind: "accessibility_need", department: "front desk", deadlineMinutes: 60, urgency: "soon" },
        { kind: "complaint", department: "duty manager", deadlineMinutes: 60, spokenPromise: "within the hour", urgency: "soon" },
        { kind: "manager_callback", department: "duty manager", deadlineMinutes: 120, spokenPromise: "within two hours", urgency: "soon" },
        { kind: "events_team", department: "events", hours: "weekdays nine to five", deadlineMinutes: 1_440, spokenPromise: "by tomorrow" },
      ],
    },
    wakeup: { earliest: "04:00", latest: "11:00", secondCallMinutes: 10, noAnswer: "After two calls somebody knocks.", price: 0 },
    safety: {
      emergencyNumber: "112",
      alarmChain: "Duty manager, then security, then the fire panel.",
      assemblyPoint: "The flagpole on the quay.",
      medicalScript: ["Help is on the way.", "Stay with the person.", "Keep this line open."],
      fireScript: ["Leave the room now.", "Take the stairs.", "Meet us at the flagpole."],
      securityScript: ["Lock your door.", "Somebody is coming to you."],
    },
    lost_and_found: { keepDays: 90, valuableKeepDays: 365, contactedBy: "the front desk, by phone or e-mail" },
    directory: {
      entries: [
        { destination: "front_desk", spokenName: "the front desk", number: "+15550100110", handles: "arrivals, bills, keys, anything urgent", overflow: "callback" },
        { destination: "restaurant", spokenName: "the restaurant", number: "+15550100111", from: "07:00", until: "22:00", handles: "tables, menus, allergies", overflow: "message" },
        { destination: "spa", spokenName: "the spa", number: "+15550100112", from: "09:00", until: "20:00", handles: "sauna, treatments", overflow: "callback" },
        { destination: "duty_manager", spokenName: "the duty manager", number: "+15550100113", handles: "complaints, decisions, safety", overflow: "callback" },
        { destination: "events", spokenName: "the events team", number: "+15550100114", from: "09:00", until: "17:00", handles: "groups, meetings, weddings", overflow: "callback" },
        { destination: "lost_property", spokenName: "lost property", number: "+15550100115", from: "08:00", until: "18:00", handles: "things left behind", overflow: "message" },
      ],
    },
    line: {
      personaName: "Maren",
      closing: "Thank you for calling. Goodbye.",
      voice: "slt",
      languages: ["en"],
      recording: "notice",
      offersPerCall: 2,
      silenceSeconds: 7,
      maxMinutes: 15,
      groupThreshold: 8,
      listenIn: false,
    },
  } satisfies Record<PolicyArea, object>;
  const areas = Object.keys(policyAreas) as PolicyArea[];
  return Object.fromEntries(areas.map((area) => [area, policyAreas[area].parse(values[area])])) as Record<PolicyArea, object>;
}
