"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuChoices } from "@/components/ui/menu";

const never = () => () => {};

/** Light, dark, or as the system has it. */
export function ThemeMenu() {
  const { theme, resolvedTheme, setTheme } = useTheme();
  // The server cannot know the theme: the icon waits for the browser.
  const mounted = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const Icon = !mounted ? Monitor : resolvedTheme === "dark" ? Moon : Sun;
  return (
    <Menu label="Theme" trigger={<IconButton label="Theme" icon={<Icon aria-hidden="true" />} />}>
      <MenuChoices
        label="Theme"
        value={mounted ? (theme ?? "system") : "system"}
        onValueChange={setTheme}
        options={[
          { value: "light", label: "Light" },
          { value: "dark", label: "Dark" },
          { value: "system", label: "As the system" },
        ]}
      />
    </Menu>
  );
}
