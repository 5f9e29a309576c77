import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/components/lib/cn";
import { Kbd } from "./kbd";

export const buttonStyles = cva(
  "relative inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-md font-medium transition-colors disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0 pointer-coarse:min-h-11",
  {
    variants: {
      variant: {
        primary: "bg-accent text-on hover:bg-[color-mix(in_oklch,var(--accent),var(--text)_12%)]",
        secondary: "border border-control/50 bg-surface text-text hover:bg-hover",
        ghost: "text-muted hover:bg-hover hover:text-text",
        danger: "bg-danger text-on hover:bg-[color-mix(in_oklch,var(--danger),var(--text)_12%)]",
        "danger-quiet": "border border-control/50 bg-surface text-danger-fg hover:bg-danger-bg",
        link: "text-accent-fg underline-offset-4 hover:underline",
      },
      size: {
        small: "h-7 px-2 text-xs",
        medium: "h-8 px-3 text-sm",
        touch: "h-11 px-4 text-base",
        thumb: "h-13 w-full px-6 text-lg",
      },
    },
    defaultVariants: { variant: "secondary", size: "medium" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonStyles> {
  /** Work is under way: keeps its size, shows a spinner, refuses another press but keeps the focus. */
  pending?: boolean;
  /** The key that does the same, shown at the end. */
  kbd?: string;
  /** Renders the only child (a link) in the button's clothes. */
  asChild?: boolean;
}

/** A verb and a noun. One primary button a screen. */
export function Button({ variant, size, pending, kbd, asChild, className, children, ...props }: ButtonProps) {
  const styles = cn(buttonStyles({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={styles} {...props}>
        {children}
      </Slot.Root>
    );
  }
  const press = pending ? { onClick: stop, type: "button" as const } : {};
  return (
    <button
      type="button"
      className={styles}
      aria-busy={pending}
      aria-disabled={pending}
      {...props}
      {...press}
    >
      {pending ? (
        <span className="absolute inset-0 grid place-items-center" aria-hidden="true">
          <LoaderCircle className="animate-spin" />
        </span>
      ) : null}
      <span className={cn("inline-flex items-center gap-2", pending && "opacity-0")}>
        {children}
        {kbd ? (
          <Kbd keys={kbd} className={variant === "primary" ? "border-on/40 text-on" : undefined} />
        ) : null}
      </span>
    </button>
  );
}

const stop = (event: { preventDefault(): void }) => event.preventDefault();
