import type { z } from "zod";
import type {
  AlarmMember,
  DirectoryEntry,
  HotelVoice,
  PolicyValues,
} from "@/server/features/policies/schema";
import { RequestKind } from "@/server/tools/requests";
import type { FieldWords } from "./catalogue-types";

type ServicePromise = NonNullable<PolicyValues<"service_promises">["kinds"]>[number];

export interface RecordWords {
  /** "Add destination". */
  add: string;
  fields: Readonly<Record<string, FieldWords>>;
  /** A new entry before anything is typed. */
  blank: Readonly<Record<string, unknown>>;
  /** Names an entry in the list. */
  title: (entry: Readonly<Record<string, unknown>>) => string;
}

const plain = (code: string): string => {
  const words = code.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};
const kinds = Object.fromEntries(RequestKind.options.map((kind) => [kind, plain(kind)]));
const text = (value: unknown): string => (typeof value === "string" ? value : "");

const directory: { [F in keyof DirectoryEntry]-?: FieldWords } = {
  destination: { label: "Destination", help: "A short key: reception, restaurant." },
  spokenName: { label: "Spoken name", help: 'After "I will put you through to": the restaurant.' },
  number: { label: "Number" },
  from: { label: "From" },
  until: { label: "Until" },
  handles: { label: "Handles", help: "What it is asked for: tables, menus." },
  overflow: {
    label: "When nobody answers",
    options: { message: "Take a message", callback: "Offer a call back" },
  },
};
const promise: { [F in keyof ServicePromise]-?: FieldWords } = {
  kind: { label: "Request", options: kinds },
  department: { label: "Department" },
  hours: { label: "Hours" },
  deadlineMinutes: { label: "Deadline", unit: "minutes" },
  spokenPromise: { label: "Promise", help: "In spoken form: within twenty minutes." },
  urgency: { label: "Urgency", options: { normal: "Normal", soon: "Soon", urgent: "Urgent" } },
};

const voice: { [F in keyof HotelVoice]-?: FieldWords } = {
  vendor: {
    label: "Service",
    options: {
      elevenlabs: "ElevenLabs",
      azure: "Azure Speech",
      openai: "OpenAI Realtime",
      embedded: "Built in (English)",
    },
  },
  voice: { label: "Voice", help: "Its id or name there: en-GB-SoniaNeural, marin; built in: slt, rms." },
  language: { label: "Language", help: "Two letters: de. Empty: all that have no voice of their own." },
};

const member: { [F in keyof AlarmMember]-?: FieldWords } = {
  name: { label: "Who", help: "Duty manager, security." },
  destination: {
    label: "Destination",
    help: "Of the directory, whose number is called.",
  },
  number: { label: "Or a number", help: "Of somebody who is not in the directory: +4722000001." },
  seconds: { label: "Next after", unit: "seconds" },
};

/** Words of the lists of the policies, by their field. */
export const recordWords: Readonly<Record<string, RecordWords>> = {
  voices: {
    add: "Add voice",
    fields: voice,
    blank: { vendor: "elevenlabs", voice: "" },
    title: (entry) => [text(entry.language) || "All languages", text(entry.voice)].filter(Boolean).join(": "),
  },
  alarmMembers: {
    add: "Add person",
    fields: member,
    blank: { name: "", seconds: 30 },
    title: (entry) => text(entry.name) || text(entry.destination) || text(entry.number) || "New person",
  },
  entries: {
    add: "Add destination",
    fields: directory,
    blank: { destination: "", spokenName: "", handles: "", overflow: "message" },
    title: (entry) => text(entry.spokenName) || text(entry.destination) || "New destination",
  },
  kinds: {
    add: "Add promise",
    fields: promise,
    blank: { kind: "other", department: "" },
    title: (entry) => [kinds[text(entry.kind)], text(entry.spokenPromise)].filter(Boolean).join(": "),
  },
};

export type RecordShape = Readonly<Record<string, z.ZodType>>;
