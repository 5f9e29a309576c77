"use client";
import { useState } from "react";
import { useHotel } from "@/components/hotel/hotel-context";
import { NoteForm, NotesPanel } from "@/components/hotel/notes";
import { LineMark } from "@/components/patterns/values";
import { Badge } from "@/components/ui/badge";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { ReservationDetail } from "./types";
import { useReservationVerbs } from "./use-reservation-verbs";

const kinds = [
  { value: "wish", label: "Wish" },
  { value: "occasion", label: "Occasion" },
  { value: "allergy", label: "Allergy" },
  { value: "late_arrival", label: "Late arrival" },
  { value: "other", label: "Other" },
] as const;
type Kind = (typeof kinds)[number]["value"];
const wordOf = (kind: string): string => kinds.find(({ value }) => value === kind)?.label ?? "Other";

/** What staff and the line wrote down for this stay. */
export function ReservationNotes({ reservation }: { reservation: ReservationDetail }) {
  const { can, href } = useHotel();
  const { addNote } = useReservationVerbs();
  const [kind, setKind] = useState<Kind>("wish");
  return (
    <NotesPanel
      notes={reservation.notes.map(({ id, kind: noted, text, callId, at }) => ({
        ...{ id, text, at },
        kind: (
          <Badge tone={noted === "allergy" ? "warning" : "neutral"} className="me-2">
            {wordOf(noted)}
          </Badge>
        ),
        by: callId ? <LineMark href={href(`/calls/${callId}`)} /> : null,
      }))}
      empty="No notes. What the guest wishes for stands here."
    >
      {can("reservations:write") ? (
        <NoteForm
          verb={addNote}
          onAdd={(text, done) =>
            addNote.mutate({ reservationId: reservation.id, kind, text }, { onSuccess: done })
          }
          before={
            <Field label="Kind">
              <Select value={kind} onValueChange={setKind} options={kinds} />
            </Field>
          }
        />
      ) : null}
    </NotesPanel>
  );
}
