import { mutation, query, router } from "@/server/trpc/init";
import { getTelephonyAccount, removeTelephonyAccount, saveTelephonyAccount } from "./account";
import { addDoNotCall, listDoNotCall, removeDoNotCall } from "./do-not-call";
import { placeOutboundCall } from "./outbound";
import { getTelephony, saveTelephony } from "./settings";
import { takeKeypadPayment } from "./take-payment";
import { transferLiveCall } from "./transfer-live";

export const telephonyRouter = router({
  get: query(getTelephony),
  save: mutation(saveTelephony),
  getAccount: query(getTelephonyAccount),
  saveAccount: mutation(saveTelephonyAccount),
  removeAccount: mutation(removeTelephonyAccount),
  listDoNotCall: query(listDoNotCall),
  addDoNotCall: mutation(addDoNotCall),
  removeDoNotCall: mutation(removeDoNotCall),
  placeCall: mutation(placeOutboundCall),
  transferCall: mutation(transferLiveCall),
  takePayment: mutation(takeKeypadPayment),
});
