"use client";
import { type ReactNode, useState } from "react";
import { Instant } from "@/components/patterns/values";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Panel } from "./panel";

interface Note {
  id: string;
  text: string;
  at: string;
  /** Before the text: what kind of note it is. */
  kind?: ReactNode;
  /** Beside the time: who wrote it. */
  by?: ReactNode;
}

interface NotesPanelProps {
  notes: readonly Note[];
  /** Said while there are none. */
  empty: string;
  /** The form, for who may write. */
  children?: ReactNode;
}

/** What staff and the line wrote down for a record. Notes stay as they were written. */
export function NotesPanel({ notes, empty, children }: NotesPanelProps) {
  return (
    <Panel title="Notes">
      {notes.length === 0 ? (
        <p className="text-muted text-sm">{empty}</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {notes.map(({ id, text, at, kind, by }) => (
            <li
              key={id}
              className="flex flex-col gap-1 border-border border-b pb-3 last:border-b-0 last:pb-0"
            >
              <p className="text-sm" dir="auto">
                {kind}
                {text}
              </p>
              <span className="flex items-center gap-2 text-muted text-xs">
                <Instant at={at} />
                {by}
              </span>
            </li>
          ))}
        </ul>
      )}
      {children}
    </Panel>
  );
}

interface NoteFormProps {
  /** The verb that adds it; what it refuses stands below the text. */
  verb: { isPending: boolean; error: { message: string } | null };
  /** Calls `done` once it is kept, which empties the text. */
  onAdd: (text: string, done: () => void) => void;
  /** A control before the text, where notes have kinds. */
  before?: ReactNode;
}

/** Writes a note; Ctrl Enter adds it. */
export function NoteForm({ verb, onAdd, before }: NoteFormProps) {
  const [text, setText] = useState("");
  const ready = text.trim().length > 0;
  const add = () => {
    if (ready && !verb.isPending) onAdd(text.trim(), () => setText(""));
  };
  const field = (
    <Field label="New note" error={verb.error?.message}>
      <Textarea
        rows={2}
        maxLength={500}
        value={text}
        onChange={(event) => setText(event.target.value)}
        dir="auto"
      />
    </Field>
  );
  return (
    <form
      className="mt-4 flex flex-col gap-3 border-border border-t pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        add();
      }}
    >
      {before ? (
        <div className="grid gap-3 sm:grid-cols-[10rem_1fr]">
          {before}
          {field}
        </div>
      ) : (
        field
      )}
      <Button type="submit" pending={verb.isPending} disabled={!ready} className="self-end">
        Add note
      </Button>
    </form>
  );
}
