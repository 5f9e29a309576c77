import type { ReactNode } from "react";

export const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section aria-label={title} className="flex flex-col gap-4">
    <h2 className="border-border border-b pb-1 font-semibold text-base">{title}</h2>
    {children}
  </section>
);

export const Line = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="grid gap-2 sm:grid-cols-[120px_1fr]">
    <span className="pt-1.5 text-subtle text-xs">{label}</span>
    <div className="flex min-w-0 flex-wrap items-center gap-2">{children}</div>
  </div>
);
