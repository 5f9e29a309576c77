import Link from "next/link";
import { cn } from "@/components/lib/cn";
import { UNKNOWN } from "@/components/lib/format";

export interface HeatCell {
  /** A share of the scale, 0 to 1; null is a gap. */
  share: number | null;
  /** The number printed in it: "78 %". */
  text: string;
  href?: string;
}
export interface HeatRow {
  label: string;
  cells: readonly HeatCell[];
}

interface HeatmapProps {
  /** What the numbers are, with unit: "Occupancy by type and night, %". */
  label: string;
  columns: readonly string[];
  rows: readonly HeatRow[];
  className?: string;
}

const steps = ["bg-heat-0", "bg-heat-1", "bg-heat-2", "bg-heat-3", "bg-heat-4 text-on"] as const;

/** Step 0–4 of a share; even steps, the last only near the top. */
export const heatStep = (share: number): 0 | 1 | 2 | 3 | 4 =>
  Math.min(4, Math.max(0, Math.floor(share * 5))) as 0 | 1 | 2 | 3 | 4;

/** A table whose cells are tinted; the number is always printed. */
export function Heatmap({ label, columns, rows, className }: HeatmapProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className={cn("overflow-x-auto", className)}>
      <table className="border-separate border-spacing-0.5 text-xs">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className="whitespace-nowrap px-1 py-1 font-normal text-2xs text-muted"
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label}>
              <th
                scope="row"
                className="sticky start-0 whitespace-nowrap bg-surface pe-3 text-start font-normal text-muted"
              >
                {row.label}
              </th>
              {row.cells.map((cell, at) => {
                const text = cell.share === null ? UNKNOWN : cell.text;
                return (
                  <td
                    key={columns[at] ?? at}
                    className={cn(
                      "h-7 min-w-11 whitespace-nowrap rounded-sm px-1 text-center",
                      cell.share === null ? "text-subtle" : steps[heatStep(cell.share)],
                    )}
                  >
                    {cell.href ? (
                      <Link
                        href={cell.href}
                        className="grid h-7 place-items-center rounded-sm hover:underline"
                      >
                        {text}
                      </Link>
                    ) : (
                      text
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
