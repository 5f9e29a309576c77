"use client";
import { ListFilter, Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { usePageKeys, useSingleKeys } from "@/components/lib/keys";
import { useUrlState } from "@/components/lib/use-url-state";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Popover } from "@/components/ui/popover";
import { FilterEditor } from "./filter-editor";
import { type FilterField, filterSummary, filterValue } from "./filter-fields";

export type { FilterField } from "./filter-fields";

export interface FilterBarProps {
  fields: readonly FilterField[];
  /** Placeholder and name of the search box ("Search guests, codes, phones"); without it there is none. */
  search?: string;
  /** The hotel's business date, for date filters. */
  today: string;
}

const SEARCH_AFTER_MS = 250;

/** Chips of what is filtered, a menu of what can be, and search (`/`). All of it lives in the URL. */
export function FilterBar({ fields, search, today }: FilterBarProps) {
  const { params, set } = useUrlState();
  const [adding, setAdding] = useState<string | null>(null);
  const shown = fields.filter((field) => filterValue(field, params).length > 0 || field.key === adding);
  const rest = fields.filter((field) => !shown.includes(field));
  const none = Object.fromEntries(fields.flatMap((field) => keysOf(field).map((key) => [key, null])));
  return (
    <search className="flex flex-wrap items-center gap-2">
      {search ? (
        <SearchBox label={search} value={params.get("q") ?? ""} onSearch={(q) => set({ q })} />
      ) : null}
      {shown.map((field) => (
        <Chip
          key={field.key}
          field={field}
          params={params}
          today={today}
          set={set}
          startOpen={field.key === adding}
          onClosed={() => setAdding((now) => (now === field.key ? null : now))}
        />
      ))}
      {rest.length > 0 ? (
        <Menu
          align="start"
          label="Filters"
          trigger={
            <Button variant="ghost">
              <ListFilter aria-hidden="true" />
              Filter
            </Button>
          }
        >
          {rest.map((field) => (
            <MenuItem key={field.key} icon={field.icon} onSelect={() => setAdding(field.key)}>
              {field.label}
            </MenuItem>
          ))}
        </Menu>
      ) : null}
      {shown.some((field) => field.key !== adding) ? (
        <Button variant="ghost" onClick={() => set({ ...none, q: null })}>
          Clear all
        </Button>
      ) : null}
    </search>
  );
}

const keysOf = (field: FilterField): string[] =>
  field.type === "dates" ? [`${field.key}From`, `${field.key}To`] : [field.key];

interface ChipProps {
  field: FilterField;
  params: URLSearchParams;
  today: string;
  set: ReturnType<typeof useUrlState>["set"];
  startOpen: boolean;
  onClosed: () => void;
}

function Chip({ field, params, today, set, startOpen, onClosed }: ChipProps) {
  const [open, setOpen] = useState(startOpen);
  const summary = filterSummary(field, params);
  const clear = Object.fromEntries(keysOf(field).map((key) => [key, null]));
  return (
    <span className="inline-flex h-8 max-w-full items-center rounded-md border border-control/50 bg-surface pointer-coarse:h-11">
      <Popover
        label={field.label}
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          if (!next) onClosed();
        }}
        trigger={
          <button
            type="button"
            className="flex h-full min-w-0 items-center gap-1 rounded-md px-2 text-sm hover:bg-hover"
          >
            <span className="text-muted">{field.label}</span>
            {summary ? <span className="truncate font-medium">{summary}</span> : null}
          </button>
        }
      >
        <FilterEditor field={field} params={params} today={today} set={set} />
      </Popover>
      {summary ? (
        <IconButton
          label={`Remove filter ${field.label}`}
          size="small"
          tooltip={false}
          icon={<X aria-hidden="true" />}
          onClick={() => set(clear)}
        />
      ) : null}
    </span>
  );
}

function SearchBox({
  label,
  value,
  onSearch,
}: {
  label: string;
  value: string;
  onSearch: (text: string) => void;
}) {
  const [draft, setDraft] = useState(value);
  const box = useRef<HTMLInputElement>(null);
  const sent = useRef(value);
  const letters = useSingleKeys();
  usePageKeys((press) => {
    if (press.key !== "/" || press.ctrl || press.alt) return false;
    box.current?.focus();
    box.current?.select();
    return true;
  }, letters);
  useEffect(() => {
    // The URL changed by other means (Back, Clear all): the box follows.
    if (value !== sent.current) {
      sent.current = value;
      setDraft(value);
    }
  }, [value]);
  useEffect(() => {
    if (draft === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = draft;
      onSearch(draft.trim());
    }, SEARCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, [draft, onSearch]);
  return (
    <span className="w-full sm:w-60">
      <Input
        ref={box}
        type="search"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={label}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        before={<Search aria-hidden="true" />}
        className="[&::-webkit-search-cancel-button]:hidden"
      />
    </span>
  );
}
