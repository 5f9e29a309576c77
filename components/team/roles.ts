import type { Role } from "@/server/auth/permissions";

/** What each role is called and may do, in words. */
export const roleNames: Readonly<Record<Role, { label: string; help: string }>> = {
  owner: { label: "Owner", help: "Everything, billing included" },
  admin: { label: "Admin", help: "Everything but billing and owners" },
  manager: { label: "Manager", help: "Runs the hotel: rates, policies, rooms, settings" },
  front_desk: { label: "Front desk", help: "Calls, reservations, guests, requests" },
  housekeeping: { label: "Housekeeping", help: "Rooms and requests" },
  support: { label: "Support", help: "Reads calls, edits knowledge" },
  billing_admin: { label: "Billing admin", help: "Billing only" },
};
