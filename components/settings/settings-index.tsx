"use client";
import {
  AudioLines,
  Building2,
  ChevronRight,
  Phone,
  PhoneOff,
  PlugZap,
  Scale,
  UsersRound,
} from "lucide-react";
import Link from "next/link";
import { useHotel } from "@/components/hotel/hotel-context";
import { PageHeader } from "@/components/patterns/page-header";

const sections = [
  {
    href: "/settings/hotel",
    icon: Building2,
    label: "Hotel",
    text: "Name, time zone, language and when the business day ends.",
  },
  {
    href: "/settings/line",
    icon: AudioLines,
    label: "The line",
    text: "Greeting, voice, recording and what a call may do.",
  },
  {
    href: "/settings/telephone",
    icon: Phone,
    label: "Telephone",
    text: "Account and numbers, keypad menu, transfers, calls out.",
  },
  {
    href: "/settings/connections",
    icon: PlugZap,
    label: "Connections",
    text: "Speech and language services with their keys, spend caps, pronunciation.",
  },
  {
    href: "/settings/do-not-call",
    icon: PhoneOff,
    label: "Do-not-call list",
    text: "Numbers that the line never calls or texts.",
  },
  { href: "/policies", icon: Scale, label: "Policies", text: "What the line answers, field by field." },
  { href: "/settings/team", icon: UsersRound, label: "Team", text: "Who works here and what each may do." },
] as const;

/** The sections of a hotel's settings. */
export function SettingsIndex() {
  const { href, name } = useHotel();
  return (
    <div className="flex max-w-[640px] flex-col gap-4">
      <PageHeader title="Settings" meta={name} />
      <ul className="flex flex-col rounded-lg border border-border bg-surface">
        {sections.map(({ href: path, icon: Icon, label, text }) => (
          <li key={path} className="border-border border-b last:border-b-0">
            <Link href={href(path)} className="flex items-center gap-3 p-4 hover:bg-hover">
              <Icon className="size-5 shrink-0 text-muted" aria-hidden="true" />
              <span className="min-w-0 flex-1">
                <span className="block font-medium text-base">{label}</span>
                <span className="block text-muted text-sm">{text}</span>
              </span>
              <ChevronRight className="size-4 shrink-0 text-subtle rtl:rotate-180" aria-hidden="true" />
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
