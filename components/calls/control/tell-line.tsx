"use client";
import { useMutation } from "@tanstack/react-query";
import { SendHorizontal } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { toast } from "@/components/ui/toast";

const ways = [
  { value: "instruct", label: "Whisper" },
  { value: "say", label: "Speak" },
] as const;
type Way = (typeof ways)[number]["value"];

const help: Record<Way, { placeholder: string; label: string; done: string }> = {
  instruct: {
    label: "What the line should do, unheard by the guest",
    placeholder: "Tell the line, unheard by the guest…",
    done: "The line was told. The guest did not hear it.",
  },
  say: {
    label: "What the line says to the guest, word for word",
    placeholder: "Your words, in the line's voice…",
    done: "Sent: the line says it next.",
  },
};

interface Props {
  callId: string;
  /** The line of a call without live sound takes no hints. */
  mayWhisper: boolean;
}

/** A hint for the line, or words for the guest in the line's voice. */
export function TellLine({ callId, mayWhisper }: Props) {
  const trpc = useTRPC();
  const [chosen, setWay] = useState<Way>("instruct");
  const way = mayWhisper ? chosen : "say";
  const [text, setText] = useState("");
  const after = {
    onSuccess: () => {
      toast.done(help[way].done);
      setText("");
    },
    onError: (error: { message: string }) =>
      void toast.error("It was not sent. Your text is kept.", error.message),
  };
  const instruct = useMutation(trpc.calls.instruct.mutationOptions(after));
  const say = useMutation(trpc.calls.say.mutationOptions(after));
  const pending = instruct.isPending || say.isPending;
  const ready = text.trim().length > 0;
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready || pending) return;
        (way === "say" ? say : instruct).mutate({ callId, text });
      }}
    >
      {mayWhisper ? (
        <Segmented aria-label="How it is told" options={ways} value={way} onValueChange={setWay} />
      ) : null}
      <span className="min-w-0 flex-1 basis-60">
        <Input
          aria-label={help[way].label}
          placeholder={help[way].placeholder}
          value={text}
          maxLength={500}
          autoComplete="off"
          dir="auto"
          onChange={(event) => setText(event.target.value)}
        />
      </span>
      <Button type="submit" disabled={!ready} pending={pending}>
        <SendHorizontal aria-hidden="true" />
        {way === "say" ? "Say it" : "Whisper"}
      </Button>
    </form>
  );
}
