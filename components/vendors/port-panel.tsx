"use client";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useHotel } from "@/components/hotel/hotel-context";
import { Panel } from "@/components/hotel/panel";
import { Button } from "@/components/ui/button";
import type { Connection } from "@/server/features/vendors/schema";
import type { PortWords } from "./catalogue";
import { ConnectionForm } from "./connection-form";
import { ConnectionRow } from "./connection-row";
import { useVendorVerbs } from "./use-vendor-verbs";

interface Props {
  words: PortWords;
  connections: readonly Connection[];
}

/** The vendors of one port, in the order they are tried, and what is always there after them. */
export function PortPanel({ words, connections }: Props) {
  const { can } = useHotel();
  const { reorder } = useVendorVerbs();
  const [editing, setEditing] = useState<Connection | "new" | null>(null);
  const mayChange = can("organisation:write");
  const move = (at: number, by: number) => {
    const order = connections.map(({ id }) => id);
    const [moved] = order.splice(at, 1);
    if (moved) order.splice(at + by, 0, moved);
    reorder.mutate({ port: words.port, order });
  };
  return (
    <Panel
      title={words.title}
      actions={
        mayChange ? (
          <Button size="small" onClick={() => setEditing("new")}>
            <Plus aria-hidden="true" />
            Connect vendor
          </Button>
        ) : null
      }
    >
      <p className="mb-3 text-muted text-sm">{words.text}</p>
      <ol className="flex flex-col">
        {connections.map((connection, at) => (
          <ConnectionRow
            key={connection.id}
            connection={connection}
            place={at + 1}
            mayChange={mayChange}
            moving={reorder.isPending}
            onUp={at > 0 ? () => move(at, -1) : undefined}
            onDown={at < connections.length - 1 ? () => move(at, 1) : undefined}
            onEdit={() => setEditing(connection)}
          />
        ))}
        <li className="flex min-h-11 items-center gap-3 text-muted text-sm">
          <span className="w-5 text-center text-subtle text-xs">{connections.length + 1}</span>
          {words.last}
        </li>
      </ol>
      <ConnectionForm
        words={words}
        connection={editing === "new" ? null : editing}
        open={editing !== null}
        onOpenChange={(open) => !open && setEditing(null)}
      />
    </Panel>
  );
}
