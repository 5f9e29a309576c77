import { mutation, query, router } from "@/server/trpc/init";
import { getTelephonyAccount, removeTelephonyAccount, saveTelephonyAccount } from "./account";
import { answerTransfer } from "./answer-transfer";
import { callChoices } from "./call-choices";
import { callNow, cancelCallOut } from "./call-out-again";
import { addDoNotCall, listDoNotCall, removeDoNotCall } from "./do-not-call";
import { markVoicemail, voicemailUrl } from "./hear-voicemail";
import { listCallsOut } from "./list-calls-out";
import { listTexts } from "./list-texts";
import { listTransfers } from "./list-transfers";
import { listVoicemails } from "./list-voicemails";
import { cancelWakeupCall, listWakeups } from "./list-wakeups";
import { addNumber, removeNumber } from "./numbers";
import { placeOutboundCall } from "./outbound";
import { getTelephony, saveTelephony } from "./settings";
import { takeKeypadPayment } from "./take-payment";
import { transferLiveCall } from "./transfer-live";
import { telephoneWaiting, transferOffers } from "./waiting";

export const telephonyRouter = router({
  get: query(getTelephony),
  save: mutation(saveTelephony),
  getAccount: query(getTelephonyAccount),
  saveAccount: mutation(saveTelephonyAccount),
  removeAccount: mutation(removeTelephonyAccount),
  addNumber: mutation(addNumber),
  removeNumber: mutation(removeNumber),
  waiting: query(telephoneWaiting),
  listVoicemails: query(listVoicemails),
  voicemailUrl: query(voicemailUrl),
  markVoicemail: mutation(markVoicemail),
  listCallsOut: query(listCallsOut),
  placeCall: mutation(placeOutboundCall),
  callNow: mutation(callNow),
  cancelCallOut: mutation(cancelCallOut),
  listTransfers: query(listTransfers),
  transferOffers: query(transferOffers),
  transferCall: mutation(transferLiveCall),
  answerTransfer: mutation(answerTransfer),
  listWakeups: query(listWakeups),
  cancelWakeup: mutation(cancelWakeupCall),
  listTexts: query(listTexts),
  listDoNotCall: query(listDoNotCall),
  addDoNotCall: mutation(addDoNotCall),
  removeDoNotCall: mutation(removeDoNotCall),
  callChoices: query(callChoices),
  takePayment: mutation(takeKeypadPayment),
});
