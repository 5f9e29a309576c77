export { canTelephone, ownAccount, telephonySettings } from "./access";
export { canRing, quietAlarm, ringAlarm, writeAlarmLegs } from "./alarm-legs";
export { amountDue } from "./amount-due";
export { carryOutAnswer } from "./answer-transfer";
export { askAgain } from "./ask-again";
export { callChoices } from "./call-choices";
export { checkDial } from "./dial";
export { listDoNotCall } from "./do-not-call";
export { dialDueCallbacks } from "./due-callbacks";
export { hangUpGuest } from "./end-call";
export {
  CallHangUpRequested,
  KeypadPaymentRequested,
  LiveTransferRequested,
  OutboundCallRequested,
  TextRequested,
  TransferAnswered,
  VoicemailReceived,
} from "./events";
export { deskOfFallback } from "./fallback";
export {
  beginKeypadPayment,
  endKeypadPayment,
  type KeypadCharge,
  requestKeypadPayment,
} from "./keypad-payment";
export { callLanguage, hotelLanguage } from "./languages";
export { linesOf } from "./lines";
export { listCallsOut } from "./list-calls-out";
export { listTexts } from "./list-texts";
export { listTransfers } from "./list-transfers";
export { listVoicemails } from "./list-voicemails";
export { listWakeups } from "./list-wakeups";
export { checkCode, sendCode } from "./one-time-code";
export { dialOutbound, mayCallBack, noteDeskLeg, noteOutbound, requestCallBack } from "./outbound";
export { bringBack, currentLeg, type Dialling, reachPerson, releasePerson } from "./reach-person";
export { endForgottenCalls } from "./reconcile";
export { CallsOutView, TextsView, TransfersView, VoicemailView } from "./records";
export { estimatedWait, type TextRefusal } from "./rules";
export { OutboundStatus, PhoneE164, type TelephonySettings } from "./schema";
export { settleSilentLegs } from "./silent-legs";
export { sendToKeypad, takeKeypadPayment } from "./take-payment";
export { noteText, receiveText, requestText, sendText } from "./texts";
export { sendToPerson } from "./transfer-live";
export {
  dropWishes,
  endHeldCall,
  findTransfer,
  leaveForKeypad,
  moveTransfer,
  openTransfer,
  requestTransfer,
  type Transfer,
} from "./transfers";
export { findUntoldPayments } from "./unknown-payment";
export {
  fetchMissedVoicemails,
  keepTranscript,
  noteRecording,
  receiveVoicemail,
  storeVoicemail,
} from "./voicemail";
export { voicemailEars, writeDownVoicemail } from "./voicemail-words";
export { telephoneWaiting, transferOffers } from "./waiting";
export { confirmAwake, ringWakeups } from "./wakeups";
