import type { Tx } from "@/server/db";
import { newId } from "@/server/kernel/ids";
import { type Contact, normaliseEmail, normalisePhone } from "./contact";
import { sameName } from "./names";

export interface GuestToKeep {
  tenantId: string;
  hotelId: string;
  country: string;
  language: string;
  first?: string;
  last?: string;
  phone?: string;
  email?: string;
}

export interface KeptGuest {
  id: string;
  created: boolean;
  phone: Contact | null;
  email: Contact | null;
}

/**
 * One record a person: somebody with the same number and the same surname is the same guest. A shared
 * number with another surname is another guest, and a number alone proves nobody. What was empty is filled.
 */
export async function upsertGuest(tx: Tx, guest: GuestToKeep): Promise<KeptGuest> {
  const phone = guest.phone ? normalisePhone(guest.phone, guest.country) : null;
  const email = guest.email ? normaliseEmail(guest.email) : null;
  const known = phone
    ? await tx.guest.findMany({
        where: { hotelId: guest.hotelId, phone: phone.value },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        take: 20,
        select: { id: true, first: true, last: true, email: true },
      })
    : [];
  const last = guest.last ?? "";
  const match = known.find((row) => row.last === "" || sameName(row.last, last));
  if (!match) {
    const id = newId();
    await tx.guest.create({
      data: {
        tenantId: guest.tenantId,
        id,
        hotelId: guest.hotelId,
        first: guest.first ?? "",
        last,
        phone: phone?.value ?? null,
        phoneChecked: phone?.checked ?? false,
        email: email?.value ?? null,
        emailChecked: email?.checked ?? false,
        language: guest.language,
      },
      select: { id: true },
    });
    return { id, created: true, phone, email };
  }
  const fill = {
    ...(match.first === "" && guest.first ? { first: guest.first } : {}),
    ...(match.last === "" && last ? { last } : {}),
    ...(match.email === null && email ? { email: email.value, emailChecked: email.checked } : {}),
  };
  if (Object.keys(fill).length > 0) await tx.guest.updateMany({ where: { id: match.id }, data: fill });
  return { id: match.id, created: false, phone, email };
}
