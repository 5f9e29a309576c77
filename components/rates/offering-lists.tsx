import { Panel } from "@/components/hotel/panel";
import { plural } from "@/components/lib/format";
import { Money } from "@/components/patterns/values";
import type { Offering } from "./types";

const units: Record<string, string> = {
  night: "a night",
  stay: "a stay",
  person_night: "a person and night",
  piece: "each",
};

/** What is sold beside the room, and what the state takes; read here, changed with the policies. */
export function OfferingLists({ offering }: { offering: Offering }) {
  const { currency, extras, taxes } = offering;
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Panel title="Extras">
        {extras.length === 0 ? <p className="text-muted text-sm">No extras are sold.</p> : null}
        <ul className="flex flex-col">
          {extras.map((extra) => (
            <li
              key={extra.id}
              className="flex items-baseline gap-3 border-border border-b py-2 text-sm last:border-b-0"
            >
              <span className="min-w-0 flex-1">
                {extra.name}
                <span className="block text-muted text-xs">
                  {[
                    extra.stock === null ? "" : `${extra.stock} in stock`,
                    extra.noticeHours ? `${plural(extra.noticeHours, "hour")} notice` : "",
                  ]
                    .filter(Boolean)
                    .join(", ")}
                </span>
              </span>
              <span className="whitespace-nowrap">
                <Money {...extra.price} />{" "}
                <span className="text-muted">{units[extra.unit] ?? extra.unit}</span>
              </span>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title="Taxes">
        {taxes.length === 0 ? <p className="text-muted text-sm">No taxes are set.</p> : null}
        <ul className="flex flex-col">
          {taxes.map((tax) => (
            <li
              key={tax.code}
              className="flex items-baseline gap-3 border-border border-b py-2 text-sm last:border-b-0"
            >
              <span className="min-w-0 flex-1">
                {tax.name}
                <span className="block text-muted text-xs">
                  {tax.included ? "Included in the price" : "Added to the price"}
                  {tax.exemptUnderAge ? `, not for guests under ${tax.exemptUnderAge}` : ""}
                </span>
              </span>
              <span className="whitespace-nowrap">
                {tax.kind === "percent" ? (
                  `${tax.value / 100}\u00a0%`
                ) : (
                  <Money amount={tax.value} currency={currency} />
                )}{" "}
                <span className="text-muted">
                  {tax.kind === "percent" ? "" : (units[tax.per] ?? tax.per)}
                </span>
              </span>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}
