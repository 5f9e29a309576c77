"use client";
import { Ban, MoreHorizontal, Pencil } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { Popover } from "@/components/ui/popover";
import { Progress } from "@/components/ui/progress";
import { Sheet } from "@/components/ui/sheet";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { toast } from "@/components/ui/toast";
import { Line, Part } from "./part";

export function OverlayParts() {
  const [tab, setTab] = useState("folio");
  const [refund, setRefund] = useState(false);
  const [erase, setErase] = useState(false);
  return (
    <Part title="Layers and messages">
      <Line label="Opens">
        <Popover label="Details" trigger={<Button>Popover</Button>}>
          Held until 14:32 for this call.
        </Popover>
        <Menu label="More" trigger={<IconButton label="More" icon={<MoreHorizontal aria-hidden="true" />} />}>
          <MenuItem icon={<Pencil aria-hidden="true" />} kbd="e">
            Change stay
          </MenuItem>
          <MenuItem disabled>Move room</MenuItem>
          <MenuSeparator />
          <MenuItem danger icon={<Ban aria-hidden="true" />}>
            Cancel stay
          </MenuItem>
        </Menu>
        <Dialog
          trigger={<Button>Dialog</Button>}
          title="What the line will say"
          description="In the voice of the hotel."
        >
          <p>The fifth to the eighth of March, three nights.</p>
        </Dialog>
        <Sheet trigger={<Button>Sheet</Button>} title="Room 201" description="Courtyard Double, floor 2">
          <p>Inspected at 11:40.</p>
        </Sheet>
        <Button onClick={() => setRefund(true)}>Confirm</Button>
        <Button onClick={() => setErase(true)}>Confirm by name</Button>
        <ConfirmDialog
          open={refund}
          onOpenChange={setRefund}
          object="Refund EUR 164.00 to Visa 4242?"
          consequence="The guest sees it in three to five days. It cannot be taken back."
          verb="Refund EUR 164.00"
          onConfirm={async () => {
            throw new Error(
              "The card refused the refund. Nothing was paid out. Refund in cash or try another card.",
            );
          }}
        />
        <ConfirmDialog
          open={erase}
          onOpenChange={setErase}
          object="Erase Maja Lindqvist?"
          consequence="Stays keep their numbers; name, phone and messages are gone."
          verb="Erase guest"
          typeName="Maja Lindqvist"
          onConfirm={() => {}}
        />
      </Line>
      <Line label="Toasts">
        <Button onClick={() => toast.done("Room added.")}>Done</Button>
        <Button
          onClick={() =>
            toast.undo("302 given to Ingrid.", { undo: () => toast.info("302 has nobody again.") })
          }
        >
          Undo
        </Button>
        <Button
          onClick={() =>
            toast.error("The room was taken a moment ago.", "Your form is kept. Choose another room.")
          }
        >
          Error
        </Button>
      </Line>
      <div className="grid gap-2">
        <Banner tone="warning">Live updates paused at 13:42. Reconnecting. What you save is kept.</Banner>
        <Banner tone="accent" action={<Button size="small">Hand back</Button>}>
          You are speaking to the guest.
        </Banner>
        <Banner tone="danger" action={<Button size="small">Show</Button>}>
          1,280 done, 4 failed.
        </Banner>
        <Banner tone="success">All rooms are ready.</Banner>
        <Banner tone="info">Shadow mode: advice is shown, prices do not change.</Banner>
      </div>
      <Tabs
        label="Reservation"
        value={tab}
        onValueChange={setTab}
        items={[
          { value: "folio", label: "Folio", content: <p>Balance EUR 0.00</p> },
          { value: "messages", label: "Messages", count: 3, content: <p>Three messages.</p> },
          { value: "history", label: "History", content: <p>Held, paid, confirmed.</p> },
        ]}
      />
      <div className="grid gap-4 sm:grid-cols-3">
        <Progress label="My rooms" value={5} max={12} text="5 of 12" />
        <Progress label="Import" value={1280} max={1284} text="1,280 of 1,284" tone="success" />
        <div className="flex flex-col gap-2">
          <Skeleton width="80%" />
          <Skeleton width="55%" />
        </div>
      </div>
    </Part>
  );
}
