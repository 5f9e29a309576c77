"use client";
import { Check, Copy } from "lucide-react";
import { useCopy } from "@/components/lib/use-copy";
import { Instant } from "@/components/patterns/values";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export interface Link {
  title: string;
  path: string;
  expiresAt: string;
}

/** Shows a single-use link once, to be copied and handed over. */
export function CopyLink({ link, onClose }: { link: Link | null; onClose: () => void }) {
  const { copied, copy } = useCopy();
  const done = copied === "yes";
  const url = link ? new URL(link.path, window.location.origin).href : "";
  return (
    <Dialog
      open={link !== null}
      onOpenChange={(open) => !open && onClose()}
      title={link?.title ?? ""}
      description="Copy the link and give it to this person yourself. It works once and is not shown again."
      footer={
        <>
          <DialogClose asChild>
            <Button>Close</Button>
          </DialogClose>
          <Button variant="primary" onClick={() => void copy(url)}>
            {done ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
            {done ? "Link copied" : "Copy link"}
          </Button>
        </>
      }
    >
      <Field label="Link">
        <Input readOnly value={url} onFocus={(event) => event.currentTarget.select()} className="font-mono" />
      </Field>
      <p className="mt-2 text-muted text-xs" role="status">
        {done ? "Copied. " : null}
        {copied === "refused" ? "Not copied. Select the link and copy it with your keyboard. " : null}
        {link ? (
          <>
            It works until <Instant at={link.expiresAt} show="full" />.
          </>
        ) : null}
      </p>
    </Dialog>
  );
}
