"use client";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { cn } from "@/components/lib/cn";
import { IconButton } from "./icon-button";

export interface DialogProps {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  /** The buttons, the one that acts last. */
  footer?: ReactNode;
  /** "alertdialog" for what cannot be undone. */
  role?: "dialog" | "alertdialog";
  className?: string;
  children?: ReactNode;
}

/** Focus goes back to what had it, also when the layer was opened by code and has no trigger. */
function useReturnFocus() {
  const opener = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      opener.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      const { current } = opener;
      if (!(current instanceof HTMLElement) || !current.isConnected || current === document.body) return;
      event.preventDefault();
      current.focus();
    },
  };
}

const scrim = "fixed inset-0 z-40 animate-fade bg-scrim";

/** Asks before what cannot be undone, or shows one short thing. Focus returns to what opened it. */
export function Dialog({
  open,
  onOpenChange,
  trigger,
  title,
  description,
  footer,
  role,
  className,
  children,
}: DialogProps) {
  const focus = useReturnFocus();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className={scrim} />
        <div className="pointer-events-none fixed inset-0 z-50 flex items-end justify-center p-3 sm:items-center">
          <Radix.Content
            {...(role ? { role } : {})}
            {...focus}
            {...(description ? {} : { "aria-describedby": undefined })}
            className={cn(
              "pointer-events-auto relative flex max-h-full w-full max-w-md animate-pop flex-col overflow-hidden rounded-xl bg-raised shadow-float outline-none",
              className,
            )}
          >
            <Header title={title} description={description} />
            {children ? <div className="min-h-0 overflow-y-auto px-5 pb-5">{children}</div> : null}
            {footer ? <Footer>{footer}</Footer> : null}
            <Close />
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}

export interface SheetProps extends Omit<DialogProps, "role"> {
  /** A peek leaves the page behind it in use: no scrim, focus may leave. */
  peek?: boolean;
  actions?: ReactNode;
}

/** A panel from the end of the line; from below on a phone. Forms and peeks live here. */
export function Sheet({
  open,
  onOpenChange,
  trigger,
  title,
  description,
  footer,
  peek,
  actions,
  className,
  children,
}: SheetProps) {
  const focus = useReturnFocus();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange} modal={!peek}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        {peek ? null : <Radix.Overlay className={scrim} />}
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          {...(peek ? besideThePage : focus)}
          className={cn(
            "fixed z-50 flex flex-col bg-raised shadow-float outline-none",
            "inset-x-0 bottom-0 max-h-[92dvh] animate-rise rounded-t-xl sm:inset-y-0 sm:start-auto sm:end-0 sm:max-h-none sm:w-[480px] sm:animate-sheet sm:rounded-none",
            className,
          )}
        >
          <Header title={title} description={description} actions={actions} />
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
          {footer ? <Footer>{footer}</Footer> : null}
          <Close />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const stay = (event: { preventDefault(): void }) => event.preventDefault();

/** A peek takes no focus and gives none back: j and k go on walking the list behind it. */
const besideThePage = {
  "data-peek": "",
  onInteractOutside: stay,
  onOpenAutoFocus: stay,
  onCloseAutoFocus: stay,
};

function Header({
  title,
  description,
  actions,
}: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="flex items-start gap-2 ps-5 pe-14 pt-4 pb-3">
      <div className="min-w-0 flex-1">
        <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
        {description ? (
          <Radix.Description className="mt-1 text-muted text-sm">{description}</Radix.Description>
        ) : null}
      </div>
      {actions}
    </header>
  );
}

/** Last in the order of focus: a form starts in its first field, a question on the answer that changes nothing. */
const Close = () => (
  <Radix.Close asChild>
    <IconButton
      label="Close"
      tooltip={false}
      size="small"
      icon={<X aria-hidden="true" />}
      className="absolute end-4 top-3.5"
    />
  </Radix.Close>
);

const Footer = ({ children }: { children: ReactNode }) => (
  <footer className="flex flex-wrap items-center justify-end gap-2 border-border border-t px-5 py-3">
    {children}
  </footer>
);

export const DialogClose = Radix.Close;
