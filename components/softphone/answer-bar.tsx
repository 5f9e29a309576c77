"use client";
import { SendHorizontal } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { KeypadKeys } from "./keypad";
import type { Softphone } from "./phone-call";
import { answersFor, type PhoneState } from "./phone-state";

interface Props {
  phone: PhoneState;
  line: Softphone;
}

/** Typing at any time, and the answers the line waits for as buttons. */
export function AnswerBar({ phone, line }: Props) {
  const [draft, setDraft] = useState("");
  const answers = phone.listening ? answersFor(phone.expectation) : [];
  const wantsDigits = phone.listening && phone.expectation.kind === "digits";
  const send = (text: string) => {
    line.type(text);
    setDraft("");
  };
  return (
    <div className="flex flex-col gap-2 border-border border-t p-3">
      {wantsDigits ? (
        <div className="flex justify-center">
          <KeypadKeys onPress={(digit) => line.press(digit)} />
        </div>
      ) : null}
      {answers.length > 0 ? (
        // biome-ignore lint/a11y/useSemanticElements: answers, not fields
        <div role="group" aria-label="Answers" className="flex flex-wrap gap-2">
          {answers.map((answer) => (
            <Button key={answer} size="small" className="rounded-full px-3" onClick={() => send(answer)}>
              {answer}
            </Button>
          ))}
        </div>
      ) : null}
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (draft.trim()) send(draft);
        }}
      >
        <Input
          aria-label="What you say, in writing"
          placeholder={phone.audio ? "Type instead…" : "Type your answer…"}
          value={draft}
          maxLength={1000}
          autoComplete="off"
          dir="auto"
          onChange={(event) => setDraft(event.target.value)}
        />
        <Button type="submit" variant="primary" disabled={!draft.trim()}>
          <SendHorizontal aria-hidden="true" />
          Send
        </Button>
      </form>
    </div>
  );
}
