"use client";
import { useHotel } from "@/components/hotel/hotel-context";
import { Combobox } from "@/components/ui/combobox";
import type { RequestRow } from "@/server/features/requests/schema";
import { useRequestVerbs } from "./use-request-verbs";

const NOBODY = "nobody";

/** Whose request it is; anybody who works here may take it. */
export function AssignSelect({ request }: { request: Pick<RequestRow, "id" | "assigneeId"> }) {
  const { people, nameOf, can } = useHotel();
  const { assign } = useRequestVerbs();
  const name = request.assigneeId ? (nameOf(request.assigneeId) ?? "A former colleague") : "Nobody yet";
  if (!can("requests:write")) return <>{name}</>;
  const mine = [...people].sort((a, b) => Number(b.you) - Number(a.you));
  return (
    <Combobox
      aria-label="Assigned to"
      options={[
        { value: NOBODY, label: "Nobody yet" },
        ...mine.map((person) => ({
          value: person.id,
          label: person.you ? `${person.name} (you)` : person.name,
        })),
      ]}
      value={request.assigneeId ?? NOBODY}
      disabled={assign.isPending}
      onValueChange={(value) =>
        assign.mutate({ requestId: request.id, assigneeId: value === NOBODY ? null : value })
      }
    />
  );
}
