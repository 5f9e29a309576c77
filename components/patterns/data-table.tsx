"use client";
import { getCoreRowModel, useReactTable } from "@tanstack/react-table";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { cn } from "@/components/lib/cn";
import { usePageKeys, useSingleKeys } from "@/components/lib/keys";
import { idsBetween, parsePage, tableKey } from "@/components/lib/table-keys";
import { useUrlState } from "@/components/lib/use-url-state";
import { Sheet } from "@/components/ui/sheet";
import { Tabs } from "@/components/ui/tabs";
import { ErrorState } from "./error-state";
import { TableBody, TableSkeleton } from "./table-body";
import { BulkHead, TableHead } from "./table-head";
import { Pager } from "./table-pager";
import { TableSettings } from "./table-settings";
import type { DataTableProps, Selection } from "./table-types";
import { useTablePrefs } from "./use-table-prefs";

export type { DataColumn, DataTableProps, Selection, TableQuery } from "./table-types";

/**
 * A list of records. Sorting (`?sort=`), page (`?page=`), view (`?view=`) and peek (`?peek=`) live in the URL;
 * the server sorts and pages. Keys: j k Enter Space x Esc.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { id, label, columns, query, rowId, rowHref, peek, bulk, views, pageSize = 50 } = props;
  const url = useUrlState();
  const router = useRouter();
  const letters = useSingleKeys();
  const root = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  const anchor = useRef(-1);
  const [prefs, setPrefs] = useTablePrefs(
    id,
    columns.flatMap((column) => (column.meta?.hidden && column.id ? [column.id] : [])),
  );
  const rows = query.data?.rows ?? [];
  const table = useReactTable({
    data: rows as Row[],
    columns: columns as DataTableProps<Row>["columns"][number][],
    getCoreRowModel: getCoreRowModel(),
    getRowId: rowId,
    manualSorting: true,
    manualPagination: true,
    state: { columnVisibility: Object.fromEntries(prefs.hidden.map((column) => [column, false])) },
  });
  const ids = rows.map(rowId);
  const total = query.data?.total ?? 0;
  const page = parsePage(url.params.get("page"));
  const peekId = url.params.get("peek");
  const peeked = peek ? rows.find((row) => rowId(row) === peekId) : undefined;
  const filterKey = withoutPeek(url.params.toString());
  // A selection speaks of the rows one saw: another filter or page begins a new one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the trigger
  useEffect(() => {
    setSelected(new Set());
    setAll(false);
    setActive(-1);
  }, [filterKey]);

  const clear = () => {
    setSelected(new Set());
    setAll(false);
  };
  const select = (index: number, extend: boolean) => {
    const rowIds =
      extend && anchor.current >= 0 ? idsBetween(ids, anchor.current, index) : ids.slice(index, index + 1);
    anchor.current = index;
    setAll(false);
    setSelected((now) => {
      const next = new Set(now);
      const add = extend || !rowIds.every((each) => now.has(each));
      for (const each of rowIds) add ? next.add(each) : next.delete(each);
      return next;
    });
  };
  const focusRow = (index: number) => {
    setActive(index);
    root.current?.querySelector<HTMLElement>(`[data-row="${index}"] [data-row-focus]`)?.focus();
    if (peeked) url.set({ peek: ids[index] ?? null });
  };
  usePageKeys((press, event) => {
    const target = event.target instanceof HTMLElement ? event.target : null;
    const onRow = target === document.body || target?.closest("[data-row-focus]") !== null;
    const action = tableKey(press, {
      active,
      count: rows.length,
      closable: Boolean(peeked) || selected.size > 0,
      onRow,
      letters,
    });
    if (!action) return false;
    if (action.type === "close") {
      if (peeked) url.set({ peek: null });
      else clear();
      return true;
    }
    const row = rows[action.index];
    if (row === undefined) return false;
    if (action.type === "move") focusRow(action.index);
    else if (action.type === "select" && bulk) select(action.index, action.extend);
    else if (action.type === "open" && rowHref) router.push(rowHref(row));
    else if (action.type === "peek" && peek) url.set({ peek: peekId === rowId(row) ? null : rowId(row) });
    else return false;
    return true;
  });

  const selection: Selection = { ids: [...selected], all, count: all ? total : selected.size, clear };
  const stale = Boolean(query.isPlaceholderData) && Boolean(query.isFetching);
  const loading = query.data === undefined && !query.error;
  const visible = table.getVisibleLeafColumns().length + (bulk ? 1 : 0);
  return (
    <div ref={root} className="flex min-w-0 flex-col gap-3">
      {views ? (
        <Tabs
          label={`Views of ${label}`}
          items={views}
          value={url.params.get("view") ?? views[0]?.value ?? ""}
          onValueChange={(view) => url.set({ view: view === views[0]?.value ? null : view })}
        />
      ) : null}
      <div className="flex flex-wrap items-start gap-2">
        <div className="min-w-0 flex-1 basis-52">{props.filters}</div>
        <div className="flex items-center gap-1">
          {props.tools}
          <TableSettings table={table} prefs={prefs} onChange={setPrefs} />
        </div>
      </div>
      {query.error && !query.data ? (
        <ErrorState
          title={`${label} could not be loaded`}
          error={query.error}
          retry={() => void query.refetch?.()}
          pending={query.isFetching}
        />
      ) : (
        <div className="relative overflow-x-auto rounded-lg border border-border bg-surface xl:overflow-x-clip">
          <table aria-label={label} aria-busy={loading || stale} className="w-full border-collapse text-sm">
            {bulk && selection.count > 0 ? (
              <BulkHead
                columns={visible}
                selection={selection}
                total={total}
                pageCount={rows.length}
                onAll={() => setAll(true)}
                onPage={(on) => (on ? setSelected(new Set(ids)) : clear())}
              >
                {bulk(selection)}
              </BulkHead>
            ) : (
              <TableHead
                table={table}
                selectable={Boolean(bulk)}
                onPage={(on) => on && setSelected(new Set(ids))}
                sort={url.params.get("sort")}
                onSort={(sort) => url.set({ sort })}
              />
            )}
            {loading ? (
              <TableSkeleton
                table={table}
                selectable={Boolean(bulk)}
                density={prefs.density}
                rows={Math.min(pageSize, 12)}
              />
            ) : (
              <TableBody
                {...props}
                table={table}
                density={prefs.density}
                active={active}
                onActive={setActive}
                selected={selected}
                all={all}
                onSelect={select}
                peekId={peekId}
                onPeek={(row) => url.set({ peek: row })}
                className={cn("transition-opacity", stale && "opacity-50")}
              />
            )}
          </table>
          {!loading && rows.length === 0 ? props.empty : null}
        </div>
      )}
      {query.data && total > 0 ? (
        <Pager
          page={page}
          pageSize={pageSize}
          total={total}
          shown={rows.length}
          onPage={(next) => url.set({ page: next > 1 ? String(next) : null }, true)}
        />
      ) : null}
      {peek ? (
        <Sheet
          peek
          open={peeked !== undefined}
          onOpenChange={(open) => !open && url.set({ peek: null })}
          title={peeked === undefined ? "" : peek.title(peeked)}
          description={peeked === undefined ? undefined : peek.description?.(peeked)}
        >
          {peeked === undefined ? null : peek.content(peeked)}
        </Sheet>
      ) : null}
    </div>
  );
}

function withoutPeek(query: string): string {
  const params = new URLSearchParams(query);
  params.delete("peek");
  return params.toString();
}
