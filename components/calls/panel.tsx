import type { ReactNode } from "react";

/** A part of the rail beside a call. */
export const Panel = ({ title, children }: { title: string; children: ReactNode }) => (
  <section aria-label={title} className="rounded-lg border border-border bg-surface p-4">
    <h2 className="mb-2 font-semibold text-base">{title}</h2>
    {children}
  </section>
);
