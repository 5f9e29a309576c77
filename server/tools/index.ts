import type { z } from "zod";
import * as call from "./call";
import * as knowing from "./knowing";
import * as payment from "./payment";
import * as requests from "./requests";
import * as selling from "./selling";
import * as stay from "./stay";
import * as whoAndWhen from "./who-and-when";

export * from "./define-tool";
export * from "./envelope";

/** Every tool of the line, by its name. Each has exactly one implementation among the features. */
export const tools = {
  resolve_dates: whoAndWhen.resolveDates,
  verify_guest: whoAndWhen.verifyGuest,
  send_otp: whoAndWhen.sendOtp,
  get_guest_profile: whoAndWhen.getGuestProfile,
  save_preference: whoAndWhen.savePreference,
  search_rooms: selling.searchRooms,
  list_extras: selling.listExtras,
  quote_stay: selling.quoteStay,
  book_stay: selling.bookStay,
  join_waitlist: selling.joinWaitlist,
  check_rate_code: selling.checkRateCode,
  get_stay: stay.getStay,
  preview_change: stay.previewChange,
  preview_cancel: stay.previewCancel,
  preview_reinstate: stay.previewReinstate,
  preview_relocation: stay.previewRelocation,
  commit_change: stay.commitChange,
  note_on_stay: stay.noteOnStay,
  preview_checkout: stay.previewCheckout,
  get_payment: payment.getPayment,
  start_payment: payment.startPayment,
  create_request: requests.createRequest,
  update_request: requests.updateRequest,
  get_request: requests.getRequest,
  set_wakeup: requests.setWakeup,
  cancel_wakeup: requests.cancelWakeup,
  set_do_not_disturb: requests.setDoNotDisturb,
  take_message: requests.takeMessage,
  get_messages: requests.getMessages,
  report_lost_item: requests.reportLostItem,
  raise_emergency: requests.raiseEmergency,
  get_policy: knowing.getPolicy,
  ask_knowledge: knowing.askKnowledge,
  list_events: knowing.listEvents,
  text_info: knowing.textInfo,
  transfer_call: call.transferCall,
  schedule_callback: call.scheduleCallback,
  use_keypad: call.useKeypad,
  set_language: call.setLanguage,
  set_recording: call.setRecording,
  end_call: call.endCall,
} as const;

export type ToolName = keyof typeof tools;
export type ToolInput<N extends ToolName> = z.output<(typeof tools)[N]["input"]>;
export type ToolData<N extends ToolName> = z.output<(typeof tools)[N]["data"]>;
export const isToolName = (name: string): name is ToolName => Object.hasOwn(tools, name);
