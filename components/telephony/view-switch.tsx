"use client";
import { useUrlState } from "@/components/lib/use-url-state";
import { Segmented } from "@/components/ui/segmented";

interface Props {
  label: string;
  views: readonly { value: string; label: string }[];
  /** The one that is shown. */
  value: string;
}

/** Parts of one list below the page's own tabs, kept as `?view=`; the first is left out of the address. */
export function ViewSwitch({ label, views, value }: Props) {
  const { set } = useUrlState();
  return (
    <Segmented
      aria-label={label}
      options={views}
      value={value}
      onValueChange={(view) => set({ view: view === views[0]?.value ? null : view, peek: null })}
    />
  );
}
