import type { AlarmKind, TakenHow } from "@/server/features/alarms/schema";

export const alarmKinds: Readonly<Record<AlarmKind, string>> = {
  medical: "Medical emergency",
  fire: "Fire",
  security: "Security emergency",
};

const ways: Readonly<Record<TakenHow, string>> = {
  dashboard: "in the dashboard",
  key: "by a key on the telephone",
  link: "by the link in the text",
};
export const takenWords = (name: string | null, how: TakenHow | null): string =>
  [name ?? "Somebody", ...(how ? [ways[how]] : [])].join(", ");
