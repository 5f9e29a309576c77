import { z } from "zod";
import { formatPhone } from "@/components/lib/format";
import type { Option } from "@/components/ui/select";
import { TelephonySettings } from "@/server/features/telephony/schema";

/** What the form holds: nothing absent, so that every field can be emptied again. */
export interface SettingsValues {
  allowedPrefixes: string[];
  minutesPerDay: number;
  textsPerDay: number;
  transfer: TelephonySettings["transfer"];
  ringSeconds: number;
  entry: TelephonySettings["entry"];
  menu: { digit: string; say: string; destination: string }[];
  voicemail: boolean;
  queueSeats: number;
  /** Whether calls get the maintenance message; its words stay in the form while they do not. */
  closed: boolean;
  maintenance: string;
  callerId: string;
  textFrom: string;
  roomNumber: string;
  outboundFrom: string;
  outboundUntil: string;
  payConnector: string;
}

export const valuesOf = (settings: TelephonySettings): SettingsValues => ({
  ...settings,
  menu: settings.menu.map(({ digit, say, destination = "" }) => ({ digit, say, destination })),
  closed: settings.maintenance !== undefined,
  maintenance: settings.maintenance ?? "",
  callerId: settings.callerId ?? "",
  textFrom: settings.textFrom ?? "",
  roomNumber: settings.roomNumber ?? "",
  payConnector: settings.payConnector ?? "",
});

/** The verb's input: what is empty is not set. */
export const inputOf = (values: SettingsValues): z.input<typeof TelephonySettings> => {
  const { closed, maintenance, callerId, textFrom, roomNumber, payConnector, menu, ...rest } = values;
  const set = (fields: Record<string, string>) =>
    Object.fromEntries(Object.entries(fields).filter(([, text]) => text.trim() !== ""));
  return {
    ...rest,
    ...set({ callerId, textFrom, roomNumber: roomNumber.replace(/\s/g, ""), payConnector }),
    ...(closed ? { maintenance } : {}),
    menu: menu.map(({ digit, say, destination }) => ({ digit, say, ...set({ destination }) })),
  };
};

/** The verb's own schema, asked about what the form holds: its issues name the form's fields. */
export const SettingsSchema: z.ZodType<TelephonySettings, SettingsValues> = z
  .custom<SettingsValues>()
  .transform(inputOf)
  .pipe(TelephonySettings) as unknown as z.ZodType<TelephonySettings, SettingsValues>;

/** A choice of none, for lists whose options must have a value. */
export const NONE = "none";

interface Destination {
  destination: string;
  spokenName: string;
  /** It has a number that can be called. */
  dialled: boolean;
}

/** Whom a key may lead to; one that the directory no longer has stays visible while it is chosen. */
export function destinationOptions(destinations: readonly Destination[], chosen: string): Option[] {
  const known = destinations.some(({ destination }) => destination === chosen);
  return [
    { value: NONE, label: "The line" },
    ...destinations.map(({ destination, spokenName, dialled }) => ({
      value: destination,
      label: capital(spokenName),
      ...(dialled ? {} : { help: "Has no number: the line answers" }),
    })),
    ...(chosen && !known
      ? [{ value: chosen, label: capital(chosen), help: "Not in the directory: the line answers" }]
      : []),
  ];
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The hotel's numbers to choose from; another that is chosen stays. */
export function numberOptions(
  numbers: readonly { number: string; label: string }[],
  chosen: string,
  none: string,
): Option[] {
  const known = numbers.some(({ number }) => number === chosen);
  return [
    { value: NONE, label: none },
    ...numbers.map(({ number, label }) => ({ value: number, label: formatPhone(number), help: label })),
    ...(chosen && !known
      ? [{ value: chosen, label: formatPhone(chosen), help: "Not one of the hotel's numbers here" }]
      : []),
  ];
}

/** The first key that stands for nothing yet; zero comes last, as on the telephone. */
export const freeDigit = (menu: readonly { digit: string }[]): string =>
  [..."1234567890"].find((digit) => menu.every((choice) => choice.digit !== digit)) ?? "";

/** The menu as callers hear it in English. */
export const menuSaying = (menu: readonly { digit: string; say: string }[]): string =>
  menu
    .filter(({ digit, say }) => digit && say.trim())
    .map(({ digit, say }) => `For ${say.trim()}, press ${digit}.`)
    .join(" ");

/** What is unusual about the hours in which guests may be called. */
export function hoursWords(from: string, until: string): string | null {
  if (from === until) return "Nobody is called: both times are the same.";
  return from > until ? `Calls go on past midnight, until ${until} of the next day.` : null;
}

/** Where a room's telephone rings by this pattern, or null while it is none. */
export function roomExample(pattern: string, room = "412"): string | null {
  const number = pattern.replace(/\s/g, "");
  if (!TelephonySettings.shape.roomNumber.safeParse(number).success) return null;
  return `Room ${room} rings at ${formatPhone(number.replace("{room}", room))}.`;
}
