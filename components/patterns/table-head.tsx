"use client";
import { flexRender, type Table } from "@tanstack/react-table";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/lib/cn";
import { formatCount } from "@/components/lib/format";
import { nextSort, parseSort, writeSort } from "@/components/lib/table-keys";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { IconButton } from "@/components/ui/icon-button";
import type { Selection } from "./table-types";

const head =
  "z-10 h-9 border-border border-b bg-surface px-3 text-start align-middle font-medium text-muted text-xs xl:sticky xl:top-12 first:rounded-ss-lg last:rounded-se-lg";

interface HeadProps<Row> {
  table: Table<Row>;
  selectable: boolean;
  onPage: (on: boolean) => void;
  sort: string | null;
  onSort: (sort: string | null) => void;
}

export function TableHead<Row>({ table, selectable, onPage, sort, onSort }: HeadProps<Row>) {
  const allowed = table.getAllLeafColumns().flatMap((column) => column.columnDef.meta?.sort ?? []);
  const now = parseSort(sort, allowed);
  return (
    <thead>
      {table.getHeaderGroups().map((group) => (
        <tr key={group.id}>
          {selectable ? (
            <th scope="col" className={cn(head, "w-9 pe-0")}>
              <Checkbox aria-label="Select this page" checked={false} onCheckedChange={onPage} />
            </th>
          ) : null}
          {group.headers.map((header) => {
            const { meta } = header.column.columnDef;
            const name = flexRender(header.column.columnDef.header, header.getContext());
            const sorted = meta?.sort && now?.id === meta.sort ? now : null;
            const Arrow = sorted?.desc ? ArrowDown : ArrowUp;
            return (
              <th
                key={header.id}
                scope="col"
                aria-sort={sorted ? (sorted.desc ? "descending" : "ascending") : undefined}
                className={cn(
                  head,
                  meta?.align === "end" && "text-end",
                  meta?.desk && "max-sm:hidden",
                  meta?.className,
                )}
              >
                {meta?.sort ? (
                  <button
                    type="button"
                    onClick={() => onSort(writeSort(nextSort(now, meta.sort ?? "", meta.descFirst)))}
                    className={cn(
                      "group -mx-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 hover:text-text pointer-coarse:h-11",
                      meta.align === "end" && "flex-row-reverse",
                      sorted && "text-text",
                    )}
                  >
                    {name}
                    <Arrow
                      aria-hidden="true"
                      className={cn("size-3", !sorted && "opacity-0 group-hover:opacity-60")}
                    />
                  </button>
                ) : (
                  name
                )}
              </th>
            );
          })}
        </tr>
      ))}
    </thead>
  );
}

interface BulkProps {
  columns: number;
  selection: Selection;
  total: number;
  pageCount: number;
  onAll: () => void;
  onPage: (on: boolean) => void;
  children: ReactNode;
}

/** Takes the place of the head row while something is selected, in the same height. */
export function BulkHead({ columns, selection, total, pageCount, onAll, onPage, children }: BulkProps) {
  const { all, count, clear } = selection;
  const page = all || count >= pageCount;
  return (
    <thead>
      <tr>
        <th
          scope="colgroup"
          colSpan={columns}
          className={cn(head, "bg-accent-bg font-normal text-accent-fg")}
        >
          <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1">
            <Checkbox
              aria-label="Select this page"
              checked={page ? true : "indeterminate"}
              onCheckedChange={() => onPage(!page)}
            />
            <span role="status" className="font-medium">
              {formatCount(count)} selected
            </span>
            {!all && page && total > count ? (
              <Button variant="link" size="small" onClick={onAll} className="px-0">
                Select all {formatCount(total)}
              </Button>
            ) : null}
            <span className="flex flex-1 items-center justify-end gap-1">{children}</span>
            <IconButton
              label="Clear selection"
              kbd="Esc"
              size="small"
              icon={<X aria-hidden="true" />}
              onClick={clear}
            />
          </div>
        </th>
      </tr>
    </thead>
  );
}
