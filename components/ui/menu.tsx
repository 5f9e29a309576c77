"use client";
import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/lib/cn";
import { floatingItem, floatingPanel, floatingPlace } from "./floating";
import { Kbd } from "./kbd";

const item = cn(
  floatingItem,
  "data-disabled:opacity-50 data-highlighted:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-subtle",
);

interface MenuProps {
  trigger: ReactNode;
  label?: string;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  align?: ComponentProps<typeof Radix.Content>["align"];
  side?: ComponentProps<typeof Radix.Content>["side"];
  className?: string;
  children: ReactNode;
}

/** Verbs that do not deserve a button of their own. */
export function Menu({
  trigger,
  label,
  open,
  onOpenChange,
  align = "end",
  side,
  className,
  children,
}: MenuProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          side={side}
          {...floatingPlace}
          className={cn(
            floatingPanel,
            "max-h-(--radix-dropdown-menu-content-available-height) min-w-44 max-w-[calc(100vw-16px)] overflow-y-auto p-1",
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface MenuItemProps extends ComponentProps<typeof Radix.Item> {
  icon?: ReactNode;
  kbd?: string;
  danger?: boolean;
}

export function MenuItem({ icon, kbd, danger, className, children, asChild, ...props }: MenuItemProps) {
  const styles = cn(
    item,
    danger && "text-danger-fg data-highlighted:bg-danger-bg [&_svg]:text-danger-fg",
    className,
  );
  if (asChild) {
    return (
      <Radix.Item asChild className={styles} {...props}>
        {children}
      </Radix.Item>
    );
  }
  return (
    <Radix.Item className={styles} {...props}>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {kbd ? <Kbd keys={kbd} /> : null}
    </Radix.Item>
  );
}

export function MenuCheck({ children, className, ...props }: ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem className={cn(item, className)} {...props}>
      <span className="grid size-4 place-items-center">
        <Radix.ItemIndicator>
          <Check aria-hidden="true" />
        </Radix.ItemIndicator>
      </span>
      {children}
    </Radix.CheckboxItem>
  );
}

interface MenuChoicesProps {
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  options: readonly { value: string; label: string }[];
}

/** One of several, with its own small heading. */
export function MenuChoices({ label, value, onValueChange, options }: MenuChoicesProps) {
  return (
    <Radix.RadioGroup value={value} onValueChange={onValueChange} aria-label={label}>
      <MenuLabel>{label}</MenuLabel>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={item}>
          <span className="grid size-4 place-items-center">
            <Radix.ItemIndicator>
              <Check aria-hidden="true" />
            </Radix.ItemIndicator>
          </span>
          {option.label}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <Radix.Label className="px-2 py-1 text-2xs text-subtle">{children}</Radix.Label>
);
export const MenuSeparator = () => <Radix.Separator className="-mx-1 my-1 h-px bg-border" />;
