import { serve, threadData } from "./serve";

/** Jobs that misbehave in every way a pool must survive. */
export interface PoolTestJob {
  echo?: string;
  fail?: string;
  exit?: boolean;
  spin?: boolean;
}

serve<PoolTestJob, string>(({ echo, fail, exit, spin }) => {
  if (fail !== undefined) throw new Error(fail);
  if (exit) process.exit(3);
  while (spin);
  return `${echo ?? ""}${String(threadData())}`;
});
