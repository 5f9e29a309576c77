"use client";
import Link from "next/link";
import { FormatProvider } from "@/components/lib/format-context";
import { PageHeader } from "@/components/patterns/page-header";
import { SkipLink } from "@/components/shell/skip-link";
import { ThemeMenu } from "@/components/shell/theme-menu";
import { CallParts } from "./parts/call";
import { ChartParts } from "./parts/charts";
import { ControlParts } from "./parts/controls";
import { FormParts } from "./parts/forms";
import { OverlayParts } from "./parts/overlays";
import { StateParts } from "./parts/states";
import { TableParts } from "./parts/table";

const oslo = { locale: "en-GB", timeZone: "Europe/Oslo" };

export function Gallery() {
  return (
    <FormatProvider format={oslo}>
      <SkipLink />
      <main id="main" tabIndex={-1} className="mx-auto flex max-w-[1280px] flex-col gap-8 p-4 md:p-6">
        <PageHeader
          title="Gallery"
          meta={
            <>
              Every component in every state.
              <Link href="/gallery/shell/overview" className="text-accent-fg underline underline-offset-4">
                The shell
              </Link>
            </>
          }
          actions={<ThemeMenu />}
        />
        <ControlParts />
        <OverlayParts />
        <StateParts />
        <FormParts />
        <TableParts />
        <ChartParts />
        <CallParts />
      </main>
    </FormatProvider>
  );
}
