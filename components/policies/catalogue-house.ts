import type { Catalogue } from "./catalogue-types";

type HouseArea =
  | "identity"
  | "service_promises"
  | "wakeup"
  | "safety"
  | "lost_and_found"
  | "directory"
  | "line";

/** Words of the areas that say how the house works and how the line behaves. */
export const houseWords: Pick<Catalogue, HouseArea> = {
  identity: {
    label: "Identity",
    text: "How a caller shows who they are before the line reads or changes a stay.",
    fields: {
      factors: {
        label: "What may prove it",
        options: {
          code: "Reservation code",
          card_last4: "Last four digits of the card",
          phone: "Phone number on the booking",
          email: "E-mail on the booking",
          room: "Room number",
          otp: "One-time code",
        },
        required: true,
      },
      tries: { label: "Tries", required: true },
      lockMinutes: { label: "Then wait", unit: "minutes", required: true },
      messageDelivery: {
        label: "Messages to guests",
        help: 'After "Messages are delivered": within ten minutes.',
      },
    },
  },
  service_promises: {
    label: "Service promises",
    text: "What the line may promise for each kind of request, and who does it.",
    fields: { kinds: { label: "Promises", required: true } },
  },
  wakeup: {
    label: "Wake-up calls",
    text: "When they can be booked and what follows no answer.",
    fields: {
      earliest: { label: "From", required: true },
      latest: { label: "Until", required: true },
      secondCallMinutes: { label: "Second call after", unit: "minutes" },
      noAnswer: {
        label: "Without an answer",
        help: 'After "If you do not answer,": somebody knocks at your door.',
      },
      price: { label: "Price", money: true },
    },
  },
  safety: {
    label: "Safety",
    text: "What is said in an emergency. Short sentences, approved by a person.",
    fields: {
      emergencyNumber: { label: "Emergency number", required: true },
      alarmMembers: {
        label: "Alarm chain",
        help: "Who is called and texted, in this order, round again until somebody takes the alarm. Left empty, the directory's first number is called.",
        required: true,
      },
      alarmChain: {
        label: "Alarm plan in words",
        help: "For your team to read. Who is called stands in the alarm chain.",
        long: true,
      },
      assemblyPoint: {
        label: "Assembly point",
        help: 'After "The assembly point is": the car park.',
        required: true,
      },
      medicalScript: { label: "Medical", help: "One sentence a line, at most eight words each." },
      fireScript: { label: "Fire", help: "One sentence a line, at most eight words each." },
      securityScript: { label: "Threat", help: "One sentence a line, at most eight words each." },
    },
  },
  lost_and_found: {
    label: "Lost and found",
    text: "How long things are kept and who calls.",
    fields: {
      keepDays: { label: "Kept for", unit: "days", required: true },
      valuableKeepDays: { label: "Valuables kept for", unit: "days" },
      contactedBy: { label: "When found", help: 'After "When something is found,": housekeeping calls you.' },
    },
  },
  directory: {
    label: "Directory",
    text: "Where a call can be put through, when, and what happens when nobody answers.",
    fields: { entries: { label: "Destinations", required: true } },
  },
  line: {
    label: "The line",
    text: "Who answers, how, and what is kept of the call.",
    fields: {
      personaName: { label: "Name", help: "What the line calls itself when a guest asks. Empty: the line." },
      personaManner: {
        label: "Manner",
        help: "How it should come across: warm and brief, a touch of dialect. Rules stay: what the line may say, promise and do does not depend on this text.",
        long: true,
      },
      opening: {
        label: "Opening",
        help: "Said first: the hotel, and that it is an assistant. The recording notice and the question follow by themselves.",
        long: true,
      },
      closing: { label: "Closing", help: "Said before the line hangs up.", long: true },
      voices: {
        label: "Voices",
        help: "Which of a connection's voices speaks for this hotel. A voice the service does not know, or none: the connection's own.",
      },
      realtimeModel: {
        label: "Model of OpenAI Realtime",
        help: "For calls from the browser that OpenAI holds. Not known: gpt-realtime. The mini costs less and understands less.",
        options: { "gpt-realtime": "gpt-realtime", "gpt-realtime-mini": "gpt-realtime-mini" },
      },
      languages: {
        label: "Languages",
        help: "Codes, one a line: en, es, de. Calls begin in the first one; guests may change to any of them.",
        required: true,
      },
      returningLanguage: {
        label: "Meet returning callers in their own language",
        help: "By the number they call from. Everybody else hears the first language of the list. A number can be faked: with this on, whoever calls under a guest's number hears from the greeting that you know it, and which language that guest speaks. Leave it off if that must stay private.",
      },
      recording: {
        label: "Recording",
        options: { off: "Off", notice: "On, with a notice", ask: "Only when the guest agrees" },
        required: true,
      },
      offersPerCall: { label: "Offers held in a call", required: true },
      silenceSeconds: { label: "Silence before a question", unit: "seconds" },
      maxMinutes: { label: "Longest call", unit: "minutes", required: true },
      groupThreshold: { label: "A group begins at", unit: "people" },
      listenIn: { label: "Staff may listen to running calls" },
    },
  },
};
