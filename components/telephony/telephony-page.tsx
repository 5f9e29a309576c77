"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { TelephonySearch } from "@/app/(hotel)/[hotel]/telephony/search-params";
import { useHotel } from "@/components/hotel/hotel-context";
import { readSearch } from "@/components/hotel/search-params";
import { useUrlState } from "@/components/lib/use-url-state";
import { PageHeader } from "@/components/patterns/page-header";
import { useTRPC } from "@/components/trpc/client";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Tabs } from "@/components/ui/tabs";
import { CallsOutList } from "./calls-out-list";
import { TextList } from "./text-list";
import { TransferList } from "./transfer-list";
import { VoicemailList } from "./voicemail-list";
import { WakeupList } from "./wakeup-list";

/** What the telephone left for people: messages, calls owed, transfers, wake-up calls, texts. */
export function TelephonyPage() {
  const trpc = useTRPC();
  const { can, href } = useHotel();
  const { params, set } = useUrlState();
  const search = readSearch(TelephonySearch, new URLSearchParams(params));
  const waiting = useQuery(trpc.telephony.waiting.queryOptions({})).data;
  const ready = waiting?.ready ?? true;
  const lists = {
    voicemail: <VoicemailList search={search} ready={ready} />,
    "calls-out": <CallsOutList search={search} ready={ready} />,
    transfers: <TransferList search={search} />,
    wakeups: <WakeupList search={search} />,
    texts: <TextList search={search} />,
  };
  const items = [
    { value: "voicemail", label: "Voicemail", count: waiting?.unheard || undefined },
    { value: "calls-out", label: "Calls out", count: waiting?.owed || undefined },
    { value: "transfers", label: "Transfers" },
    { value: "wakeups", label: "Wake-up calls" },
    { value: "texts", label: "Texts" },
  ] as const;
  return (
    <div className="flex flex-col gap-4">
      <PageHeader title="Telephone" />
      {ready ? null : (
        <Banner
          tone="warning"
          action={
            can("organisation:write") ? (
              <Button asChild size="small">
                <Link href={href("/settings/telephone")}>Set up an account</Link>
              </Button>
            ) : null
          }
        >
          No telephone account is set up, so nobody can be called or texted from here.{" "}
          {can("settings:write")
            ? "Wake-up calls reach the desk as urgent requests."
            : "Wake-up calls reach you as urgent requests."}
          {can("organisation:write") ? null : " An owner or admin can set up an account."}
        </Banner>
      )}
      <Tabs
        label="What the telephone left"
        value={search.tab}
        onValueChange={(tab) =>
          set({ tab: tab === "voicemail" ? null : tab, view: null, page: null, peek: null })
        }
        items={items.map(({ value, ...item }) => ({
          value,
          ...item,
          content: value === search.tab ? lists[value] : null,
        }))}
      />
    </div>
  );
}
