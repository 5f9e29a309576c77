import { type AllSentences, price, yesNo } from "./types";

export const bn: AllSentences = {
  place: {
    spokenAddress: (value) => `আমাদের ঠিকানা ${value}।`,
    floors: (value, { spoken }) => `হোটেলে ${spoken.number(value)}টি তলা আছে।`,
    deskHours: (value) => `ফ্রন্ট ডেস্কের সময়: ${value}।`,
    deskAroundTheClock: yesNo("ফ্রন্ট ডেস্ক দিনরাত খোলা।", "ফ্রন্ট ডেস্ক রাতে বন্ধ।"),
  },
  arrival_departure: {
    checkInFrom: (value, { spoken }) => `চেক-ইন ${spoken.time(value)} থেকে।`,
    checkOutUntil: (value, { spoken }) => `চেক-আউট ${spoken.time(value)} পর্যন্ত।`,
    earlyCheckIn: (value) =>
      ({
        not_offered: "আগে চেক-ইন দিতে পারি না।",
        on_the_day: "আগে চেক-ইনের নিশ্চয়তা দেওয়া যায় না, সেদিনের ওপর নির্ভর করে।",
        guaranteed_for_fee: "ফি দিয়ে আগে চেক-ইন বুক করা যায়।",
      })[value],
    earlyCheckInFrom: (value, { spoken }) => `আগে চেক-ইন ${spoken.time(value)} থেকে।`,
    earlyCheckInFee: (value, voice) => `আগে চেক-ইনের খরচ ${price(value, voice)}।`,
    lateCheckOutUntil: (value, { spoken }) => `রুম খালি থাকলে দেরিতে চেক-আউট ${spoken.time(value)} পর্যন্ত করা যায়।`,
    lateCheckOutFee: (value, voice) => `দেরিতে চেক-আউটের খরচ ${price(value, voice)}।`,
    holdRoomUntil: (value, { spoken }) => `আমরা রুম ${spoken.time(value)} পর্যন্ত রাখি।`,
    luggageBefore: yesNo("চেক-ইনের আগে মালপত্র আমাদের কাছে রাখতে পারেন।", "চেক-ইনের আগে মালপত্র রাখতে পারি না।"),
    luggageAfter: yesNo("চেক-আউটের পরে মালপত্র আমাদের কাছে রাখতে পারেন।", "চেক-আউটের পরে মালপত্র রাখতে পারি না।"),
    documents: (value) => `চেক-ইনের সময় লাগবে ${value}।`,
    minimumAge: (value, { spoken }) => `যিনি চেক-ইন করেন তাঁর বয়স কমপক্ষে ${spoken.number(value)} হতে হবে।`,
  },
  stay_limits: {
    minNights: (value, { spoken }) => `সবচেয়ে কম থাকা ${spoken.nights(value)}।`,
    maxNights: (value, { spoken }) => `ফোনে সবচেয়ে বেশি থাকা ${spoken.nights(value)}।`,
    furthestArrivalDays: (value, { spoken }) => `আমরা ${spoken.number(value)} দিন আগে পর্যন্ত বুকিং নিই।`,
    maxRoomsPerCall: (value, { spoken }) => `ফোনে ${spoken.number(value)}টি পর্যন্ত রুম বুক করতে পারেন।`,
    sameDayUntil: (value, { spoken }) => `আজ রাতের বুকিং ${spoken.time(value)} পর্যন্ত নিই।`,
  },
  price_rules: {
    breakfastIncluded: yesNo("সকালের নাস্তা দামের মধ্যে আছে।", "সকালের নাস্তা রুমের দামের মধ্যে নেই।"),
    breakfastPrice: (value, voice) => `সকালের নাস্তা জনপ্রতি ${price(value, voice)}।`,
    cityTaxNote: (value) => value,
    priceMatch: (value) =>
      value === "never" ? "অন্য জায়গার দাম আমরা মেলাই না।" : "অন্য জায়গায় পাওয়া দাম ফ্রন্ট ডেস্ক দেখতে পারে।",
    companyBilling: (value) =>
      value === "never"
        ? "কোম্পানির নামে বিল করতে পারি না।"
        : "যে কোম্পানির সঙ্গে আমাদের চুক্তি আছে, তাদের বিল করতে পারি।",
  },
  payment: {
    guaranteeRequired: yesNo("বুকিংয়ে গ্যারান্টি লাগে।", "বুকিংয়ে গ্যারান্টি লাগে না।"),
    charged: (value) =>
      ({
        at_booking: "বুকিংয়ের সময় টাকা দিতে হয়।",
        on_arrival: "আসার সময় টাকা দিতে হয়।",
        on_departure: "যাওয়ার সময় টাকা দিতে হয়।",
      })[value],
    cardBrands: (value, { spoken }) => `আমরা নিই ${spoken.list(value)}।`,
    cash: yesNo("আমরা নগদ টাকা নিই।", "আমরা নগদ টাকা নিই না।"),
    refundDays: (value, { spoken }) => `টাকা ফেরতে ${spoken.number(value)} দিন পর্যন্ত লাগে।`,
  },
  cancellation: {
    summary: (value) => value,
    noShowFee: (value) =>
      ({
        none: "না এলে কোনো খরচ নেই।",
        first_night: "না এলে প্রথম রাতের দাম নেওয়া হয়।",
        full: "না এলে পুরো থাকার দাম নেওয়া হয়।",
      })[value],
    reinstateWithinHours: (value, { spoken }) =>
      `বাতিল বুকিং ${spoken.number(value)} ঘণ্টার মধ্যে ফিরিয়ে আনা যায়, রুম খালি থাকলে।`,
  },
  people: {
    childrenFreeToAge: (value, { spoken }) =>
      `${spoken.number(value)} বছর পর্যন্ত শিশুরা মা-বাবার রুমে বিনা খরচে থাকে।`,
    cotPrice: (value, voice) =>
      value === 0 ? "শিশুর খাট বিনা খরচে।" : `শিশুর খাট প্রতি রাত ${price(value, voice)}।`,
    extraBedPrice: (value, voice) => `বাড়তি বিছানা প্রতি রাত ${price(value, voice)}।`,
    petsAllowed: yesNo("পোষা প্রাণী আনতে পারেন।", "পোষা প্রাণী নিতে পারি না।"),
    petKinds: (value) => `আমরা নিই ${value}।`,
    petFeePerNight: (value, voice) => `পোষা প্রাণী প্রতি রাত ${price(value, voice)}।`,
    petRooms: (value) => `পোষা প্রাণী থাকে ${value}-এ।`,
    assistanceAnimals: (value) => value,
    smoking: (value) =>
      ({
        nowhere: "পুরো হোটেলে ধূমপান নিষেধ।",
        outside_areas: "বাইরে চিহ্নিত জায়গায় ধূমপান করা যায়।",
        some_rooms: "ধূমপানের জন্য কয়েকটি রুম আছে।",
      })[value],
    quietHours: (value) => `নীরবতার সময় ${value}।`,
    visitors: (value) => value,
  },
  identity: {
    messageDelivery: (value) => `বার্তা পৌঁছানো হয় ${value}।`,
  },
  service_promises: {},
  wakeup: {
    earliest: (value, { spoken }) => `ঘুম ভাঙানোর কল ${spoken.time(value)} থেকে।`,
    latest: (value, { spoken }) => `ঘুম ভাঙানোর শেষ কল ${spoken.time(value)}।`,
    secondCallMinutes: (value, { spoken }) => `${spoken.number(value)} মিনিট পরে আবার কল করতে পারি।`,
    noAnswer: (value) => `আপনি না ধরলে: ${value}।`,
    price: (value, voice) =>
      value === 0 ? "ঘুম ভাঙানোর কল বিনা খরচে।" : `ঘুম ভাঙানোর কলের খরচ ${price(value, voice)}।`,
  },
  safety: {
    emergencyNumber: (value, { spoken }) => `জরুরি নম্বর ${spoken.digits(value)}।`,
    assemblyPoint: (value) => `জড়ো হওয়ার জায়গা ${value}।`,
  },
  lost_and_found: {
    keepDays: (value, { spoken }) => `হারানো জিনিস আমরা ${spoken.number(value)} দিন রাখি।`,
    valuableKeepDays: (value, { spoken }) => `দামি জিনিস আমরা ${spoken.number(value)} দিন রাখি।`,
    contactedBy: (value) => `কিছু পাওয়া গেলে: ${value}।`,
  },
  directory: {},
  line: {
    recording: (value) =>
      ({
        off: "কল রেকর্ড করা হয় না।",
        notice: "কল রেকর্ড করা হয়, শুরুতেই জানাই।",
        ask: "আপনি অনুমতি দিলে তবেই কল রেকর্ড করা হয়।",
      })[value],
    groupThreshold: (value, { spoken }) => `${spoken.number(value)} জন থেকে আমাদের দলীয় বিভাগ আপনার দেখাশোনা করে।`,
  },
};
