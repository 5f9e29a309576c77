import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ShellDemo } from "./shell-demo";

export const metadata: Metadata = { title: "Shell" };

/** The frame around a page, with made-up hotels. */
export default function ShellPage() {
  if (process.env.NODE_ENV === "production") notFound();
  return <ShellDemo />;
}
