"use client";
import { CircleCheck, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useHotel } from "@/components/hotel/hotel-context";
import { Panel } from "@/components/hotel/panel";
import { areaWords } from "@/components/policies/catalogue";
import { PolicyArea } from "@/server/features/policies/schema";
import { useContradictions } from "./use-contradictions";

interface Props {
  text: string;
  /** Shows the words of a marker in the text. */
  onShow: (from: number, to: number) => void;
}

/** Each number, time or price of the text that is not what its policy says. The policy wins on the phone. */
export function Contradictions({ text, onShow }: Props) {
  const { can, href } = useHotel();
  const markers = useContradictions()(text);
  if (!can("policies:read")) return null;
  return (
    <Panel title="Against the policies">
      {markers.length === 0 ? (
        <p className="flex items-start gap-2 text-muted text-sm">
          <CircleCheck className="mt-0.5 size-4 shrink-0 text-success-fg" aria-hidden="true" />
          No time, price or number here differs from a policy.
        </p>
      ) : (
        <ul className="flex flex-col gap-3" aria-live="polite">
          {markers.map(({ area, field, from, to, found, says }) => {
            const known = PolicyArea.safeParse(area);
            const label = known.success ? (areaWords(known.data).fields[field]?.label ?? field) : field;
            return (
              <li key={`${from} ${field}`} className="flex items-start gap-2 text-sm">
                <TriangleAlert className="mt-0.5 size-4 shrink-0 text-warning-fg" aria-hidden="true" />
                <span className="min-w-0">
                  <button
                    type="button"
                    className="min-h-6 font-medium underline underline-offset-4"
                    onClick={() => onShow(from, to)}
                  >
                    “{found}”
                  </button>{" "}
                  <span className="block">
                    Policy says {says}{" "}
                    <Link
                      href={href(`/policies/${area}`)}
                      className="text-accent-fg underline underline-offset-4"
                    >
                      {label}
                    </Link>
                  </span>
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}
