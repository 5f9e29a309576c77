/** Every permission there is: `noun:action`. One table says which role has which. */
export const PERMISSIONS = [
  // One's own name, password, sessions and hotels: everybody who can sign in.
  "account:self",
  "overview:read",
  "calls:read",
  "calls:listen",
  "calls:control",
  "calls:place",
  "reservations:read",
  "reservations:write",
  "rooms:read",
  "rooms:write",
  "rates:read",
  "rates:write",
  "guests:read",
  "guests:write",
  "requests:read",
  "requests:write",
  "policies:read",
  "policies:write",
  "knowledge:read",
  "knowledge:write",
  "team:read",
  "team:write",
  "organisation:write",
  "settings:read",
  "settings:write",
  "billing:read",
  "billing:write",
  "audit:read",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = [
  "owner",
  "admin",
  "manager",
  "front_desk",
  "housekeeping",
  "support",
  "billing_admin",
] as const;
export type Role = (typeof ROLES)[number];

const frontDesk: readonly Permission[] = [
  "account:self",
  "overview:read",
  "calls:read",
  "calls:listen",
  "calls:control",
  "calls:place",
  "reservations:read",
  "reservations:write",
  "rooms:read",
  "rates:read",
  "guests:read",
  "guests:write",
  "requests:read",
  "requests:write",
  "policies:read",
  "knowledge:read",
];
const manager: readonly Permission[] = [
  ...frontDesk,
  "rooms:write",
  "rates:write",
  "policies:write",
  "knowledge:write",
  "team:read",
  "settings:read",
  "settings:write",
  "audit:read",
];

const table: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  owner: new Set(PERMISSIONS),
  admin: new Set(PERMISSIONS.filter((permission) => permission !== "billing:write")),
  manager: new Set(manager),
  front_desk: new Set(frontDesk),
  housekeeping: new Set(["account:self", "rooms:read", "requests:read", "requests:write"]),
  support: new Set([
    "account:self",
    "overview:read",
    "calls:read",
    "reservations:read",
    "guests:read",
    "knowledge:read",
    "knowledge:write",
  ]),
  billing_admin: new Set(["account:self", "billing:read", "billing:write", "team:read"]),
};

export const roleCan = (role: Role, permission: Permission): boolean => table[role].has(permission);
export const permissionsOf = (role: Role): Permission[] => PERMISSIONS.filter((p) => roleCan(role, p));
/** Roles that have a permission, for the sentence "Only … can do this". */
export const rolesWith = (permission: Permission): Role[] =>
  ROLES.filter((role) => roleCan(role, permission));
