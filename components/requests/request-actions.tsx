"use client";
import { Ban, Check, MoreHorizontal, Pause, Play, RotateCcw } from "lucide-react";
import { useState } from "react";
import { useHotel } from "@/components/hotel/hotel-context";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { RequestRow } from "@/server/features/requests/schema";
import { useRequestVerbs } from "./use-request-verbs";

const steps = {
  doing: { label: "Start", icon: Play },
  done: { label: "Mark done", icon: Check },
  waiting: { label: "Put on wait", icon: Pause },
  new: { label: "Give back", icon: RotateCcw },
} as const;

/** The one next step as a button, the rest in a menu. Closed requests have none. */
export function RequestActions({ request }: { request: RequestRow }) {
  const { can } = useHotel();
  const verbs = useRequestVerbs();
  const [asking, setAsking] = useState(false);
  const { status, ref } = request;
  if (!can("requests:write") || status === "done" || status === "cancelled") return null;
  const next = status === "doing" ? "done" : "doing";
  const others = (["done", "waiting", "new"] as const).filter(
    (step) => step !== next && step !== status && (step !== "new" || status === "doing"),
  );
  const Next = steps[next].icon;
  return (
    <>
      <Button
        variant="primary"
        pending={verbs.move.isPending}
        onClick={() => verbs.moveWithUndo(request, next)}
      >
        <Next aria-hidden="true" />
        {status === "waiting" ? "Go on" : steps[next].label}
      </Button>
      <Menu
        label="More steps"
        trigger={
          <IconButton
            label="More steps"
            variant="secondary"
            disabled={verbs.move.isPending}
            icon={<MoreHorizontal aria-hidden="true" />}
          />
        }
      >
        {others.map((step) => {
          const { icon: Icon, label } = steps[step];
          return (
            <MenuItem
              key={step}
              icon={<Icon aria-hidden="true" />}
              onSelect={() => verbs.moveWithUndo(request, step)}
            >
              {label}
            </MenuItem>
          );
        })}
        <MenuItem danger icon={<Ban aria-hidden="true" />} onSelect={() => setAsking(true)}>
          Cancel request
        </MenuItem>
      </Menu>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        object={`Cancel request ${ref}?`}
        consequence="Nobody will do it any more. The guest is not told: call them if they wait for it."
        verb="Cancel request"
        keep="Keep it open"
        onConfirm={async () => {
          await verbs.move.mutateAsync({ requestId: request.id, status: "cancelled" });
        }}
      />
    </>
  );
}
