"use client";
import { useHotel } from "@/components/hotel/hotel-context";
import { NoteForm, NotesPanel } from "@/components/hotel/notes";
import type { RequestDetail } from "@/server/features/requests/schema";
import { useRequestVerbs } from "./use-request-verbs";

/** What the line and staff noted on it. */
export function RequestNotes({ request }: { request: RequestDetail }) {
  const { can, nameOf } = useHotel();
  const { addNote } = useRequestVerbs();
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
    <NotesPanel
      notes={request.notes.map((note) => ({ ...note, by: <bdi>{writerOf(note.id)}</bdi> }))}
      empty="No notes yet."
    >
      {can("requests:write") ? (
        <NoteForm
          verb={addNote}
          onAdd={(text, done) => addNote.mutate({ requestId: request.id, text }, { onSuccess: done })}
        />
      ) : null}
    </NotesPanel>
  );
}
