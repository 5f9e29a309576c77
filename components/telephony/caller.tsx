"use client";
import { formatPhone } from "@/components/lib/format";
import { Phone } from "@/components/patterns/values";

interface CallerProps {
  name: string | null;
  number: string | null;
  /** The number as a link that dials. */
  link?: boolean;
}

/** The guest's name, else the number, else that it was withheld. */
export function Caller({ name, number, link = false }: CallerProps) {
  if (name)
    return (
      <bdi className="block max-w-52 truncate" title={name}>
        {name}
      </bdi>
    );
  return number ? <Phone number={number} link={link} /> : <>Number withheld</>;
}

export const callerText = ({ name, number }: { name: string | null; number: string | null }): string =>
  name ?? (number ? formatPhone(number) : "Number withheld");
