import { AudioLines } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/lib/cn";

/** The pages in front of the door: one narrow column, and on wide screens what the product does beside it. */
export function AuthFrame({ aside, children }: { aside?: ReactNode; children: ReactNode }) {
  return (
    <div
      className={cn(
        "grid min-h-dvh grid-rows-[auto_1fr] bg-bg",
        aside && "lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]",
      )}
    >
      <header className="flex items-center gap-2 p-5 font-semibold text-base">
        <AudioLines className="size-5 text-accent" aria-hidden="true" />
        VoiceHive
      </header>
      <main id="main" className="flex items-start justify-center px-5 pt-8 pb-16 sm:items-center sm:pt-0">
        <div className="w-full max-w-90">{children}</div>
      </main>
      {aside ? (
        <aside className="hidden border-border border-s bg-sunken lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:flex lg:items-center lg:justify-center lg:p-12">
          {aside}
        </aside>
      ) : null}
    </div>
  );
}

/** The page's one sentence and what it is about. */
export function AuthTitle({ title, text }: { title: string; text?: ReactNode }) {
  return (
    <div className="mb-6">
      <h1 tabIndex={-1} className="font-semibold text-2xl">
        {title}
      </h1>
      {text ? <p className="mt-1 text-base text-muted">{text}</p> : null}
    </div>
  );
}
