"use client";
import Link from "next/link";
import { useHotel } from "@/components/hotel/hotel-context";
import { KeyValues } from "@/components/patterns/key-values";
import { Instant, LineMark, Phone, Unknown } from "@/components/patterns/values";
import { Badge } from "@/components/ui/badge";
import type { RequestRow } from "@/server/features/requests/schema";
import { AssignSelect } from "./assign-select";
import { Due } from "./due";
import { kindWords } from "./words";

/** What is known of a request, with whom it lies. */
export function RequestFacts({ request }: { request: RequestRow }) {
  const { href, can } = useHotel();
  const { callId, dueAt, contact } = request;
  return (
    <KeyValues
      items={[
        { label: "Kind", value: kindWords(request.kind) },
        {
          label: "Department",
          value: <span className="inline-block first-letter:uppercase">{request.department}</span>,
        },
        { label: "Person", value: <AssignSelect request={request} /> },
        { label: "Room", value: request.room ?? <Unknown reason="No room was named" /> },
        {
          label: "Guest",
          value: (
            <span className="inline-flex flex-wrap items-center gap-2">
              <bdi>{request.guestName ?? <Unknown reason="The name was not said" />}</bdi>
              {request.nameMismatch ? <Badge tone="warning">Not the name in this room</Badge> : null}
            </span>
          ),
        },
        { label: "Contact", value: <Contact contact={contact} /> },
        { label: "Asked", value: <Instant at={request.createdAt} show="full" /> },
        {
          label: request.closedAt ? "Closed" : "Due",
          value: (
            <span className="inline-flex flex-wrap items-center gap-2">
              <Due request={request} />
              {!request.closedAt && dueAt ? (
                <span className="text-muted text-xs">
                  <Instant at={dueAt} show="full" />
                </span>
              ) : null}
            </span>
          ),
        },
        {
          label: "Written by",
          value:
            callId && can("calls:read") ? (
              <Link
                href={href(`/calls/${callId}`)}
                className="touch-target inline-flex items-center gap-1 underline underline-offset-4"
              >
                <LineMark /> Open the call
              </Link>
            ) : callId ? (
              "The line"
            ) : (
              "The desk"
            ),
        },
      ]}
    />
  );
}

/** A number dials; anything else is shown as it was said. */
function Contact({ contact }: { contact: string | null }) {
  if (!contact) return <Unknown reason="No contact was given" />;
  return contact.startsWith("+") ? <Phone number={contact} link /> : <bdi>{contact}</bdi>;
}
