import { bengali as read } from "@/server/brain/gate/tongues/bn";
import { alike } from "./shared";
import { clock, type GuestTongue, type Rule } from "./tongue";

/** Bengali letters carry marks, which word boundaries of patterns do not know, and are written in one form only. */
const rule = (pattern: string, to: Rule[1]): Rule => [new RegExp(pattern.normalize("NFC"), "gu"), to];

export const bengali: GuestTongue = {
  tongue: {
    ...read,
    variants: (words, value) => [
      words.replace("শ", "শো"),
      words.replace(/^(\S+)শ/, "$1 শ"),
      ...(value === 2 ? ["দু"] : []),
      ...(value === 6 ? ["ছ"] : []),
    ],
  },
  articles: [],
  suffixes: ["জনের", "জন", "টায়", "টার", "টি", "টা", "টো", "ই"].map((suffix) => suffix.normalize("NFC")),
  rules: [
    rule("(?<!\\d)(\\d{1,2}) টায়", (_m, hour) => `at ${clock(hour as string)}`),
    rule("সাড়ে (\\d{1,2})(?: টায়)?", (_m, hour) => `at ${clock(hour as string, 30)}`),
    rule("(\\d{1,2}) তারিখ(?:ে|ের)?", "$1th"),
    rule("(\\S+(?: \\S+)?) থেকে (\\S+(?: \\S+)?) পর্যন্ত", "$1 থেকে $2"),
    rule("(?<!থেকে )((?:\\d{1,2} )?\\S+) পর্যন্ত", "until $1"),
  ],
  words: `${alike}
আমি | আমরা | আমাকে | আমাদের | আপনি | আপনারা | আপনাদের | জন্য | জন্যে | টি | টা | টো | ই | কি | কী | একটু | দয়া করে | অনুগ্রহ করে | করতে | করুন | করবেন | করে | দিন | হবে | হয় | চাচ্ছি | পারি | পারবেন | তো | এর | সেটা | ওটা | নামে =
আমার = my
হ্যাঁ | জি | জ্বি = yes
না = no
আর | এবং | ও = and
বা | অথবা = or
নমস্কার | হ্যালো | আসসালামু আলাইকুম | সালাম = hello
ধন্যবাদ = thank you
দুঃখিত | মাফ করবেন = sorry
চাই | লাগবে | দরকার | প্রয়োজন = need
দেবেন | দিবেন | দেন | পাঠান | পাঠাবেন | আনবেন = bring
আরেকটি | আরেকটা | আর 1 টি | আর 1 টা = another
আছে = is there
আজ = today
আজ রাতে | আজ রাত | আজ রাতের = tonight
কাল | আগামীকাল | কালকে | আগামী কাল = tomorrow
পরশু = the day after tomorrow
আগামী = this coming
এই = this
থেকে = to
সকাল | সকালে = in the morning
দুপুর | দুপুরে = noon
বিকাল | বিকালে | বিকেলে = in the afternoon
সন্ধ্যা | সন্ধ্যায় | রাতে = in the evening
রাত = nights
সপ্তাহ = week
দিন = days
দিনের = days
জন | জনের = people
প্রাপ্তবয়স্ক = adults
শিশু | বাচ্চা = child
বাচ্চারা | শিশুরা = children
আমার স্ত্রী | স্ত্রী = my wife
আমার স্বামী | স্বামী = my husband
শুধু আমার জন্য | শুধু আমি | আমি একা | একা = alone
রুম | রুমে | রুমের | ঘর | ঘরে | কক্ষ = room
রুম নম্বর = room number
ডাবল | ডাবল রুম = double room
সিঙ্গেল | সিঙ্গেল রুম = single room
বুক | বুক করতে চাই | বুকিং করতে চাই | রিজার্ভ করতে চাই | ভাড়া নিতে চাই = to book
থাকতে চাই = i would like to stay
বুকিং | রিজার্ভেশন | বুকিংটি = booking
বুকিং আছে | টি বুকিং আছে | টা বুকিং আছে = i have a booking
খালি আছে | খালি = available
রুম খালি আছে | রুম খালি | রুম পাওয়া যাবে = do you have rooms available
বাতিল = cancel
বদলাতে | বদল | পরিবর্তন | পাল্টাতে = make a change
চেক আউট করতে চাই | চেক আউট করব = want to check out
বুকিংয়ের টাকা দিতে চাই | বুকিংয়ের পেমেন্ট করতে চাই | এখন পেমেন্ট করতে চাই | এখন টাকা দিতে চাই = i want to pay my booking
চেক আউট = check out
চেক ইন = check in
কখন | কয়টায় = what time
কত | দাম কত | ভাড়া কত = how much is
কোথায় = where
সস্তা | কম দামি | কম দামে = cheaper
তোয়ালে = towels
বালিশ = pillow
কম্বল = blanket
চাদর = sheets
সাবান = soap
শ্যাম্পু = shampoo
পানি | জল | পানির বোতল = water
টয়লেট পেপার = toilet paper
ইস্ত্রি = iron
রুম পরিষ্কার | ঘর পরিষ্কার = clean my room
কাজ করছে না | নষ্ট | চলছে না = is not working
শব্দ | আওয়াজ = noise
অভিযোগ = complaint
নোংরা = dirty room
জরুরি = urgent
নাস্তা | সকালের নাস্তা | প্রাতরাশ | ব্রেকফাস্ট = breakfast
সুইমিং পুল | পুল = pool
পার্কিং = parking
ওয়াইফাই = wifi
পাসওয়ার্ড = password
ঠিকানা = address
কুকুর = dog
মানুষের সঙ্গে কথা | মানুষের সাথে কথা | কর্মীর সঙ্গে কথা | কর্মীর সাথে কথা | কারও সঙ্গে কথা | কারো সাথে কথা = speak to a person
বলতে চাই = want
ম্যানেজার* = speak to the manager
রিসেপশন* = speak to reception
পরে ফোন করুন | আমাকে ফোন করুন | ফোন করবেন | কল ব্যাক = call me back
জাগিয়ে | জাগাবেন | ডেকে দেবেন = wake me
বিরক্ত করবেন না = do not disturb
আবার বলুন | আবার বলবেন | আবার = repeat that
বুঝতে পারিনি | বুঝিনি | শুনতে পাইনি = did not understand you
ধীরে = slower
1 মিনিট | একটু দাঁড়ান | দাঁড়ান | অপেক্ষা করুন = hold_on
বিদায় | রাখছি | আল্লাহ হাফেজ | খোদা হাফেজ = goodbye
এটুকুই | আর কিছু না | আর কিছু লাগবে না = that is all
রোবট | মেশিন = are you a robot
হয়তো | বোধহয় = maybe
জানি না | মনে নেই = do not know
কোড | বুকিং কোড = code
ফোন | ফোন নম্বর | মোবাইল = phone number
নম্বর = number
ইমেইল = email
ক্রেডিট কার্ড | কার্ড | কার্ড নম্বর = credit card
পাসপোর্ট = passport
ইংরেজি | ইংরেজিতে = speak english
বাংলা | বাংলায় = speak bengali
সাহায্য = help
আগুন = there is fire
ধোঁয়া = smell smoke
গ্যাসের গন্ধ = smell of gas
অ্যাম্বুলেন্স = need an ambulance
অজ্ঞান = unconscious
শ্বাস নিতে পারছে না | শ্বাস নিচ্ছে না | শ্বাস নিতে পারছি না = not breathing
হার্ট অ্যাটাক = heart attack
অনেক রক্ত = lot of blood
পুলিশ = need the police
চোর | ডাকাত = intruder
বাঁচান = this is an emergency
কোন নামে | কার নামে = what is your name
কতজন | কতজনের = how many people
কত রাত = how many nights
কোন তারিখ* | কোন দিন | কবে = which date
কোন নম্বরে = which phone number
`,
  names: `
আমার নাম | নাম | আমার পুরো নাম | নাম হলো = my name is
আমি = i am
পদবি | আমার পদবি | পদবি হলো = surname is
হ্যাঁ | জি | জ্বি | ঠিক আছে = yes
না = no
ধন্যবাদ | দয়া করে = please
জনাব = mr
মিসেস | বেগম = mrs
এক মিনিট | দাঁড়ান = hold_on
কী | কেন | কখন | কোথায় = what
রুম | বুকিং = room
নামে | বলছি | লিখুন =
`,
};
