import type { ColumnDef, RowData } from "@tanstack/react-table";
import type { ReactNode } from "react";

declare module "@tanstack/react-table" {
  interface ColumnMeta<TData extends RowData, TValue> {
    /** Width of the grey bar while loading: the width of a usual value. */
    skeleton?: string;
    /** Numbers go to the end. */
    align?: "end";
    /** In the columns menu, when the header is not a text. */
    label?: string;
    /** Left out on a phone. */
    desk?: boolean;
    /** Starts hidden. */
    hidden?: boolean;
    /** Key of `?sort=`; without it the column cannot be sorted. */
    sort?: string;
    /** The first press sorts from the greatest. */
    descFirst?: boolean;
    className?: string;
  }
}

export type DataColumn<Row> = ColumnDef<Row>;

/** What a tanstack query gives; a plain object serves as well. */
export interface TableQuery<Row> {
  data?: { rows: readonly Row[]; total: number };
  isPending?: boolean;
  /** Fetching while old rows are shown: they stay, dimmed. */
  isFetching?: boolean;
  isPlaceholderData?: boolean;
  error?: { message: string } | null;
  refetch?: () => unknown;
}

export interface Selection {
  ids: readonly string[];
  /** Every row of the filter, also those on other pages. */
  all: boolean;
  count: number;
  clear: () => void;
}

export interface TablePeek<Row> {
  title: (row: Row) => ReactNode;
  description?: (row: Row) => ReactNode;
  content: (row: Row) => ReactNode;
}

export interface DataTableProps<Row> {
  /** Names the table and keeps this person's columns and density. */
  id: string;
  label: string;
  columns: readonly DataColumn<Row>[];
  query: TableQuery<Row>;
  rowId: (row: Row) => string;
  /** Names a row for screen readers: "Lindqvist, 7K2M". */
  rowLabel: (row: Row) => string;
  rowHref?: (row: Row) => string;
  /** A tint for rows that just changed, a quiet look for rows that are over. */
  rowClassName?: (row: Row) => string | undefined;
  peek?: TablePeek<Row>;
  bulk?: (selection: Selection) => ReactNode;
  /** View tabs, kept as `?view=`; the first is the default. */
  views?: readonly { value: string; label: string; count?: number }[];
  /** FilterBar, between views and table. */
  filters?: ReactNode;
  /** Buttons at the end of the bar (CSV …). */
  tools?: ReactNode;
  /** Said when there are no rows. `filtered` decides between the texts. */
  empty: ReactNode;
  pageSize?: number;
}
