"use client";
import { ArrowDown, ArrowUp, EllipsisVertical, Pencil, PlugZap, Trash2 } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { Instant } from "@/components/patterns/values";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Switch } from "@/components/ui/switch";
import type { Connection } from "@/server/features/vendors/schema";
import { outcomes, vendorLabel } from "./catalogue";
import { useVendorVerbs } from "./use-vendor-verbs";

interface Props {
  connection: Connection;
  place: number;
  mayChange: boolean;
  moving: boolean;
  onUp?: (() => void) | undefined;
  onDown?: (() => void) | undefined;
  onEdit: () => void;
}

/** One connection: what it is, whether it works, and its place in the order. */
export function ConnectionRow({ connection, place, mayChange, moving, onUp, onDown, onEdit }: Props) {
  const { save, remove, check } = useVendorVerbs();
  const [asking, setAsking] = useState(false);
  const { id, port, vendor, model, config, enabled } = connection;
  const name = vendorLabel(vendor);
  const details = [model, config.voice, config.region, config.url, config.baseUrl].filter(Boolean).join(", ");
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-2 border-border border-b py-2">
      <span className="w-5 text-center text-subtle text-xs">{place}</span>
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium text-sm">{name}</span>
          {config.hedge ? <Badge tone="info">When slow</Badge> : null}
          {enabled ? null : <Badge>Off</Badge>}
        </p>
        <p className="break-words text-muted text-xs">
          {details}
          {connection.secretHint ? (
            <span className="font-mono">
              {details ? ", " : ""}key …{connection.secretHint}
            </span>
          ) : null}
        </p>
      </div>
      <CheckResult connection={connection} />
      {mayChange ? (
        <div className="flex items-center gap-1">
          <Button size="small" pending={check.isPending} onClick={() => check.mutate({ connectionId: id })}>
            <PlugZap aria-hidden="true" />
            Check
          </Button>
          <IconButton
            label={`Try ${name} earlier`}
            icon={<ArrowUp aria-hidden="true" />}
            disabled={!onUp || moving}
            onClick={onUp}
          />
          <IconButton
            label={`Try ${name} later`}
            icon={<ArrowDown aria-hidden="true" />}
            disabled={!onDown || moving}
            onClick={onDown}
          />
          <Switch
            aria-label={`Use ${name}`}
            checked={enabled}
            disabled={save.isPending}
            onCheckedChange={(on) =>
              save.mutate({
                ...{ connectionId: id, port, vendor, config, enabled: on },
                ...(model ? { model } : {}),
              })
            }
          />
          <Menu
            label={`Actions for ${name}`}
            trigger={
              <IconButton
                label={`Actions for ${name}`}
                tooltip={false}
                icon={<EllipsisVertical aria-hidden="true" />}
              />
            }
          >
            <MenuItem icon={<Pencil aria-hidden="true" />} onSelect={onEdit}>
              Change connection
            </MenuItem>
            <MenuItem danger icon={<Trash2 aria-hidden="true" />} onSelect={() => setAsking(true)}>
              Remove connection
            </MenuItem>
          </Menu>
        </div>
      ) : null}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        object={`Remove ${name}?`}
        consequence="Its key is erased. Calls go to the next in the order; running ones keep what they have."
        verb="Remove connection"
        onConfirm={async () => {
          await remove.mutateAsync({ connectionId: id });
        }}
      />
    </li>
  );
}

function CheckResult({ connection: { lastCheckAt, lastCheckOutcome } }: { connection: Connection }) {
  if (!lastCheckOutcome) return <span className="text-subtle text-xs">Not checked yet</span>;
  const { tone, word, advice } = outcomes[lastCheckOutcome];
  return (
    <span className="flex max-w-80 flex-wrap items-center gap-2 text-subtle text-xs">
      <Badge tone={tone}>{word}</Badge>
      <Instant at={lastCheckAt} />
      {advice ? <span className="basis-full">{advice}</span> : null}
    </span>
  );
}
