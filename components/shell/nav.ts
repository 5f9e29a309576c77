import {
  AudioLines,
  BedDouble,
  BookOpenText,
  CalendarDays,
  CircleUserRound,
  ConciergeBell,
  LayoutDashboard,
  type LucideIcon,
  Mic,
  PhoneCall,
  Scale,
  Settings,
  Tags,
  UsersRound,
  Voicemail,
} from "lucide-react";

export interface NavItem {
  label: string;
  /** After `/{hotel}`; items of the organisation or the account say the whole path in `path`. */
  href: string;
  icon: LucideIcon;
  /** Other words people look for it by. */
  keywords: readonly string[];
  /** The letter after `g`. */
  key?: string;
  /** Absent: everybody. */
  permission?: string;
  /** Whether `href` stands outside the hotel. */
  global?: boolean;
}

export interface NavGroup {
  label: string;
  items: readonly NavItem[];
}

/** The one list of pages: it feeds sidebar, palette, breadcrumbs, shortcuts and the phone's bar. */
export const nav: readonly NavGroup[] = [
  {
    label: "Today",
    items: [
      {
        label: "Overview",
        href: "/overview",
        icon: LayoutDashboard,
        keywords: ["today", "home", "dashboard"],
        key: "o",
        permission: "overview:read",
      },
    ],
  },
  {
    label: "Line",
    items: [
      {
        label: "Calls",
        href: "/calls",
        icon: PhoneCall,
        keywords: ["live", "recordings", "transcripts"],
        key: "c",
        permission: "calls:read",
      },
      {
        label: "Telephone",
        href: "/telephony",
        icon: Voicemail,
        keywords: ["voicemail", "messages", "call-backs", "transfers", "wake-up calls", "texts", "SMS"],
        key: "v",
        permission: "calls:read",
      },
      {
        label: "Knowledge",
        href: "/knowledge",
        icon: BookOpenText,
        keywords: ["articles", "answers", "questions", "faq"],
        key: "k",
        permission: "knowledge:read",
      },
      {
        label: "Policies",
        href: "/policies",
        icon: Scale,
        keywords: ["rules", "cancellation", "check-in time", "pets", "parking"],
        permission: "policies:read",
      },
      {
        label: "Softphone",
        href: "/softphone",
        icon: Mic,
        keywords: ["call the line", "microphone", "type", "try"],
        permission: "calls:place",
      },
    ],
  },
  {
    label: "Front desk",
    items: [
      {
        label: "Reservations",
        href: "/reservations",
        icon: CalendarDays,
        keywords: ["bookings", "stays", "arrivals", "guests"],
        key: "r",
        permission: "reservations:read",
      },
      {
        label: "Requests",
        href: "/requests",
        icon: ConciergeBell,
        keywords: ["tasks", "housekeeping", "maintenance", "towels", "complaints", "to do"],
        key: "q",
        permission: "requests:read",
      },
    ],
  },
  {
    label: "Rooms",
    items: [
      {
        label: "Rooms",
        href: "/rooms",
        icon: BedDouble,
        keywords: ["room types", "floors", "out of order"],
        permission: "rooms:read",
      },
      {
        label: "Rates",
        href: "/rates",
        icon: Tags,
        keywords: ["prices", "calendar", "restrictions", "availability"],
        key: "e",
        permission: "rates:read",
      },
    ],
  },
  {
    label: "Set up",
    items: [
      {
        label: "Settings",
        href: "/settings",
        icon: Settings,
        keywords: ["hotel", "line", "voice", "greeting", "recording", "telephone", "numbers", "Twilio"],
        key: "s",
        permission: "settings:read",
      },
      {
        label: "Team",
        href: "/org/team",
        icon: UsersRound,
        keywords: ["people", "invite", "roles", "members"],
        permission: "team:read",
        global: true,
      },
      {
        label: "Account",
        href: "/account",
        icon: CircleUserRound,
        keywords: ["profile", "password", "sessions", "theme"],
        global: true,
      },
    ],
  },
];

/** Mark of the line itself, for the button that calls it. */
export const LineIcon = AudioLines;

/** What a person may open; groups left empty go. */
export function allowedNav(permissions: readonly string[], groups: readonly NavGroup[] = nav): NavGroup[] {
  return groups
    .map(({ label, items }) => ({
      label,
      items: items.filter(({ permission }) => !permission || permissions.includes(permission)),
    }))
    .filter(({ items }) => items.length > 0);
}

/** The address of an item for a hotel. */
export const navHref = ({ href, global }: NavItem, hotel: string): string =>
  global ? href : `/${hotel}${href}`;

/** The item whose pages contain this path: the longest match wins. */
export function activeItem(path: string, hotel: string, groups: readonly NavGroup[] = nav): NavItem | null {
  let best: NavItem | null = null;
  for (const item of groups.flatMap((group) => group.items)) {
    const href = navHref(item, hotel);
    const inside = path === href || path.startsWith(`${href}/`);
    if (inside && (!best || href.length > navHref(best, hotel).length)) best = item;
  }
  return best;
}

/** The same page of another hotel: the noun stays, the record's id goes. */
export function sameItemElsewhere(path: string, hotel: string, other: string): string {
  const rest = path.startsWith(`/${hotel}/`) ? path.slice(hotel.length + 2) : "";
  const item = activeItem(path, hotel);
  const noun = rest.split("/")[0] ?? "";
  if (item && !item.global && rest) return `/${other}${item.href}`;
  return noun ? `/${other}/${noun}` : `/${other}/overview`;
}

/** The four pages of the phone's bar: the first of this order that the person may open. */
const phoneOrder = ["/overview", "/calls", "/reservations", "/requests", "/rooms", "/knowledge", "/rates"];
export function phoneItems(permissions: readonly string[]): NavItem[] {
  const items = allowedNav(permissions).flatMap((group) => group.items);
  return phoneOrder.flatMap((href) => items.filter((item) => item.href === href)).slice(0, 4);
}
