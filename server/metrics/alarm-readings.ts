import { type Reading, scalar } from "./reading";

const SECONDS = "extract(epoch FROM";

/** Alarms of all hotels, from the database: they outlive the process that raised them. */
export const alarmReadings: readonly Reading[] = [
  [
    "alarms_raised",
    "Alarms raised, ever.",
    (deps) => scalar(deps, "SELECT count(*) AS n FROM alarm WHERE raised_at <= $1"),
  ],
  [
    "alarms_taken",
    "Of these, alarms that somebody has taken.",
    (deps) => scalar(deps, "SELECT count(*) AS n FROM alarm WHERE taken_at <= $1"),
  ],
  [
    "alarms_taken_seconds",
    "Seconds from raised to taken, summed over the alarms taken.",
    (deps) =>
      scalar(deps, `SELECT sum(${SECONDS} taken_at - raised_at)) AS n FROM alarm WHERE taken_at <= $1`),
  ],
  [
    "alarms_open",
    "Alarms nobody has taken.",
    (deps) => scalar(deps, "SELECT count(*) AS n FROM alarm WHERE taken_at IS NULL AND raised_at <= $1"),
  ],
  [
    "alarms_open_seconds",
    "Age of the oldest of them.",
    (deps) =>
      scalar(
        deps,
        `SELECT greatest(0, ${SECONDS} $1 - min(raised_at))) AS n FROM alarm WHERE taken_at IS NULL`,
      ),
  ],
];
