"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { formatCount } from "@/components/lib/format";
import { Button } from "@/components/ui/button";

interface PagerProps {
  page: number;
  pageSize: number;
  total: number;
  shown: number;
  onPage: (page: number) => void;
}

/** "51–100 of 1,284"; exact to 10,000. */
export function Pager({ page, pageSize, total, shown, onPage }: PagerProps) {
  const from = (page - 1) * pageSize + 1;
  const last = Math.max(1, Math.ceil(total / pageSize));
  const many = total > 10_000 ? "10,000+" : formatCount(total);
  return (
    <nav
      aria-label="Pages of the list"
      className="flex items-center justify-between gap-3 text-muted text-xs"
    >
      <span role="status">
        {shown === 0 ? `0 of ${many}` : `${formatCount(from)}–${formatCount(from + shown - 1)} of ${many}`}
      </span>
      {last > 1 ? (
        <span className="flex gap-2">
          <Button size="small" disabled={page <= 1} onClick={() => onPage(Math.min(page - 1, last))}>
            <ChevronLeft aria-hidden="true" className="rtl:rotate-180" />
            Previous
          </Button>
          <Button size="small" disabled={page >= last} onClick={() => onPage(page + 1)}>
            Next
            <ChevronRight aria-hidden="true" className="rtl:rotate-180" />
          </Button>
        </span>
      ) : null}
    </nav>
  );
}
