import type { Inngest, InngestFunction } from "inngest";
import { carryOutAlarm, quietTelephones } from "./alarms";
import { hangUpCall } from "./hang-up";
import type { JobApp } from "./job";
import { nightly } from "./nightly";
import { keepRecording } from "./recordings";
import { summariseEndedCall } from "./summaries";
import {
  answerForPerson,
  deliverText,
  keepVoicemail,
  moveLiveCall,
  moveToKeypad,
  placeCall,
  telephoneChores,
  telephoneRound,
} from "./telephony";

/** Every job function, made with a client and what it works with. */
export const jobFunctions = (client: Inngest, app: JobApp): InngestFunction.Any[] => [
  summariseEndedCall(client, app),
  keepRecording(client, app),
  nightly(client, app),
  placeCall(client, app),
  moveLiveCall(client, app),
  answerForPerson(client, app),
  moveToKeypad(client, app),
  hangUpCall(client, app),
  deliverText(client, app),
  keepVoicemail(client, app),
  telephoneRound(client, app),
  telephoneChores(client, app),
  carryOutAlarm(client, app),
  quietTelephones(client, app),
];
