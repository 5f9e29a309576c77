"use client";
import { useState } from "react";
import { useHotel } from "@/components/hotel/hotel-context";
import { Panel } from "@/components/hotel/panel";
import { Instant, LineMark } from "@/components/patterns/values";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
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

/** What staff and the line wrote down for this stay. Notes stay as they were written. */
export function NotesPanel({ reservation }: { reservation: ReservationDetail }) {
  const { can, href } = useHotel();
  return (
    <Panel title="Notes">
      {reservation.notes.length === 0 ? (
        <p className="text-muted text-sm">No notes. What the guest wishes for stands here.</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {reservation.notes.map(({ id, kind, text, callId, at }) => (
            <li
              key={id}
              className="flex flex-col gap-1 border-border border-b pb-3 last:border-b-0 last:pb-0"
            >
              <p className="text-sm" dir="auto">
                <Badge tone={kind === "allergy" ? "warning" : "neutral"} className="me-2">
                  {wordOf(kind)}
                </Badge>
                {text}
              </p>
              <span className="flex items-center gap-2 text-muted text-xs">
                <Instant at={at} />
                {callId ? <LineMark href={href(`/calls/${callId}`)} /> : null}
              </span>
            </li>
          ))}
        </ul>
      )}
      {can("reservations:write") ? <AddNote reservationId={reservation.id} /> : null}
    </Panel>
  );
}

function AddNote({ reservationId }: { reservationId: string }) {
  const { addNote } = useReservationVerbs();
  const [kind, setKind] = useState<Kind>("wish");
  const [text, setText] = useState("");
  const ready = text.trim().length > 0;
  const add = () => {
    if (!ready || addNote.isPending) return;
    addNote.mutate({ reservationId, kind, text: text.trim() }, { onSuccess: () => setText("") });
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
      <div className="grid gap-3 sm:grid-cols-[10rem_1fr]">
        <Field label="Kind">
          <Select value={kind} onValueChange={setKind} options={kinds} />
        </Field>
        <Field label="New note" error={addNote.error?.message}>
          <Textarea
            rows={2}
            maxLength={500}
            value={text}
            onChange={(event) => setText(event.target.value)}
            dir="auto"
          />
        </Field>
      </div>
      <Button type="submit" pending={addNote.isPending} disabled={!ready} className="self-end">
        Add note
      </Button>
    </form>
  );
}
