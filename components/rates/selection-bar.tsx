"use client";
import { useState } from "react";
import { formatStay, plural } from "@/components/lib/format";
import { useFormat } from "@/components/lib/format-context";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

interface Props {
  count: number;
  from: string;
  to: string;
  types: number;
  pending: boolean;
  onPrice: (typed: string) => void;
  onRestrict: (what: { minNights?: number; closed?: boolean }) => void;
}

const nights = [1, 2, 3, 4, 5, 7].map((n) => ({
  value: String(n),
  label: n === 1 ? "No minimum" : `${n} nights`,
}));

/** What is selected, and what can be done with all of it: the twin of the keys for hands on glass. */
export function SelectionBar({ count, from, to, types, pending, onPrice, onRestrict }: Props) {
  const { locale } = useFormat();
  const [typed, setTyped] = useState("");
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-lg border border-border bg-surface px-3 py-2">
      <span role="status" className="flex-1 basis-52 text-sm">
        {plural(count, "price")} selected: {formatStay(from, to, locale)}, {plural(types, "type")}
      </span>
      <form
        className="flex items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (!typed.trim()) return;
          onPrice(typed);
          setTyped("");
        }}
      >
        <span className="w-28">
          <Input
            aria-label="Price or change for the selection"
            placeholder="164 or +5%"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </span>
        <Button type="submit" pending={pending}>
          Set price
        </Button>
      </form>
      <span className="w-36">
        <Select
          aria-label="Shortest stay for the selection"
          placeholder="Minimum stay"
          value=""
          onValueChange={(value: string) => onRestrict({ minNights: Number(value) })}
          options={nights}
        />
      </span>
      <Button onClick={() => onRestrict({ closed: true })} disabled={pending}>
        Close
      </Button>
      <Button onClick={() => onRestrict({ closed: false })} disabled={pending}>
        Open
      </Button>
    </div>
  );
}
