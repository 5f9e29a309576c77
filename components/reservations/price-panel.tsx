import type { ReactNode } from "react";
import { Panel } from "@/components/hotel/panel";
import { formatPlainDate, plural } from "@/components/lib/format";
import { useFormat } from "@/components/lib/format-context";
import { useNow } from "@/components/lib/use-now";
import { Instant, Money } from "@/components/patterns/values";
import { termsText } from "./terms";
import type { ReservationDetail } from "./types";

type Snapshot = ReservationDetail["snapshot"];

/** The price the guest agreed to, line by line to the cent, and what cancelling costs by its terms. */
export function PricePanel({ reservation }: { reservation: ReservationDetail }) {
  const { snapshot, cancelFee } = reservation;
  const now = useNow();
  const over = now !== null && snapshot.cancelBy !== undefined && now > new Date(snapshot.cancelBy);
  return (
    <Panel title="Nights and price">
      <PriceTable snapshot={snapshot} />
      <p className="mt-3 text-muted text-sm">
        {reservation.ratePlan.name}. {termsText(snapshot.terms)}
        {snapshot.cancelBy ? (
          <>
            {" "}
            {over ? "Cancelling is no longer free; it was until " : "Free until "}
            <Instant at={snapshot.cancelBy} show="full" />.
          </>
        ) : null}
      </p>
      {cancelFee ? (
        <p className="mt-1 text-sm">
          Owed after it ended: <Money {...cancelFee} className="font-medium" />
        </p>
      ) : null}
    </Panel>
  );
}

/** Nights, extras and taxes of an agreed price, summing to its total. */
export function PriceTable({ snapshot }: { snapshot: Snapshot }) {
  const { locale } = useFormat();
  const { currency, nights, extras, taxes } = snapshot;
  const cost = (amount: number) => <Money bare amount={amount} currency={currency} />;
  return (
    <table className="w-full text-sm" aria-label={`Price in ${currency}`}>
      <thead className="sr-only">
        <tr>
          <th scope="col">What</th>
          <th scope="col">Amount, {currency}</th>
        </tr>
      </thead>
      <tbody>
        {nights.map(({ date, price }) => (
          <Line key={date} what={`Night of ${formatPlainDate(date, locale)}`} amount={cost(price)} />
        ))}
        {extras.map(({ code, name, qty, amount }) => (
          <Line key={code} what={qty > 1 ? `${name}, ${qty}` : name} amount={cost(amount)} />
        ))}
        {taxes.map(({ code, name, amount, included }) => (
          <Line
            key={code}
            quiet={included}
            what={included ? `${name}, included above` : name}
            amount={included ? <span>({cost(amount)})</span> : cost(amount)}
          />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" className="pt-2 text-start font-semibold">
            Total for {plural(nights.length, "night")}
          </th>
          <td className="pt-2 text-end font-semibold">
            <Money amount={snapshot.total} currency={currency} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function Line({ what, amount, quiet }: { what: string; amount: ReactNode; quiet?: boolean }) {
  return (
    <tr className={quiet ? "border-border border-b text-muted" : "border-border border-b"}>
      <td className="py-1.5 pe-3">{what}</td>
      <td className="py-1.5 text-end">{amount}</td>
    </tr>
  );
}
