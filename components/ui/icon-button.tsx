"use client";
import type { ReactNode } from "react";
import { cn } from "@/components/lib/cn";
import { Button, type ButtonProps } from "./button";
import { Tooltip } from "./tooltip";

export interface IconButtonProps extends Omit<ButtonProps, "children" | "kbd" | "asChild"> {
  /** Its accessible name, also its tooltip. */
  label: string;
  icon: ReactNode;
  kbd?: string;
  tooltip?: boolean;
}

/** A square button with one icon. Its label is always there for those who cannot see the icon. */
export function IconButton({
  label,
  icon,
  kbd,
  tooltip = true,
  className,
  variant = "ghost",
  size,
  ...props
}: IconButtonProps) {
  const button = (
    <Button
      aria-label={label}
      variant={variant}
      size={size}
      className={cn("aspect-square px-0 pointer-coarse:min-w-11", className)}
      {...props}
    >
      {icon}
    </Button>
  );
  return tooltip ? (
    <Tooltip content={label} kbd={kbd}>
      {button}
    </Tooltip>
  ) : (
    button
  );
}
