"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";
import { toast } from "@/components/ui/toast";

/** The verbs of the telephone's records; every list of the page is read again when one is done. */
export function useTelephoneVerbs() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries(trpc.telephony.pathFilter());
  const said = (what: string) => ({
    onSettled,
    onError: (error: { message: string }) => void toast.error(what, error.message),
  });
  const mark = useMutation(trpc.telephony.markVoicemail.mutationOptions(said("The message was not marked")));
  return {
    mark,
    placeCall: useMutation(trpc.telephony.placeCall.mutationOptions({ onSettled })),
    callNow: useMutation(trpc.telephony.callNow.mutationOptions(said("Nobody was called"))),
    cancelCallOut: useMutation(
      trpc.telephony.cancelCallOut.mutationOptions(said("The call was not cancelled")),
    ),
    cancelWakeup: useMutation(trpc.telephony.cancelWakeup.mutationOptions({ onSettled })),
    answerTransfer: useMutation(
      trpc.telephony.answerTransfer.mutationOptions(said("The guest was not put through")),
    ),
    transferCall: useMutation(trpc.telephony.transferCall.mutationOptions({ onSettled })),
    takePayment: useMutation(trpc.telephony.takePayment.mutationOptions({ onSettled })),
    /** Marks a message and offers the way back. */
    markWithUndo(callId: string, heard: boolean) {
      mark.mutate(
        { callId, heard },
        {
          onSuccess: () =>
            void toast.undo(heard ? "Marked as heard" : "Marked as not heard", {
              undo: () => mark.mutate({ callId, heard: !heard }),
            }),
        },
      );
    },
  };
}
