"use client";
import { useState } from "react";
import { useHotel } from "@/components/hotel/hotel-context";
import { Panel } from "@/components/hotel/panel";
import { Instant } from "@/components/patterns/values";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import type { RequestDetail } from "@/server/features/requests/schema";
import { useRequestVerbs } from "./use-request-verbs";

/** What the line and staff noted on it. Notes stay as they were written. */
export function RequestNotes({ request }: { request: RequestDetail }) {
  const { can, nameOf } = useHotel();
  const writers = new Map(
    request.history.flatMap(({ actorKind, actorId, after }) => {
      const noteId = after && typeof after === "object" && "noteId" in after ? String(after.noteId) : null;
      return noteId && actorKind === "user" ? [[noteId, actorId] as const] : [];
    }),
  );
  const writerOf = (id: string): string => {
    const writer = writers.get(id);
    return writer ? (nameOf(writer) ?? "A former colleague") : "The line";
  };
  return (
    <Panel title="Notes">
      {request.notes.length === 0 ? (
        <p className="text-muted text-sm">No notes yet.</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {request.notes.map(({ id, text, at }) => (
            <li
              key={id}
              className="flex flex-col gap-1 border-border border-b pb-3 last:border-b-0 last:pb-0"
            >
              <p className="text-sm" dir="auto">
                {text}
              </p>
              <span className="flex items-center gap-2 text-muted text-xs">
                <Instant at={at} />
                <bdi>{writerOf(id)}</bdi>
              </span>
            </li>
          ))}
        </ul>
      )}
      {can("requests:write") ? <AddNote requestId={request.id} /> : null}
    </Panel>
  );
}

function AddNote({ requestId }: { requestId: string }) {
  const { addNote } = useRequestVerbs();
  const [text, setText] = useState("");
  const ready = text.trim().length > 0;
  const add = () => {
    if (!ready || addNote.isPending) return;
    addNote.mutate({ requestId, text: text.trim() }, { onSuccess: () => setText("") });
  };
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
      <Field label="New note" error={addNote.error?.message}>
        <Textarea
          rows={2}
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.target.value)}
          dir="auto"
        />
      </Field>
      <Button type="submit" pending={addNote.isPending} disabled={!ready} className="self-end">
        Add note
      </Button>
    </form>
  );
}
