"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { stateLook } from "@/components/patterns/states";
import { useTRPC } from "@/components/trpc/client";
import { toast } from "@/components/ui/toast";
import { requestTransitions } from "@/server/features/requests/rules";
import type { RequestStatus } from "@/server/features/requests/schema";

/** The verbs of a request. Lists, the overview and the record read again when one is done. */
export function useRequestVerbs() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const onSettled = () =>
    Promise.all([
      client.invalidateQueries(trpc.requests.pathFilter()),
      client.invalidateQueries(trpc.overview.pathFilter()),
    ]);
  const move = useMutation(
    trpc.requests.move.mutationOptions({
      onSettled,
      onError: (error) => toast.error("The request was not moved", error.message),
    }),
  );
  return {
    move,
    create: useMutation(trpc.requests.create.mutationOptions({ onSettled })),
    addNote: useMutation(trpc.requests.addNote.mutationOptions({ onSettled })),
    assign: useMutation(
      trpc.requests.assign.mutationOptions({
        onSettled,
        onError: (error) => toast.error("The request was not assigned", error.message),
      }),
    ),
    /** Moves it and offers the way back, where the states have one. */
    moveWithUndo(request: { id: string; ref: string; status: RequestStatus }, status: RequestStatus) {
      const { id: requestId, status: from } = request;
      move.mutate(
        { requestId, status },
        {
          onSuccess: () => {
            const said = `${request.ref}: ${stateLook("request", status).word.toLowerCase()}`;
            const way: readonly RequestStatus[] = requestTransitions[status];
            if (way.includes(from))
              toast.undo(said, { undo: () => move.mutate({ requestId, status: from }) });
            else toast.done(said);
          },
        },
      );
    },
  };
}
