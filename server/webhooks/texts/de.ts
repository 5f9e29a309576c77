import type { PhoneTexts } from "./types";

export const de: PhoneTexts = {
  notInService: "Diese Nummer ist nicht in Betrieb.",
  maintenance: "Unser Telefonassistent wird gerade gewartet. Bitte rufen Sie etwas später wieder an.",
  busy: "Es tut mir leid, gerade sind alle Leitungen besetzt.",
  busyChoices: "Drücken Sie die Eins für einen Rückruf oder die Zwei, um eine Nachricht zu hinterlassen.",
  callBackChoice: "Drücken Sie die Eins für einen Rückruf.",
  noAnswer:
    "Es tut mir leid, gerade kann niemand Ihren Anruf annehmen. Bitte rufen Sie in einigen Minuten wieder an.",
  stillHere: "Einen Moment bitte, ich bin noch da.",
  brokeOff: "Es tut mir leid, die Leitung ist gestört. Bitte rufen Sie noch einmal an. Auf Wiederhören.",
  toDesk: "Es tut mir leid, die Leitung ist gestört. Ich verbinde Sie mit dem Hotel.",
  deskNoAnswer: "Es tut mir leid, niemand hat abgenommen. Bitte rufen Sie in einigen Minuten wieder an.",
  voicemail: "Bitte sprechen Sie nach dem Ton. Drücken Sie die Raute, wenn Sie fertig sind.",
  voicemailKept: "Danke. Ihre Nachricht ist beim Hotel. Auf Wiederhören.",
  voicemailEmpty: "Ich habe keine Nachricht gehört. Auf Wiederhören.",
  callBack: "Danke. Wir rufen Sie zurück, sobald eine Leitung frei ist. Auf Wiederhören.",
  callBackNot: "Es tut mir leid, diese Nummer kann ich nicht zurückrufen.",
  waiting: "Einen Moment bitte, ich verbinde Sie noch.",
  queue: (position, minutes) =>
    `Sie sind auf Platz ${position} der Warteschlange. Es dauert etwa ${minutes === 1 ? "eine Minute" : `${minutes} Minuten`}.`,
  menuChoice: (say, digit) => `Für ${say} drücken Sie die ${digit}.`,
  person: (hotel, summary) =>
    `Hier ist ${hotel}. Ein Gast ist in der Leitung. ${summary} Drücken Sie die Eins, um den Anruf anzunehmen, oder die Zwei, um ihn abzulehnen.`,
  personAgain: "Drücken Sie die Eins, um den Anruf anzunehmen, oder die Zwei, um ihn abzulehnen.",
  personGone: "Der Gast hat aufgelegt. Auf Wiederhören.",
  personDeclined: "Danke. Auf Wiederhören.",
  wakeup: (hotel, time) =>
    `Guten Morgen, hier ist Ihr Weckruf von ${hotel}. Es ist ${time}. Drücken Sie eine beliebige Taste zur Bestätigung.`,
  wakeupConfirmed: "Danke. Ich wünsche Ihnen einen guten Tag.",
  wakeupUnconfirmed: "Ich habe keine Taste bemerkt. Wir sorgen dafür, dass Sie wach werden.",
  callingAgain: "Es tut mir leid, wir können gerade nicht sprechen. Wir rufen Sie wieder an.",
  calledBack: (hotel) => `Hier ist ${hotel}. Sie haben um einen Rückruf gebeten.`,
  payUnknown: "Ich konnte nicht sehen, ob Ihre Zahlung angekommen ist. Ein Mensch prüft das und ruft Sie an.",
  payStart:
    "Sie können Ihre Kartennummer jetzt auf der Tastatur eingeben. Niemand hört zu und nichts davon wird aufgezeichnet.",
  trouble: "Es tut mir leid, bei mir ist etwas schiefgegangen. Sagen Sie es bitte noch einmal?",
  capReached:
    "Es tut mir leid, ich muss unser Gespräch hier beenden. Rufen Sie bitte wieder an, wenn noch etwas offen ist.",
  back: {
    moved: "Ich bin wieder da. Bitte sprechen Sie weiter.",
    unanswered:
      "Es tut mir leid, niemand konnte Ihren Anruf annehmen. Ich kann eine Nachricht aufnehmen oder einen Rückruf veranlassen.",
    declined:
      "Es tut mir leid, Ihr Anruf kann gerade nicht angenommen werden. Ich kann eine Nachricht aufnehmen oder einen Rückruf veranlassen.",
    paid: "Danke, Ihre Karte wurde angenommen. Kann ich noch etwas für Sie tun?",
    not_paid:
      "Ihre Karte wurde nicht angenommen. Ich kann es an eine Kollegin weitergeben. Kann ich noch etwas für Sie tun?",
    handed_back: "Ich bin wieder für Sie da. Kann ich noch etwas für Sie tun?",
  },
};
