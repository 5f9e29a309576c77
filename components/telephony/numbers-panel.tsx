"use client";
import { ChevronRight, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useHotel } from "@/components/hotel/hotel-context";
import { Panel } from "@/components/hotel/panel";
import { cn } from "@/components/lib/cn";
import { formatPhone } from "@/components/lib/format";
import { EmptyState } from "@/components/patterns/empty-state";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { NumberAddresses } from "./number-addresses";
import { NumberForm, RemoveNumber } from "./number-form";
import type { ShownTelephony } from "./types";

/** The hotel's numbers, each with the addresses that Twilio must be given. */
export function NumbersPanel({ shown }: { shown: ShownTelephony }) {
  const { webhooks: numbers, origin, reachable, desk } = shown;
  const { can } = useHotel();
  const mayChange = can("settings:write");
  const [first] = numbers;
  const [open, setOpen] = useState<string | null>(numbers.length === 1 && first ? first.id : null);
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<(typeof numbers)[number] | null>(null);
  const add = mayChange ? (
    <Button size="small" onClick={() => setAdding(true)}>
      <Plus aria-hidden="true" />
      Add number
    </Button>
  ) : null;
  return (
    <Panel title="Numbers" actions={numbers.length > 0 ? add : null}>
      {reachable ? null : <NotReached origin={origin} />}
      {numbers.length === 0 ? (
        <EmptyState
          kind="first-use"
          className="py-6"
          title="No number yet"
          text="Add the number that guests dial. Then its addresses to paste at Twilio stand here."
          action={add}
        />
      ) : (
        <>
          <p className="mb-3 text-muted text-sm">
            Give Twilio each number's addresses: in its console under Phone Numbers, Manage, Active numbers,
            choose the number and its Configure tab.
          </p>
          <ul className="flex flex-col rounded-md border border-border">
            {numbers.map((number) => (
              <li key={number.id} className="border-border border-b last:border-b-0">
                <div className="flex items-center gap-1 pe-1">
                  <button
                    type="button"
                    aria-expanded={open === number.id}
                    aria-controls={`number-${number.id}`}
                    onClick={() => setOpen(open === number.id ? null : number.id)}
                    className="flex min-h-11 min-w-0 flex-1 flex-wrap items-center gap-x-2 px-2 text-start text-sm hover:bg-hover"
                  >
                    <ChevronRight
                      className={cn("size-4 shrink-0", open === number.id && "rotate-90")}
                      aria-hidden="true"
                    />
                    <span className="whitespace-nowrap font-medium" dir="ltr">
                      {formatPhone(number.number)}
                    </span>
                    <span className="truncate text-muted" dir="auto">
                      {number.label}
                    </span>
                  </button>
                  {mayChange ? (
                    <IconButton
                      size="small"
                      label={`Remove ${formatPhone(number.number)}`}
                      tooltip={false}
                      icon={<Trash2 aria-hidden="true" />}
                      onClick={() => setRemoving(number)}
                    />
                  ) : null}
                </div>
                <div
                  id={`number-${number.id}`}
                  hidden={open !== number.id}
                  className="border-border border-t bg-sunken p-3"
                >
                  <NumberAddresses addresses={number} desk={desk} />
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
      <NumberForm open={adding} onOpenChange={setAdding} onAdded={setOpen} />
      <RemoveNumber number={removing} onClose={() => setRemoving(null)} />
    </Panel>
  );
}

const NotReached = ({ origin }: { origin: string }) => (
  <Banner tone="warning" className="mb-3">
    Twilio cannot reach <span className="wrap-anywhere font-mono">{origin}</span>: it needs an https address
    on the internet. Whoever runs this installation sets <span className="font-mono">APP_URL</span> to it or,
    with a proxy before the app, <span className="font-mono">TWILIO_WEBHOOK_ORIGIN</span>, and starts it
    again.
  </Banner>
);
