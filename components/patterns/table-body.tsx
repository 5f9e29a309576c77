"use client";
import { type Cell, flexRender, type Table } from "@tanstack/react-table";
import Link from "next/link";
import { cn } from "@/components/lib/cn";
import { Checkbox } from "@/components/ui/checkbox";
import { Skeleton } from "@/components/ui/skeleton";
import type { DataTableProps } from "./table-types";
import type { TablePrefs } from "./use-table-prefs";

const heights: Record<TablePrefs["density"], string> = {
  compact: "h-9 pointer-coarse:h-11",
  comfortable: "h-11",
};

interface BodyProps<Row> extends DataTableProps<Row> {
  table: Table<Row>;
  density: TablePrefs["density"];
  active: number;
  onActive: (index: number) => void;
  selected: ReadonlySet<string>;
  all: boolean;
  onSelect: (index: number, extend: boolean) => void;
  peekId: string | null;
  onPeek: (id: string) => void;
  className?: string;
}

export function TableBody<Row>(props: BodyProps<Row>) {
  const {
    table,
    density,
    active,
    onActive,
    selected,
    all,
    onSelect,
    peekId,
    bulk,
    rowLabel,
    rowClassName,
    className,
  } = props;
  return (
    <tbody className={className}>
      {table.getRowModel().rows.map((row, index) => {
        const chosen = all || selected.has(row.id);
        const roving = index === Math.max(active, 0) ? 0 : -1;
        return (
          <tr
            key={row.id}
            data-row={index}
            aria-selected={bulk ? chosen : undefined}
            className={cn(
              heights[density],
              "border-border border-b transition-colors last:border-b-0 hover:bg-hover focus-within:bg-hover",
              chosen && "bg-accent-bg hover:bg-accent-bg",
              peekId === row.id && "bg-hover",
              rowClassName?.(row.original),
            )}
          >
            {bulk ? (
              <td className="w-9 ps-3">
                <span
                  onClickCapture={(event) => event.shiftKey && stopAnd(event, () => onSelect(index, true))}
                >
                  <Checkbox
                    aria-label={`Select ${rowLabel(row.original)}`}
                    tabIndex={roving}
                    checked={chosen}
                    onCheckedChange={() => onSelect(index, false)}
                  />
                </span>
              </td>
            ) : null}
            {row.getVisibleCells().map((cell, place) => {
              const { meta } = cell.column.columnDef;
              return (
                <td
                  key={cell.id}
                  className={cn(
                    "px-3",
                    meta?.align === "end" && "text-end",
                    meta?.desk && "max-sm:hidden",
                    place === 0 && "relative isolate",
                    meta?.className,
                  )}
                >
                  {place === 0 ? (
                    <RowLink {...props} cell={cell} tabIndex={roving} onFocus={() => onActive(index)} />
                  ) : (
                    render(cell)
                  )}
                </td>
              );
            })}
          </tr>
        );
      })}
    </tbody>
  );
}

function render<Row>(cell: Cell<Row, unknown>) {
  return flexRender(cell.column.columnDef.cell, cell.getContext());
}

function stopAnd(event: { preventDefault(): void; stopPropagation(): void }, run: () => void) {
  event.preventDefault();
  event.stopPropagation();
  run();
}

interface RowLinkProps<Row> extends BodyProps<Row> {
  cell: Cell<Row, unknown>;
  tabIndex: number;
  onFocus: () => void;
}

/** The first cell carries the row's link: one Tab stop a table, arrows between rows. */
function RowLink<Row>({ cell, rowHref, peek, onPeek, tabIndex, onFocus }: RowLinkProps<Row>) {
  const { original, id } = cell.row;
  // It fills its cell: a time that becomes shorter once the page is alive must not slip away from under the pointer.
  const styles =
    "after:absolute after:inset-0 after:-z-1 inline-flex min-h-6 max-w-full items-center gap-2 rounded-sm text-start font-medium hover:underline underline-offset-4 pointer-coarse:min-h-11";
  if (rowHref) {
    return (
      <Link
        href={rowHref(original)}
        prefetch={false}
        data-row-focus
        tabIndex={tabIndex}
        onFocus={onFocus}
        className={styles}
      >
        {render(cell)}
      </Link>
    );
  }
  if (!peek) return render(cell);
  return (
    <button
      type="button"
      data-row-focus
      tabIndex={tabIndex}
      onFocus={onFocus}
      onClick={() => onPeek(id)}
      className={styles}
    >
      {render(cell)}
    </button>
  );
}

interface SkeletonProps<Row> {
  table: Table<Row>;
  selectable: boolean;
  density: TablePrefs["density"];
  rows: number;
}

/** Grey rows in the geometry of the real ones, from each column's `meta`. */
export function TableSkeleton<Row>({ table, selectable, density, rows }: SkeletonProps<Row>) {
  return (
    <tbody>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey rows have no identity
        <tr key={index} className={cn(heights[density], "border-border border-b last:border-b-0")}>
          {selectable ? <td className="w-9" /> : null}
          {table.getVisibleLeafColumns().map((column) => {
            const { meta } = column.columnDef;
            return (
              <td key={column.id} className={cn("px-3", meta?.desk && "max-sm:hidden", meta?.className)}>
                <Skeleton
                  width={meta?.skeleton ?? "60%"}
                  className={cn(meta?.align === "end" && "ms-auto")}
                />
              </td>
            );
          })}
        </tr>
      ))}
    </tbody>
  );
}
