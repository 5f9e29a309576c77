import type { FetchQueryOptions, QueryKey } from "@tanstack/react-query";
import type { TelephonySearch } from "@/app/(hotel)/[hotel]/telephony/search-params";
import type { useTRPC } from "@/components/trpc/client";
import {
  CallsOutView,
  ListWakeupsInput,
  TextsView,
  TransfersView,
  VoicemailView,
} from "@/server/features/telephony/records";

/** The parts of each list, the first shown when the address names none. */
export const voicemailViews = [
  { value: "unheard", label: "Not heard" },
  { value: "all", label: "All" },
] as const;
export const callsOutViews = [
  { value: "owed", label: "Owed" },
  { value: "callback", label: "Call-backs" },
  { value: "desk", label: "By the desk" },
  { value: "wakeup", label: "Wake-up calls" },
] as const;
export const transferViews = [
  { value: "all", label: "All" },
  { value: "not_taken", label: "Not taken" },
  { value: "taken", label: "Taken" },
] as const;
export const wakeupViews = [
  { value: "today", label: "Today" },
  { value: "tomorrow", label: "Tomorrow" },
] as const;
export const textViews = [
  { value: "all", label: "All" },
  { value: "sent", label: "Sent" },
  { value: "received", label: "Received" },
  { value: "not_delivered", label: "Not delivered" },
] as const;

type Address = Pick<TelephonySearch, "view" | "page">;
const paged = ({ page }: Address) => (page ? { page } : {});

/** The address as each list verb takes it. */
export const listInputs = {
  voicemail: (at: Address) => ({ view: VoicemailView.catch("unheard").parse(at.view), ...paged(at) }),
  "calls-out": (at: Address) => ({ view: CallsOutView.catch("owed").parse(at.view), ...paged(at) }),
  transfers: (at: Address) => ({ view: TransfersView.catch("all").parse(at.view), ...paged(at) }),
  wakeups: (at: Address) => ({ day: ListWakeupsInput.shape.day.catch("today").parse(at.view) }),
  texts: (at: Address) => ({ view: TextsView.catch("all").parse(at.view), ...paged(at) }),
};

type Start = <D, E, Q, K extends QueryKey>(options: FetchQueryOptions<D, E, Q, K>) => void;

/** Starts the query of the list that the address shows. */
export function listQuery(trpc: ReturnType<typeof useTRPC>, at: TelephonySearch, start: Start): void {
  const { telephony } = trpc;
  if (at.tab === "voicemail") start(telephony.listVoicemails.queryOptions(listInputs.voicemail(at)));
  else if (at.tab === "calls-out") start(telephony.listCallsOut.queryOptions(listInputs["calls-out"](at)));
  else if (at.tab === "transfers") start(telephony.listTransfers.queryOptions(listInputs.transfers(at)));
  else if (at.tab === "wakeups") start(telephony.listWakeups.queryOptions(listInputs.wakeups(at)));
  else start(telephony.listTexts.queryOptions(listInputs.texts(at)));
}
