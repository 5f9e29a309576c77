const turns = [
  { at: "0:09", who: "Guest", text: "A double from the fifth to the eighth, two of us." },
  {
    at: "0:15",
    who: "Line",
    text: "The Courtyard Double is free for those three nights: 509.40 with taxes. Shall I hold it?",
  },
  { at: "0:24", who: "Guest", text: "Yes, for Lindqvist. We come late." },
  { at: "0:29", who: "Line", text: "It is booked, Lindqvist, three nights. The desk is there all night." },
] as const;

/** What the product does, shown as the page where one reads it: an example, and it says so. */
export function SampleCall() {
  return (
    <figure className="w-full max-w-110">
      <figcaption className="mb-5">
        <p className="font-semibold text-xl">The hotel's phone, answered.</p>
        <p className="mt-1 text-base text-muted">
          The line books, changes and passes on. Every word and every booking is here to read.
        </p>
      </figcaption>
      <div className="rounded-lg border border-border bg-surface p-5">
        <p className="mb-3 text-subtle text-xs">An example of a call</p>
        <ol className="grid gap-3">
          {turns.map(({ at, who, text }) => (
            <li key={at} className="grid grid-cols-[2.5rem_3rem_1fr] gap-x-2 text-base">
              <span className="text-subtle text-xs leading-5 tabular-nums">{at}</span>
              <span className={who === "Line" ? "text-accent-fg" : "text-muted"}>{who}</span>
              <span>{text}</span>
            </li>
          ))}
        </ol>
        <p className="mt-4 flex justify-between border-border border-t pt-3 text-muted text-sm">
          <span>Thu 5 to Sun 8 March, 3 nights</span>
          <span className="tabular-nums">EUR 509.40</span>
        </p>
      </div>
    </figure>
  );
}
