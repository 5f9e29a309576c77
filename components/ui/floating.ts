/** What floats over the page beside its trigger: menu, popover, options. */
export const floatingPanel = "z-50 animate-pop rounded-lg bg-raised shadow-float";

/** Where it stands: a little away from its trigger and from the window's edge. */
export const floatingPlace = { sideOffset: 4, collisionPadding: 8 } as const;

/** One line of a menu or a list of options. */
export const floatingItem =
  "flex min-h-8 cursor-default select-none items-center gap-2 rounded-md px-2 text-sm outline-none pointer-coarse:min-h-11";
