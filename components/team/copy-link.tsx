"use client";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
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
  const [copied, setCopied] = useState(false);
  const url = link ? new URL(link.path, window.location.origin).href : "";
  const copy = () =>
    navigator.clipboard.writeText(url).then(
      () => setCopied(true),
      // Without the permission the link is there to be selected.
      () => setCopied(false),
    );
  return (
    <Dialog
      open={link !== null}
      onOpenChange={(open) => {
        if (open) return;
        setCopied(false);
        onClose();
      }}
      title={link?.title ?? ""}
      description="Copy the link and give it to this person yourself. It works once and is not shown again."
      footer={
        <>
          <DialogClose asChild>
            <Button>Close</Button>
          </DialogClose>
          <Button variant="primary" onClick={() => void copy()}>
            {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
            {copied ? "Link copied" : "Copy link"}
          </Button>
        </>
      }
    >
      <Field label="Link">
        <Input readOnly value={url} onFocus={(event) => event.currentTarget.select()} className="font-mono" />
      </Field>
      <p className="mt-2 text-muted text-xs" role="status">
        {copied ? "Copied. " : ""}
        {link ? (
          <>
            It works until <Instant at={link.expiresAt} show="full" />.
          </>
        ) : null}
      </p>
    </Dialog>
  );
}
