"use client";
import { useMutation } from "@tanstack/react-query";
import { Ear, Hand, Mic, MicOff, Undo2, Volume2 } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { RequestForm } from "@/components/requests/request-form";
import { Meters } from "@/components/softphone/meters";
import { useTRPC, useTRPCClient } from "@/components/trpc/client";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { CallDetail } from "@/server/features/calls/schema";
import { LeadCall } from "./lead-call";
import { awayFromCall, StaffLine, type StaffState } from "./staff-line";
import { TellLine } from "./tell-line";
import { useChoices } from "./use-choices";

interface Props {
  call: CallDetail;
  /** The call's state as the worker tells it now. */
  state: string;
  mayListen: boolean;
}

/** What a person may do in a running call: listen, tell the line or the guest something, take the call over. */
export function LiveControl({ call, state, mayListen }: Props) {
  const { staff, line } = useStaffLine();
  const control = useControl(call.id, line);
  const [promised, setPromised] = useState(false);
  const withPerson = state === "with_person";
  const away = staff.phase === "away";
  const held = useChoices(call.id).data?.heldBy ?? "worker";
  const live = held === "worker";
  const handBack = () =>
    control.handBack().then(
      () => setPromised(true),
      () => {},
    );
  return (
    <section
      aria-label="Control of the call"
      className="flex flex-col gap-3 rounded-lg border border-border bg-surface p-3"
    >
      {staff.problem ? (
        <Banner tone="danger" urgent>
          {staff.problem}
        </Banner>
      ) : null}
      {staff.speaking ? (
        <Banner tone="success" icon={Mic} urgent>
          You are speaking to the guest. The line is silent until you hand the call back.
        </Banner>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        {mayListen && away && live ? (
          <Button pending={control.joining === "listen"} onClick={() => void control.listen()}>
            <Ear aria-hidden="true" />
            Listen
          </Button>
        ) : null}
        {staff.phase === "joined" && staff.wish === "listen" ? (
          <Button onClick={() => line.leave()}>
            <Volume2 aria-hidden="true" className="text-accent-fg" />
            Stop listening
          </Button>
        ) : null}
        {staff.wish === "speak" && !away ? (
          <>
            <Button aria-pressed={staff.muted} onClick={() => line.mute(!staff.muted)}>
              {staff.muted ? <MicOff aria-hidden="true" /> : <Mic aria-hidden="true" />}
              {staff.muted ? "Unmute" : "Mute"}
            </Button>
            <Button variant="primary" pending={control.handingBack} onClick={() => void handBack()}>
              <Undo2 aria-hidden="true" />
              Hand back
            </Button>
          </>
        ) : live ? (
          <Button pending={control.joining === "speak"} onClick={() => void control.takeOver()}>
            <Hand aria-hidden="true" />
            Take over
          </Button>
        ) : null}
        {withPerson && away && live ? (
          <Button pending={control.handingBack} onClick={() => void handBack()}>
            <Undo2 aria-hidden="true" />
            Hand back to the line
          </Button>
        ) : null}
        <span role="status" className="text-muted text-sm">
          {statusWords(staff, withPerson)}
        </span>
        {staff.phase === "joined" ? <LiveLevels line={line} staff={staff} /> : null}
      </div>
      <LeadCall callId={call.id} />
      {!withPerson && (live || held === "gather") ? <TellLine callId={call.id} mayWhisper={live} /> : null}
      <RequestForm
        open={promised}
        onOpenChange={setPromised}
        title="What did you promise?"
        description="The line speaks again. What you promised becomes a request, so that somebody does it. Cancel if it was nothing."
        known={{
          callId: call.id,
          guestName: call.guest?.name.split(", ").reverse().join(" ") ?? "",
          contact: call.fromNumber ?? "",
        }}
      />
    </section>
  );
}

function statusWords(staff: StaffState, withPerson: boolean): string {
  if (staff.phase === "connecting")
    return staff.wish === "speak" ? "The guest is being told that you take over." : "Joining the call.";
  if (staff.phase === "joined" && staff.wish === "speak" && !staff.speaking)
    return "The line tells the guest that you take over.";
  if (staff.phase === "joined" && staff.wish === "listen") return "You hear the call. Nobody hears you.";
  return withPerson && !staff.speaking ? "A person speaks to the guest." : "";
}

const LiveLevels = ({ line, staff }: { line: StaffLine; staff: StaffState }) => (
  <Meters
    levels={useSyncExternalStore(line.subscribeLevels, line.getLevels, line.getLevels)}
    muted={staff.muted || !staff.speaking}
  />
);

/** One staff line for as long as the page shows this call; leaving the page leaves the call. */
function useStaffLine(): { staff: StaffState; line: StaffLine } {
  const [line] = useState(() => new StaffLine());
  const staff = useSyncExternalStore(line.subscribe, line.getState, () => awayFromCall);
  useEffect(() => () => line.leave(), [line]);
  return { staff, line };
}

/** The verbs of the call joined with its sound. */
function useControl(callId: string, line: StaffLine) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [joining, setJoining] = useState<"listen" | "speak" | null>(null);
  const handBack = useMutation(
    trpc.calls.handBack.mutationOptions({
      onSuccess: () => line.leave(),
      onError: (error) => toast.error("The call was not handed back", error.message),
    }),
  );
  const join = async (wish: "listen" | "speak") => {
    setJoining(wish);
    try {
      await line.join(wish, () =>
        wish === "speak" ? client.calls.takeOver.mutate({ callId }) : client.calls.listen.mutate({ callId }),
      );
    } catch (error) {
      line.leave(error instanceof Error ? error.message : "It was not done. Try again in a moment.");
    } finally {
      setJoining(null);
    }
  };
  return {
    joining,
    listen: () => join("listen"),
    takeOver: () => join("speak"),
    handingBack: handBack.isPending,
    handBack: () => handBack.mutateAsync({ callId }),
  };
}
