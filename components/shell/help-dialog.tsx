"use client";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import type { NavGroup } from "./nav";
import { helpKeys } from "./shortcuts";

interface HelpDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  groups: readonly NavGroup[];
}

/** Every key, with the pages this person may open (`?`). */
export function HelpDialog({ open, onOpenChange, groups }: HelpDialogProps) {
  const pages = groups
    .flatMap((group) => group.items)
    .flatMap(({ key, label }) => (key ? [[`g ${key}`, label] as const] : []));
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Keyboard shortcuts"
      description="Letters do nothing while you write. They can be turned off in your account."
      className="max-w-2xl"
    >
      <div className="grid gap-6 sm:grid-cols-2">
        {[{ title: "Go to", keys: pages }, ...helpKeys].map(({ title, keys }) => (
          <section key={title}>
            <h3 className="mb-1 text-2xs text-subtle">{title}</h3>
            <dl>
              {keys.map(([key, what]) => (
                <div key={key + what} className="flex min-h-7 items-center justify-between gap-3 text-sm">
                  <dt className="order-2">
                    <Kbd keys={key} />
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
