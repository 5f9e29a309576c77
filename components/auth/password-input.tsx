"use client";
import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { cn } from "@/components/lib/cn";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";

/** A password box that can be shown: typing blind on a phone is where mistakes come from. */
export function PasswordInput({
  className,
  ...props
}: Omit<ComponentProps<typeof Input>, "type" | "before" | "after">) {
  const [shown, setShown] = useState(false);
  return (
    <span className="relative flex">
      <Input
        {...props}
        type={shown ? "text" : "password"}
        spellCheck={false}
        autoCapitalize="none"
        className={cn("pe-10", className)}
      />
      <span className="absolute inset-y-0 end-0.5 flex items-center">
        <IconButton
          label={shown ? "Hide the password" : "Show the password"}
          icon={shown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
          size="small"
          tooltip={false}
          onClick={() => setShown(!shown)}
        />
      </span>
    </span>
  );
}
