"use client";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useTheme } from "next-themes";
import { Toaster as Sonner, toast as sonner } from "sonner";

/** How long an undo is offered, in ms. */
export const UNDO_MS = 8_000;

/** Where toasts appear: once, in the root layout. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      gap={8}
      mobileOffset={{ bottom: 72 }}
      icons={{
        success: <CircleCheck className="size-4 text-success" />,
        error: <CircleAlert className="size-4 text-danger" />,
        warning: <TriangleAlert className="size-4 text-warning" />,
        info: <Info className="size-4 text-info" />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-2 rounded-lg bg-raised px-3 py-2.5 font-sans text-sm text-text shadow-float sm:w-90",
          title: "font-medium",
          description: "text-muted",
          content: "min-w-0 flex-1",
          icon: "mt-0.5",
          actionButton: "touch-target shrink-0 rounded-md px-2 font-medium text-accent-fg hover:bg-hover",
          closeButton: "touch-target",
        },
      }}
    />
  );
}

interface Undo {
  /** Runs the inverse verb. */
  undo: () => void;
  description?: string;
}

/** What just happened, in one sentence. Errors stay until closed. */
export const toast = {
  done: (message: string, description?: string) => sonner.success(message, { description }),
  info: (message: string, description?: string) => sonner.info(message, { description }),
  error: (message: string, description?: string) =>
    sonner.error(message, { description, duration: Number.POSITIVE_INFINITY, closeButton: true }),
  /** Offers the way back for 8 s. */
  undo: (message: string, { undo, description }: Undo) =>
    sonner.success(message, { description, duration: UNDO_MS, action: { label: "Undo", onClick: undo } }),
  dismiss: (id?: string | number) => sonner.dismiss(id),
};
