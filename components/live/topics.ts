/** Which routers' queries to read again when something with this topic happened; the topic stands before the dot. */
const READS: Readonly<Record<string, readonly string[]>> = {
  call: ["calls", "overview"],
  recording: ["calls"],
  reservation: ["reservations", "overview", "inventory", "guests"],
  hold: ["inventory", "reservations"],
  stay: ["reservations", "rooms", "overview"],
  room: ["rooms", "inventory", "overview"],
  inventory: ["inventory", "rooms"],
  housekeeping: ["housekeeping", "rooms", "overview"],
  rate: ["rates", "inventory"],
  guest: ["guests", "reservations"],
  message: ["guests"],
  request: ["requests", "overview"],
  alarm: ["alarms"],
  // Who was called for an alarm, and whether they picked up.
  telephony: ["telephony", "alarms"],
  wakeup: ["requests", "telephony"],
  policy: ["policies"],
  knowledge: ["knowledge"],
  article: ["knowledge"],
  hotel: ["organisations"],
  vendor: ["vendors"],
  member: ["team"],
  invitation: ["team"],
};

/** Routers to read again for these events; null means all of them. An unknown topic names its own router. */
export function routersOf(names: readonly string[]): ReadonlySet<string> | null {
  const routers = new Set<string>();
  for (const name of names) {
    const topic = name.split(".", 1)[0] ?? "";
    if (topic === "many") return null;
    const known = Object.hasOwn(READS, topic) ? READS[topic] : undefined;
    for (const router of known ?? [topic]) routers.add(router);
  }
  return routers;
}

/** The router of a tRPC query key, `[["calls", "list"], …]`. */
export function routerOfKey(key: readonly unknown[]): string | undefined {
  const path = key[0];
  return Array.isArray(path) && typeof path[0] === "string" ? path[0] : undefined;
}
